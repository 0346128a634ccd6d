//! The fingerprint of bytes, by which an alteration is found.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// SHA-256 in hexadecimal digits.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A negative number, as no channel's numbers are, and always the same for the same bytes.
pub(crate) fn number_of(bytes: &[u8]) -> i64 {
    let digest = Sha256::digest(bytes);
    let number = digest.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    number | i64::MIN
}

/// The fingerprint of a row: of every field with its length in front, so that no two rows read alike.
#[derive(Default)]
pub(crate) struct Fingerprint(Vec<u8>);

impl Fingerprint {
    /// Takes in the next field.
    pub(crate) fn add(&mut self, field: Option<&str>) {
        let text = field.unwrap_or_default().as_bytes();
        self.0.push(u8::from(field.is_some()));
        self.0.extend(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.extend(text);
    }

    /// SHA-256 of all of them, in hexadecimal digits.
    pub(crate) fn finish(&self) -> String {
        fingerprint(&self.0)
    }
}
