//! Versions of a script's text: what names one, and what changed between two.

use sha2::{Digest, Sha256};
use similar::TextDiff;

/// A digest of a text: SHA-256 in hexadecimal. Texts that differ in line endings only have the same.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.replace("\r\n", "\n").as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What changed, line by line, as a unified diff with three lines around each change; empty if nothing did.
pub fn diff(old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_makes_another_digest_and_line_endings_do_not() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_ne!(digest("a"), digest("b"));
        assert_eq!(digest("a\r\nb"), digest("a\nb"));
    }

    #[test]
    fn a_diff_shows_the_lines_that_changed_and_nothing_for_equal_texts() {
        assert_eq!(diff("name: a\nx\n", "name: b\nx\n"), "@@ -1,2 +1,2 @@\n-name: a\n+name: b\n x\n");
        assert_eq!(diff("a\n", "a\n"), "");
    }
}
