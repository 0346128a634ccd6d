//! Seals and opens values with the data keys of an open store.
//!
//! A sealed text is `v1.<id of the data key>.<base64url>`; sealed bytes are one byte of version, the id, the rest.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{Form, Key, SealedColumn, key::KeyId, spans};
use crate::{Error, sql::Param};

/// The data keys of an open store.
pub(crate) struct Sealer {
    /// The newest first: it seals, all open.
    keys: Vec<Key>,
}

/// The version of the form of sealed bytes.
const VERSION: u8 = 1;

impl Sealer {
    /// Without keys: for work on the schema. It seals nothing and opens nothing.
    pub(crate) const fn empty() -> Self {
        Self { keys: Vec::new() }
    }

    /// With these keys, the newest first.
    pub(super) const fn new(keys: Vec<Key>) -> Self {
        Self { keys }
    }

    /// Seals a text: as a whole or, where the column says so, only what names somebody in it.
    pub(crate) fn seal(&self, column: &SealedColumn, key: &[Param<'_>], text: &str) -> Result<String, Error> {
        let (newest, place) = (self.newest()?, column.place(key));
        match column.form {
            Form::Personal => spans::seal(text, |number, span| seal_text(newest, &span_place(&place, number), span)),
            Form::Text | Form::Bytes => seal_text(newest, &place, text),
        }
    }

    /// Seals bytes as a whole.
    pub(crate) fn seal_bytes(&self, column: &SealedColumn, key: &[Param<'_>], bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let newest = self.newest()?;
        let sealed = newest.seal(&column.place(key), bytes)?;
        Ok([&[VERSION], newest.id().bytes(), sealed.as_slice()].concat())
    }

    /// What [`Self::seal`] sealed at this place.
    pub(crate) fn unseal(&self, column: &SealedColumn, key: &[Param<'_>], sealed: &str) -> Result<String, Error> {
        let place = column.place(key);
        let unseal = |place: &[u8], sealed: &str| unseal_text(|id| self.find(id), place, sealed);
        let opened = match column.form {
            Form::Personal => spans::unseal(sealed, |number, span| unseal(&span_place(&place, number), span)),
            Form::Text | Form::Bytes => unseal(&place, sealed),
        };
        opened.ok_or_else(|| Error::Corrupt(column.name()))
    }

    /// What [`Self::seal_bytes`] sealed at this place.
    pub(crate) fn unseal_bytes(
        &self,
        column: &SealedColumn,
        key: &[Param<'_>],
        sealed: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let opened = || {
            let (&VERSION, rest) = sealed.split_first()? else { return None };
            let (id, rest) = rest.split_first_chunk::<{ KeyId::LENGTH }>()?;
            self.find(KeyId::from_bytes(*id))?.unseal(&column.place(key), rest)
        };
        opened().ok_or_else(|| Error::Corrupt(column.name()))
    }

    /// By what a sealed text of this column is found, under every key, the newest first. It is the same wherever in the column the text
    /// stands and within `scope` alone; without the key it says nothing but which rows have the same text.
    pub(crate) fn marks(&self, column: &SealedColumn, scope: &[Param<'_>], text: &str) -> Vec<String> {
        let place = column.place(scope);
        self.keys.iter().map(|key| BASE64_URL_SAFE_NO_PAD.encode(key.mark(&place, text.as_bytes()))).collect()
    }

    fn newest(&self) -> Result<&Key, Error> {
        self.keys.first().ok_or_else(|| Error::Other("there is no key to seal with".to_owned()))
    }

    fn find(&self, id: KeyId) -> Option<&Key> {
        self.keys.iter().find(|key| key.id() == id)
    }
}

/// `v1.<key>.<base64url>`
pub(super) fn seal_text(key: &Key, place: &[u8], text: &str) -> Result<String, Error> {
    Ok(format!("v1.{}.{}", key.id(), BASE64_URL_SAFE_NO_PAD.encode(key.seal(place, text.as_bytes())?)))
}

/// Reads [`seal_text`]; `find` knows the keys.
pub(super) fn unseal_text<'k>(find: impl Fn(KeyId) -> Option<&'k Key>, place: &[u8], sealed: &str) -> Option<String> {
    let (id, sealed) = sealed.strip_prefix("v1.")?.split_once('.')?;
    let opened = find(KeyId::parse(id)?)?.unseal(place, &BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?)?;
    String::from_utf8(opened).ok()
}

/// The place of one span of a text, so that two spans cannot change places.
fn span_place(place: &[u8], number: u64) -> Vec<u8> {
    [place, &number.to_be_bytes()].concat()
}
