//! Runs: intake, turn, dispatch, alarm.
