//! Where requests to models and webhooks may go. Such an address is somebody's input, and a request that reaches what stands beside the
//! desk (its database, a router, a cloud's metadata with its keys) is as bad as a stolen key. So every address is checked
//! after its name was looked up, and the connection goes to the very address that was checked: a name that answers
//! differently the second time gains nothing. An address written as a number never passes a look-up and is checked when the
//! HTTP client is built, or before a request is sent.
//!
//! Proxies the environment names are not used for either: a proxy looks the name up itself, and only the proxy's own address
//! would be checked. Whoever needs a way round names a relay as the address.

mod reach;

use std::net::{IpAddr, SocketAddr};

use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};

use self::reach::Reach;

/// Which addresses a request may go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Public ones: the rule, over TLS.
    Public,
    /// Private ones as well: the owner allowed it, over TLS.
    PublicAndPrivate,
    /// Private ones only: the owner allowed it, and requests go in the clear.
    Private,
}

/// Why no request may go to an address. Does not repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Forbidden {
    /// Plain HTTP where nobody allowed private addresses.
    #[error("the address must begin with https://; plain http:// is for private addresses the owner allowed")]
    PlainHttp,
    /// Neither HTTP nor HTTPS.
    #[error("the address must begin with https://")]
    Scheme,
    /// It is a private one, and nobody allowed those.
    #[error("the address is on this machine or a private network; the settings file can allow that")]
    Private,
    /// It is a public one, and requests would go in the clear.
    #[error("the address is public and must begin with https://: requests would go in the clear")]
    Clear,
    /// It is one at which nobody is ever meant to be reached.
    #[error("the address is reserved, link-local or for a cloud's metadata; no request goes there")]
    Never,
    /// The name has no address.
    #[error("the name of the server has no address")]
    NoAddress,
}

impl Guard {
    /// The guard of an address, by its scheme and whether its owner allowed private ones.
    ///
    /// # Errors
    /// No request may go there, as far as that can be said before a name is looked up.
    pub(crate) fn of(root: &Url, allows_private: bool) -> Result<Self, Forbidden> {
        let guard = match (root.scheme(), allows_private) {
            ("https", false) => Self::Public,
            ("https", true) => Self::PublicAndPrivate,
            ("http", true) => Self::Private,
            ("http", false) => return Err(Forbidden::PlainHttp),
            _ => return Err(Forbidden::Scheme),
        };
        // The URL's parser has turned decimal, octal and hexadecimal spellings into the address they mean.
        let host = root.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        match host.parse::<IpAddr>() {
            Ok(address) => guard.permits(address).map(|()| guard),
            Err(_) => Ok(guard),
        }
    }

    /// Whether a request may go to this address.
    pub(crate) fn permits(self, address: IpAddr) -> Result<(), Forbidden> {
        match (Reach::of(address), self) {
            (Reach::Never, _) => Err(Forbidden::Never),
            (Reach::Private, Self::Public) => Err(Forbidden::Private),
            (Reach::Public, Self::Private) => Err(Forbidden::Clear),
            (Reach::Private, Self::Private | Self::PublicAndPrivate)
            | (Reach::Public, Self::Public | Self::PublicAndPrivate) => Ok(()),
        }
    }

    /// Those of a name's addresses to which a request may go.
    fn sift(self, found: impl Iterator<Item = SocketAddr>) -> Result<Vec<SocketAddr>, Forbidden> {
        let mut why = Forbidden::NoAddress;
        let mut permitted = Vec::new();
        for address in found {
            match self.permits(address.ip()) {
                Ok(()) => permitted.push(address),
                Err(forbidden) => why = forbidden,
            }
        }
        if permitted.is_empty() { Err(why) } else { Ok(permitted) }
    }
}

/// Looks names up by the system's own means, and hands on only what the guard permits.
impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let permitted: Addrs = Box::new(guard.sift(found)?.into_iter());
            Ok(permitted)
        })
    }
}

/// The guard's verdict, where it lies somewhere among the causes of a failed request.
pub(crate) fn verdict(error: &(dyn std::error::Error + 'static)) -> Option<Forbidden> {
    std::iter::successors(Some(error), |error| error.source()).find_map(|error| error.downcast_ref().copied())
}

#[cfg(test)]
mod tests;
