//! `[desk]`: how the desk runs.

use candor_desk::Settings;
use serde::{Deserialize, Serialize};

/// How the desk runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeskSection {
    /// How long to wait for more before answering, in milliseconds.
    pub quiet_millis: u32,
    /// How many turns are thought at once.
    pub turn_workers: u16,
    /// How many messages are on their way at once.
    pub sends_at_once: u16,
}

impl Default for DeskSection {
    fn default() -> Self {
        Self { quiet_millis: 900, turn_workers: 4, sends_at_once: 32 }
    }
}

impl DeskSection {
    /// As the desk takes it.
    pub fn settings(self) -> Settings {
        Settings {
            quiet_millis: i64::from(self.quiet_millis),
            turn_workers: usize::from(self.turn_workers),
            sends_at_once: usize::from(self.sends_at_once.max(1)),
            ..Settings::default()
        }
    }
}
