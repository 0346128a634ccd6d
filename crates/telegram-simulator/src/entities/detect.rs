//! Entities Telegram finds by itself in a text: bot commands, mentions, hashtags, links with a scheme and e-mails.
//!
//! Links without a scheme, phone numbers and cashtags are not looked for.

use super::{Entity, Formatted, utf16_length};

/// Inside these nothing is looked for.
const CLOSED: [&str; 5] = ["code", "pre", "text_link", "text_mention", "custom_emoji"];

/// The entities found in a plain text.
pub(crate) fn detected(text: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut offset = 0_usize;
    for word in text.split_inclusive(char::is_whitespace) {
        let length = utf16_length(word);
        // Opening brackets and quotes may stand before, closing marks and full stops after.
        let bare = word.trim_start_matches(['(', '[', '{', '"', '\'', '«', '“', ',', ';', ':']);
        let start = offset.saturating_add(length.saturating_sub(utf16_length(bare)));
        if let Some((kind, matched)) = kind_of(bare.trim_end()) {
            found.push(Entity::plain(kind, start, utf16_length(matched)));
        }
        offset = offset.saturating_add(length);
    }
    found
}

/// Adds what is found outside the entities that are there already.
pub(crate) fn add_detected(formatted: &mut Formatted) {
    for entity in detected(&formatted.text) {
        let is_free = formatted.entities.iter().all(|other| {
            let is_apart = other.end() <= entity.offset || entity.end() <= other.offset;
            is_apart || !CLOSED.contains(&other.kind.as_str())
        });
        if is_free {
            formatted.entities.push(entity);
        }
    }
    formatted.entities.sort_by_key(|entity| (entity.offset, std::cmp::Reverse(entity.length)));
}

fn kind_of(word: &str) -> Option<(&'static str, &str)> {
    if let Some(rest) = word.strip_prefix('/') {
        return command(rest).map(|length| ("bot_command", word.get(..length).unwrap_or(word)));
    }
    if let Some(rest) = word.strip_prefix('@') {
        let name = prefix(rest, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        return (3..=32).contains(&name).then(|| ("mention", word.get(..=name).unwrap_or(word)));
    }
    if let Some(rest) = word.strip_prefix('#') {
        let tag = prefix(rest, |letter| letter.is_alphanumeric() || letter == '_');
        let has_letter = rest.get(..tag).is_some_and(|tag| tag.chars().any(|letter| !letter.is_numeric()));
        return has_letter.then(|| ("hashtag", word.get(..=tag).unwrap_or(word)));
    }
    let link = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '»', '”']);
    let scheme = link.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    if let Some((scheme, rest)) = scheme {
        let is_web = matches!(scheme.as_str(), "http" | "https") && rest.contains('.');
        let is_own = matches!(scheme.as_str(), "tg" | "ton") && !rest.is_empty();
        return (is_web || is_own).then_some(("url", link));
    }
    let (name, host) = link.split_once('@')?;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+' | '%');
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let is_mail = !name.is_empty()
        && name.chars().all(is_name)
        && host.chars().all(is_host)
        && host.rsplit_once('.').is_some_and(|(before, last)| !before.is_empty() && last.len() >= 2);
    is_mail.then_some(("email", link))
}

/// The length in bytes of `/command` or `/command@bot_name` after the slash and with it.
fn command(rest: &str) -> Option<usize> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let name = prefix(rest, is_word);
    if name == 0 || name > 64 {
        return None;
    }
    let after = rest.get(name..).unwrap_or_default();
    let bot = after.strip_prefix('@').map_or(0, |bot| prefix(bot, is_word));
    let length = if bot >= 3 { name.saturating_add(bot).saturating_add(2) } else { name.saturating_add(1) };
    let next = rest.get(length.saturating_sub(1)..).and_then(|left| left.chars().next());
    // A path or a longer word is no command: "/usr/bin", "/привет".
    if next.is_some_and(|letter| letter == '/' || letter.is_alphanumeric()) { None } else { Some(length) }
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|letter| belongs(*letter)).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::detected;
    use crate::entities::Entity;

    #[test]
    fn commands_are_found_with_their_bot_and_without_what_follows() {
        assert_eq!(detected("/start ref_9"), vec![Entity::plain("bot_command", 0, 6)]);
        assert_eq!(detected("😀 /help@clinic_bot, please"), vec![Entity::plain("bot_command", 3, 16)]);
        assert_eq!(detected("/usr/bin and and/or /привет / 1/2"), vec![]);
    }

    #[test]
    fn links_mails_mentions_and_hashtags_are_found() {
        let kinds: Vec<_> = detected("(https://example.org/a?b=1), anna@example.org @anna_k #курс #1")
            .into_iter()
            .map(|entity| (entity.kind, entity.offset, entity.length))
            .collect();
        assert_eq!(
            kinds,
            vec![
                ("url".to_owned(), 1, 25),
                ("email".to_owned(), 29, 16),
                ("mention".to_owned(), 46, 7),
                ("hashtag".to_owned(), 54, 5)
            ]
        );
    }
}
