//! No secrets: nothing that looks like a bot token, an API key or a password leaves in a message.

use super::{Scene, Verdict, without};
use crate::writer::Draft;

/// A Bot API token is digits, a colon and at least this many letters, digits, `_` or `-`.
const TOKEN_TAIL: usize = 30;
/// Beginnings of keys of well-known services.
const KEY_PREFIXES: &[&str] = &["sk-", "ghp_", "github_pat_", "xoxb-", "AKIA", "whsec_", "-----BEGIN"];
/// A key is at least this long with its beginning.
const KEY_LENGTH: usize = 16;

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    without(draft, scene, "it holds what looks like a secret".to_owned(), |part| holds_secret(&part.text))
}

fn holds_secret(text: &str) -> bool {
    text.contains("-----BEGIN") || text.split_whitespace().any(|word| is_token(word) || is_key(word))
}

fn is_token(word: &str) -> bool {
    word.match_indices(':').any(|(at, _)| {
        let (before, after) = word.split_at(at);
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let tail = after.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).count();
        digits >= 6 && tail >= TOKEN_TAIL
    })
}

fn is_key(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    bare.len() >= KEY_LENGTH
        && KEY_PREFIXES.iter().any(|prefix| bare.starts_with(prefix))
        && bare.bytes().any(|byte| byte.is_ascii_digit())
}
