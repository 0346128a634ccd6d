//! `[server]`: the listeners for webhooks, health and figures.

use serde::{Deserialize, Serialize};

/// The listener.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Where to listen; empty for nowhere.
    pub listen: String,
    /// The address under which Telegram reaches the listener; empty for long polling.
    pub public_url: String,
    /// Where to listen for whoever reads the figures; empty for the listener above, for this machine alone, and for
    /// nobody where that listener is public.
    pub metrics_listen: String,
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8088".to_owned(), public_url: String::new(), metrics_listen: String::new() }
    }
}
