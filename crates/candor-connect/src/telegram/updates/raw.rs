//! One update as it came, with its number. Reads nothing else of it.

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// One update as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct RawUpdate {
    /// Its number (Bot API, `Update.update_id`, always positive). Where none can be read, a negative number made of
    /// the text itself, so that the same text is kept once and never mistaken for a numbered update.
    pub update_id: i64,
    /// The text, normally JSON. Untrusted.
    pub text: String,
}

#[derive(Deserialize)]
struct Number {
    update_id: i64,
}

impl RawUpdate {
    /// Takes a text and looks for its number.
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        // Only the number is asked for, so that damage anywhere else does not matter.
        let number = serde_json::from_str(&text).ok().map(|Number { update_id }| update_id).filter(|&id| id > 0);
        Self { update_id: number.unwrap_or_else(|| made_up_number(&text)), text }
    }

    /// Whether Telegram numbered it.
    pub const fn is_numbered(&self) -> bool {
        self.update_id > 0
    }
}

/// Says nothing of what people wrote.
impl std::fmt::Debug for RawUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawUpdate({}, {} bytes)", self.update_id, self.text.len())
    }
}

fn made_up_number(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let head = digest.iter().take(8).fold(0_i64, |number, &byte| (number << 8) | i64::from(byte));
    // From -1 downwards: never zero, never positive.
    -1 - (head & i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_damaged_the_rest_is() {
        for text in [
            r#"{"update_id": 5}"#,
            r#"{"update_id": 5, "message": {"text": "\ud800"}}"#,
            r#"{"message": 17, "update_id": 5, "quite_new": [[[]]]}"#,
        ] {
            assert_eq!(RawUpdate::from_text(text).update_id, 5);
        }
        let deep = format!(r#"{{"x": {}{}, "update_id": 5}}"#, "[".repeat(5_000), "]".repeat(5_000));
        assert_eq!(RawUpdate::from_text(deep).update_id, 5);
    }

    #[test]
    fn a_text_without_a_number_gets_the_same_negative_one_each_time() {
        let texts = ["", "null", "[]", "{}", r#"{"update_id": "5"}"#, r#"{"update_id": -5}"#, r#"{"update_id": 1e99}"#];
        let mut numbers: Vec<i64> = texts.iter().map(|text| RawUpdate::from_text(*text).update_id).collect();
        assert_eq!(numbers, texts.map(|text| RawUpdate::from_text(text).update_id));
        assert!(numbers.iter().all(|&number| number < 0));
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), texts.len());
    }

    #[test]
    fn debug_prints_no_words() {
        let update = RawUpdate::from_text(r#"{"update_id": 5, "message": {"text": "private"}}"#);
        assert!(!format!("{update:?}").contains("private"));
    }
}
