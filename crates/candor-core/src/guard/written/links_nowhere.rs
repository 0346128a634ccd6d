//! No address a script does not hold: links, user names, e-mail addresses. Telephone numbers are figures and have their own rule.

use super::{Draft, Scene, Verdict, unread_without};

/// What makes a word an address wherever it stands in it.
const SIGNS: &[&str] = &["://", "www.", "t.me", "@", "tg:", "bit.ly"];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = &scene.approved().small;
    unread_without(draft, scene, "it holds an address the script does not", |text| {
        text.to_lowercase().split_whitespace().any(|word| {
            let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '@' | '/'));
            is_address(bare) && !approved.split_whitespace().any(|known| known.contains(bare))
        })
    })
}

/// Whether a word, in small letters, is an address: a link, a user name, an e-mail address, the name of a site.
pub(crate) fn is_address(word: &str) -> bool {
    SIGNS.iter().any(|sign| word.contains(sign)) || is_domain(word)
}

/// "shop.ru", "example.com/x": letters, a full stop and at least two letters more, without a blank.
fn is_domain(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((name, zone)) = host.rsplit_once('.') else { return false };
    let letters = |part: &str| part.chars().any(char::is_alphabetic);
    letters(name) && zone.chars().count() >= 2 && zone.chars().all(char::is_alphabetic)
}
