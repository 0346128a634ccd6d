//! `[server]`: the listeners for the panel, webhooks, health and figures.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use crate::exit::{Cause, Stop};

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
    /// Whether other machines may reach the first listener where nothing encrypts what they send.
    pub plain_http: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8088".to_owned(),
            public_url: String::new(),
            metrics_listen: String::new(),
            panel: true,
            plain_http: false,
        }
    }
}

impl Server {
    /// Whether other machines can reach the first listener and nothing encrypts what they send: no proxy with https stands before it, and
    /// nobody said that this is meant.
    pub fn is_in_the_clear(&self) -> bool {
        let is_behind_https = self.public_url.starts_with("https://");
        !self.listen.is_empty() && !is_of_this_machine(&self.listen) && !is_behind_https && !self.plain_http
    }

    /// Refuses to be reached in the clear, unless that was said to be meant.
    ///
    /// # Errors
    /// A [`Stop`] that says what to do.
    pub fn must_not_be_in_the_clear(&self) -> Result<(), Stop> {
        if !self.is_in_the_clear() {
            return Ok(());
        }
        let sentence = format!(
            "other machines reach {}, and nothing would encrypt what they send, passwords included; put a proxy with https before it and \
             set server.public_url to its address (or CANDOR_PUBLIC_URL), or listen on 127.0.0.1; only where the network itself can be \
             trusted, set server.plain_http to true (or CANDOR_PLAIN_HTTP)",
            self.listen
        );
        Err(Stop::new(Cause::Settings, sentence))
    }

    /// Under which address people reach the panel, without a slash at the end; none where it is not shown.
    pub fn panel_address(&self) -> Option<String> {
        if !self.panel || self.listen.is_empty() {
            return None;
        }
        let public = self.public_url.trim_end_matches('/');
        Some(if public.is_empty() { format!("http://{}", reachable(&self.listen)) } else { public.to_owned() })
    }
}

/// Whether only this machine itself reaches a listener.
fn is_of_this_machine(listen: &str) -> bool {
    if let Ok(address) = listen.parse::<SocketAddr>() {
        return address.ip().to_canonical().is_loopback();
    }
    // By name; what a name leads to elsewhere is not known here.
    let host = listen.rsplit_once(':').map_or(listen, |(host, _)| host);
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
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
    fn a_listener_others_reach_is_behind_https_or_meant_to_be_in_the_clear() {
        let at = |listen: &str, public_url: &str, plain_http| {
            let server =
                Server { listen: listen.into(), public_url: public_url.into(), plain_http, ..Server::default() };
            server.must_not_be_in_the_clear().map_err(|stop| stop.to_string())
        };
        for own in ["", "127.0.0.1:8088", "127.7.7.7:1", "[::1]:8088", "[::ffff:127.0.0.1]:80", "localhost:8088"] {
            assert_eq!(at(own, "", false), Ok(()), "{own}");
        }
        for open in ["0.0.0.0:8088", "[::]:8088", "10.0.0.7:80", "desk.example:80", "localhost.example:80", "localhos"]
        {
            for public in ["", "http://desk.example"] {
                let why = at(open, public, false).unwrap_err();
                assert!(why.contains(open) && why.contains("server.public_url") && why.contains("plain_http"), "{why}");
            }
            assert_eq!(at(open, "https://desk.example", false), Ok(()), "{open}");
            assert_eq!(at(open, "", true), Ok(()), "{open}");
        }
    }

    #[test]
    fn the_address_of_the_panel_is_one_a_browser_can_go_to() {
        let at = |listen: &str| Server { listen: listen.to_owned(), ..Server::default() }.panel_address();
        assert_eq!(at("0.0.0.0:8088").as_deref(), Some("http://127.0.0.1:8088"));
        assert_eq!(at("[::]:80").as_deref(), Some("http://[::1]:80"));
        assert_eq!(at("10.0.0.7:8088").as_deref(), Some("http://10.0.0.7:8088"));
        assert_eq!(at(""), None);
    }
}
