//! `[server]`: the listeners for the panel, webhooks, health and figures.

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
    /// Whether the panel is shown on the first listener.
    pub panel: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8088".to_owned(),
            public_url: String::new(),
            metrics_listen: String::new(),
            panel: true,
        }
    }
}

impl Server {
    /// Under which address people reach the panel, without a slash at the end; none where it is not shown.
    pub fn panel_address(&self) -> Option<String> {
        if !self.panel || self.listen.is_empty() {
            return None;
        }
        let public = self.public_url.trim_end_matches('/');
        Some(if public.is_empty() { format!("http://{}", self.listen) } else { public.to_owned() })
    }
}
