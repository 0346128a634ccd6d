//! `[server]`: the listener for webhooks and health.

use serde::{Deserialize, Serialize};

/// The listener.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Where to listen; empty for nowhere.
    pub listen: String,
    /// The address under which Telegram reaches the listener; empty for long polling.
    pub public_url: String,
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8088".to_owned(), public_url: String::new() }
    }
}
