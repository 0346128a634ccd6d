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
