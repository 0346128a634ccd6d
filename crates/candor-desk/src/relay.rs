//! Names, words and lengths as people read them elsewhere. They stay data: never markup, never a command.

use candor_core::message::{Content, MAX_TEXT_CHARS};
use candor_store::ContactRow;

/// What a message says in words, for people who read it elsewhere.
pub(crate) fn as_words(content: &Content) -> String {
    match content {
        Content::Text { text, .. } => text.clone(),
        Content::Command { name, argument } if argument.is_empty() => format!("/{name}"),
        Content::Command { name, argument } => format!("/{name} {argument}"),
        Content::Button { data, .. } => format!("[{data}]"),
        Content::Phone { number } => number.clone(),
        Content::Other { caption, file: Some(file), .. } => file.line(caption.as_deref().unwrap_or_default()),
        Content::Other { what, caption: Some(caption), .. } => format!("[{what}] {caption}"),
        Content::Other { what, caption: None, .. } => format!("[{what}]"),
        Content::Edited { words: Some(words) } => format!("[edited] {words}"),
        Content::Edited { words: None } => "[edited]".to_owned(),
        Content::Blocked => "[blocked]".to_owned(),
        Content::Unblocked => "[unblocked]".to_owned(),
    }
}

/// A name on one line, without signs that turn the text around it.
pub fn plain_name(contact: &ContactRow) -> String {
    let last = contact.last_name.as_deref().unwrap_or_default();
    let full = format!("{} {last}", contact.first_name);
    let visible: String = full.chars().filter(|&c| !is_control(c)).take(64).collect();
    let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { contact.channel_user_id.to_string() } else { name }
}

/// Cut to what one message may hold.
pub(crate) fn short(text: &str) -> String {
    cut(text, MAX_TEXT_CHARS)
}

/// Cut to so many characters.
pub fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(longest.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Control characters and the marks that change direction or join invisibly (Unicode Bidi_Control, zero-width).
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}
