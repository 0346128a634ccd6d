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
        Some(if public.is_empty() { format!("http://{}", reachable(&self.listen)) } else { public.to_owned() })
    }
}

/// An address by which a browser on this machine reaches a listener: one for all addresses of a machine is none to go to.
fn reachable(listen: &str) -> String {
    match (listen.strip_prefix("0.0.0.0:"), listen.strip_prefix("[::]:")) {
        (Some(port), _) => format!("127.0.0.1:{port}"),
        (_, Some(port)) => format!("[::1]:{port}"),
        _ => listen.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_panel_is_one_a_browser_can_go_to() {
        let at = |listen: &str| Server { listen: listen.to_owned(), ..Server::default() }.panel_address();
        assert_eq!(at("0.0.0.0:8088").as_deref(), Some("http://127.0.0.1:8088"));
        assert_eq!(at("[::]:80").as_deref(), Some("http://[::1]:80"));
        assert_eq!(at("10.0.0.7:8088").as_deref(), Some("http://10.0.0.7:8088"));
        assert_eq!(at(""), None);
    }
}
