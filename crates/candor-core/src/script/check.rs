//! Asks whether a script that was read makes sense: every check in the list below, each in a file of its own.
//! Checks look at the whole script and never stop at the first problem.

use super::{problem::Problem, reading::Reading};

/// One check: the whole reading in, problems out.
type Check = fn(&Reading) -> Vec<Problem>;

/// All checks.
const CHECKS: &[Check] = &[];

/// Runs all checks.
pub(crate) fn check(reading: &Reading, _text: &str) -> Vec<Problem> {
    CHECKS.iter().flat_map(|check| check(reading)).collect()
}
