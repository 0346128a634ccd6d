//! The only place where an HTTP client is built. One set of rules for all of them: rustls with ring, no redirects
//! (a Telegram URL carries the token, and a redirect could carry it elsewhere; a model's could lead past the check of its
//! address), ten seconds to connect, and no total time limit, because each call names its own.

use std::{sync::Once, time::Duration};

use candor_core::moment::Moment;
use reqwest::{Client, ClientBuilder, Url, redirect};

use crate::address::Guard;

/// How long a connection may take to be made, name look-up and TLS included.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a client could not be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// TLS cannot be set up on this machine, mostly because it has no root certificates.
    #[error("cannot set up TLS ({0}); install the package ca-certificates and start again")]
    Tls(String),
}

/// Makes the client for one server. For `http://` roots no certificates are needed, so a bare machine can run against
/// a simulator. Servers on this very machine are reached without any proxy the environment names.
pub fn client_for(root: &Url) -> Result<Client, ClientError> {
    let builder = builder_for(root);
    build(if is_on_this_machine(root) { builder.no_proxy() } else { builder })
}

/// Makes the client for a model's server or for webhooks. It connects only to addresses the guard permits, and by no proxy: a proxy would
/// look names up itself, past the guard.
pub(crate) fn guarded_client_for(root: &Url, guard: Guard) -> Result<Client, ClientError> {
    build(builder_for(root).no_proxy().dns_resolver(guard))
}

#[expect(clippy::disallowed_methods, reason = "this is the one home of HTTP clients")]
fn builder_for(root: &Url) -> ClientBuilder {
    choose_tls_once();
    let builder = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .tcp_nodelay(true)
        .pool_idle_timeout(Duration::from_secs(55))
        .user_agent(concat!("candor/", env!("CARGO_PKG_VERSION")));
    if root.scheme() == "http" { builder.tls_certs_only([]) } else { builder }
}

fn build(builder: ClientBuilder) -> Result<Client, ClientError> {
    builder.build().map_err(|error| ClientError::Tls(causes(&error.without_url())))
}

/// Reads a date as HTTP writes it (RFC 9110, §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn date(text: &str) -> Option<Moment> {
    let date = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(Moment::from_seconds(date.timestamp().as_second()))
}

/// The whole chain of an error's causes on one line. Callers strip URLs first.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !line.contains(&words) {
            line.push_str(": ");
            line.push_str(&words);
        }
        cause = inner.source();
    }
    line
}

fn choose_tls_once() {
    static CHOSEN: Once = Once::new();
    CHOSEN.call_once(|| {
        // An error means that the process has chosen a provider before, which serves just as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

fn is_on_this_machine(root: &Url) -> bool {
    root.host_str().is_some_and(|host| {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn clients_can_be_built_for_plain_and_for_secure_roots() {
        for root in ["http://127.0.0.1:8081", "https://api.telegram.org"] {
            client_for(&Url::parse(root).unwrap()).unwrap();
        }
    }

    #[test]
    fn this_machine_is_recognised_in_every_spelling() {
        for root in ["http://localhost:1", "http://127.0.0.1:1", "http://127.8.8.8", "http://[::1]:1"] {
            assert!(is_on_this_machine(&Url::parse(root).unwrap()), "{root}");
        }
        for root in ["http://localhost.example.org", "http://10.0.0.1", "https://api.telegram.org"] {
            assert!(!is_on_this_machine(&Url::parse(root).unwrap()), "{root}");
        }
    }

    #[test]
    fn a_date_of_http_is_read() {
        assert_eq!(date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Moment::from_seconds(784_111_777)));
        assert_eq!(date("yesterday"), None);
    }
}
