//! The key of a provider. It has no `Display`, prints stars under `Debug` and cannot be serialised, so that it reaches a log,
//! an error or a page only by a visible act.

use std::fmt;

/// The longest key read, in bytes. The longest known, signed tokens of clouds, have about two thousand.
const LONGEST: usize = 4096;

/// What proves to a provider who pays.
#[derive(Clone, PartialEq, Eq)]
pub struct ModelKey(String);

/// Why a text is not a key. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a key of a model's provider: it has letters, digits and signs without blanks; copy it again")]
pub struct NotAKey;

impl ModelKey {
    /// Reads a key, blanks around it forgiven. Providers agree on nothing but that it fits into a header: visible ASCII.
    ///
    /// # Errors
    /// The text is empty, too long, or holds blanks or letters that no header may.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim();
        let is_key = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_key { Ok(Self(text.to_owned())) } else { Err(NotAKey) }
    }

    /// The key itself, for the request's header and for the store, which seals it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text without the key, however the other side came to repeat it.
    pub(super) fn strike_out(&self, text: &str) -> String {
        text.replace(&self.0, "***")
    }
}

impl fmt::Debug for ModelKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ModelKey(***)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_key_is_read_with_blanks_around_it_and_prints_as_stars() {
        let key = ModelKey::parse(" sk-canary_1\n").unwrap();
        assert_eq!(key.expose(), "sk-canary_1");
        assert!(!format!("{key:?} {key:#?} {:?}", Some(&key)).contains("canary"));
        assert_eq!(key.strike_out("Incorrect API key provided: sk-canary_1."), "Incorrect API key provided: ***.");
    }

    #[test]
    fn what_no_header_can_carry_is_not_a_key() {
        for text in ["", " ", "a b", "a\nb", "ключ", "a\u{7f}", &"a".repeat(4097)] {
            assert_eq!(ModelKey::parse(text).unwrap_err(), NotAKey);
        }
    }
}
