//! Carries what happened to addresses of the owner's. An address is looked at before anything is sent ([`check`]), and again after its
//! name was looked up (`address.rs`); redirects are not followed; what is answered is thrown away but for its status. No address,
//! header or body leaves this module in an error or a log.

use std::{fmt, sync::OnceLock, time::Duration};

use candor_core::webhook::schedule::{Tried, Trouble};
use reqwest::{
    Client, Response, Url,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use tokio::time::timeout;

use crate::{
    address::{Forbidden, Guard, verdict},
    http::{self, ClientError},
    wait,
};

/// How long a receiver may take for everything: to be connected to, to read and to answer.
pub const TIME_LIMIT: Duration = Duration::from_secs(15);

/// How long the rest of an answer may take after its status.
const LONGEST_REST: Duration = Duration::from_secs(1);

/// So much of an answer is read, so that the connection can be used again; what is longer is hung up on.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 2000;

/// Why nothing can be delivered to an address. Does not repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is none.
    #[error(
        "a webhook needs an address such as https://example.org/hook, without a name, a password or a #fragment in it"
    )]
    NotAnAddress,
    /// It would go in the clear.
    #[error("the address of a webhook must begin with https://")]
    InTheClear,
    /// It is this machine's or in a private network, which nobody allowed.
    #[error(
        "the address is on this machine or in a private network; webhooks.allow_private of the settings can allow that"
    )]
    Private,
    /// It is reserved, link-local or for a cloud's metadata.
    #[error("the address is reserved, link-local or for a cloud's metadata; nothing is sent there")]
    Never,
}

impl From<Forbidden> for BadAddress {
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::PlainHttp | Forbidden::Scheme | Forbidden::Clear => Self::InTheClear,
            Forbidden::Private => Self::Private,
            Forbidden::Never => Self::Never,
            Forbidden::NoAddress => Self::NotAnAddress,
        }
    }
}

/// The name of the server in an address, which may be shown and logged where the address may not.
pub fn host_of(address: &str) -> String {
    Url::parse(address.trim()).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// Looks at an address before it is kept. What its name stands for is looked up anew at every delivery; one that never stands for
/// a public server is refused at once.
///
/// # Errors
/// Nothing can be delivered there.
pub fn check(address: &str, allows_private: bool) -> Result<(), BadAddress> {
    let (url, guard) = guarded(address, allows_private)?;
    let is_private = url.domain().is_some_and(is_private_name);
    if guard == Guard::Public && is_private { Err(BadAddress::Private) } else { Ok(()) }
}

/// Whether a name never stands for a public server: this machine's (RFC 6761, 6.3), a local network's (RFC 6762, RFC 8375,
/// `internal` as reserved by ICANN in 2024), or one without a dot.
fn is_private_name(host: &str) -> bool {
    const ENDINGS: [&str; 6] = ["localhost", "local", "internal", "lan", "home.arpa", "localdomain"];
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    !host.contains('.')
        || ENDINGS.iter().any(|ending| host.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.')))
}

/// Delivers to addresses of the owner's.
pub struct Courier {
    allows_private: bool,
    limit: Duration,
    secure: OnceLock<Result<Client, ClientError>>,
    clear: OnceLock<Result<Client, ClientError>>,
}

impl Courier {
    /// To public addresses over TLS; where the owner allows private ones, to those as well, and without TLS.
    pub const fn new(allows_private: bool) -> Self {
        Self { allows_private, limit: TIME_LIMIT, secure: OnceLock::new(), clear: OnceLock::new() }
    }

    /// The same with another time limit.
    #[must_use]
    pub fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Whether private addresses are allowed.
    pub const fn allows_private(&self) -> bool {
        self.allows_private
    }

    /// Tries a delivery once.
    pub async fn deliver(&self, address: &str, headers: &[(&'static str, String)], body: String) -> Tried {
        match timeout(self.limit, self.send(address, headers, body)).await {
            Ok(Ok(response)) => {
                let status = response.status().as_u16();
                let asked = wait::asked(response.headers());
                let asked = asked.map(|wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
                // Whatever becomes of the rest of the answer: its status is what counts.
                let _ = timeout(LONGEST_REST, throw_away(response)).await;
                Tried::Answered { status, wait: asked }
            }
            Ok(Err(trouble)) => Tried::Failed(trouble),
            Err(_) => Tried::Failed(Trouble::TimedOut),
        }
    }

    async fn send(&self, address: &str, headers: &[(&'static str, String)], body: String) -> Result<Response, Trouble> {
        let (url, guard) = guarded(address, self.allows_private).map_err(|_| Trouble::Forbidden)?;
        let client = self.client(&url, guard)?;
        let mut map = HeaderMap::new();
        map.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).map_err(|_| Trouble::Broken)?;
            map.insert(HeaderName::from_static(name), value);
        }
        client.post(url).headers(map).body(body).send().await.map_err(|error| why(&error))
    }

    /// The client for a scheme: the guard depends on nothing else of the address.
    fn client(&self, url: &Url, guard: Guard) -> Result<&Client, Trouble> {
        let place = if url.scheme() == "https" { &self.secure } else { &self.clear };
        place.get_or_init(|| http::guarded_client_for(url, guard)).as_ref().map_err(|error| {
            tracing::error!(%error, "nothing can be delivered to webhooks");
            Trouble::Unreachable
        })
    }
}

impl fmt::Debug for Courier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Courier").field("allows_private", &self.allows_private).finish_non_exhaustive()
    }
}

fn guarded(address: &str, allows_private: bool) -> Result<(Url, Guard), BadAddress> {
    if address.len() > LONGEST_ADDRESS {
        return Err(BadAddress::NotAnAddress);
    }
    let url = Url::parse(address.trim()).map_err(|_| BadAddress::NotAnAddress)?;
    let is_plain = url.has_host() && url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if !is_plain {
        return Err(BadAddress::NotAnAddress);
    }
    let guard = Guard::of(&url, allows_private)?;
    Ok((url, guard))
}

fn why(error: &reqwest::Error) -> Trouble {
    if verdict(error).is_some() {
        Trouble::Forbidden
    } else if error.is_timeout() {
        Trouble::TimedOut
    } else if error.is_connect() || error.is_builder() {
        Trouble::Unreachable
    } else {
        Trouble::Broken
    }
}

async fn throw_away(mut response: Response) {
    let mut read: usize = 0;
    while let Ok(Some(chunk)) = response.chunk().await {
        read = read.saturating_add(chunk.len());
        if read > LONGEST_ANSWER {
            return;
        }
    }
}
