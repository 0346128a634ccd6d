//! The keys a store is opened with. They come from outside, as all chance does.

use std::{fmt::Write as _, sync::Arc};

use candor_core::moment::Moment;
use zeroize::Zeroizing;

use super::{
    Key, Secret,
    key::{KeyId, from_hex},
};

/// A key that lives outside the database and wraps the keys inside it. It has no `Debug`.
#[derive(Clone)]
pub struct MasterKey(Arc<Key>);

/// Why a text is no master key. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a key: it should be 64 hexadecimal digits")]
pub struct NotAKey;

impl MasterKey {
    /// Takes 256 bits nobody can guess.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(Arc::new(Key::from_secret(Zeroizing::new(secret))))
    }

    /// Reads 64 hexadecimal digits, as `openssl rand -hex 32` prints them; blanks around them are forgiven.
    ///
    /// # Errors
    /// [`NotAKey`] if it is anything else.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let mut secret = Zeroizing::new([0; 32]);
        let text = Zeroizing::new(text.trim().to_ascii_lowercase());
        // One digit again and again is what stands in examples, not what a machine draws.
        let is_example = text.bytes().all(|digit| text.as_bytes().first() == Some(&digit));
        if !from_hex(&text, &mut *secret) || is_example {
            return Err(NotAKey);
        }
        Ok(Self(Arc::new(Key::from_secret(secret))))
    }

    /// As [`Self::parse`] reads it: for the key file.
    pub fn written(&self) -> Secret {
        let mut text = String::with_capacity(64);
        for byte in self.0.secret() {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Secret::new(text)
    }

    /// Its name, by which the database remembers it: no secret.
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    pub(super) fn key(&self) -> &Key {
        &self.0
    }
}

/// What a database that has no data key yet is given as one.
#[derive(Clone)]
pub struct FreshKey {
    /// 256 bits nobody can guess.
    pub secret: Zeroizing<[u8; 32]>,
    /// The present.
    pub at: Moment,
}

impl FreshKey {
    /// A data key to be made at this moment of 256 bits nobody can guess.
    pub fn new(secret: [u8; 32], at: Moment) -> Self {
        Self { secret: Zeroizing::new(secret), at }
    }
}

/// The keys a store is opened with.
#[derive(Clone)]
pub struct Keys {
    masters: Vec<MasterKey>,
    fresh: Option<FreshKey>,
}

impl Keys {
    /// No key: opens nothing, and says so.
    pub const fn none() -> Self {
        Self { masters: Vec::new(), fresh: None }
    }

    /// The first master key wraps, any of them unwraps: during a rotation there are two.
    pub const fn new(masters: Vec<MasterKey>, fresh: FreshKey) -> Self {
        Self { masters, fresh: Some(fresh) }
    }

    pub(super) fn newest(&self) -> Option<&MasterKey> {
        self.masters.first()
    }

    pub(super) fn find(&self, id: KeyId) -> Option<&Key> {
        self.masters.iter().map(MasterKey::key).find(|key| key.id() == id)
    }

    pub(super) const fn fresh(&self) -> Option<&FreshKey> {
        self.fresh.as_ref()
    }

    /// Whether there is no key at all.
    pub(crate) const fn is_empty(&self) -> bool {
        self.masters.is_empty()
    }
}
