//! Carries words between a contact and the person who answers. They stay data: never markup, never a command.

use candor_core::{
    conversation::Conversation,
    message::{Button, Content, Incoming, MAX_TEXT_CHARS, Outgoing},
    press::Press,
};
use candor_store::ContactRow;

use crate::staff::words::StaffWord;

/// At most so many messages are relayed one by one; a flood is put together.
const ONE_BY_ONE: usize = 10;

/// The contact's messages as the operator reads them.
pub(crate) fn to_operator(contact: &ContactRow, conversation: &Conversation, incoming: &[Incoming]) -> Vec<Outgoing> {
    let mut texts: Vec<String> =
        incoming.iter().map(|message| as_words(&message.content)).filter(|text| !text.is_empty()).collect();
    if texts.len() > ONE_BY_ONE {
        texts = vec![texts.join("\n")];
    }
    let name = plain_name(contact);
    let release = Button {
        label: StaffWord::Release.in_language(conversation.language).to_owned(),
        data: Press::Release { conversation: conversation.id.to_string() }.data(),
    };
    let message =
        |text: String| Outgoing { text: short(&format!("{name}: {text}")), buttons: vec![vec![release.clone()]] };
    texts.into_iter().map(message).collect()
}

/// What a message says in words, for people who read it elsewhere.
pub(crate) fn as_words(content: &Content) -> String {
    match content {
        Content::Text { text, .. } => text.clone(),
        Content::Command { name, argument } if argument.is_empty() => format!("/{name}"),
        Content::Command { name, argument } => format!("/{name} {argument}"),
        Content::Button { data, .. } => format!("[{data}]"),
        Content::Phone { number } => number.clone(),
        Content::Other { what, caption: Some(caption) } => format!("[{what}] {caption}"),
        Content::Other { what, caption: None } => format!("[{what}]"),
        Content::Blocked => "[blocked]".to_owned(),
        Content::Unblocked => "[unblocked]".to_owned(),
    }
}

/// A name on one line, without signs that turn the text around it.
pub(crate) fn plain_name(contact: &ContactRow) -> String {
    let last = contact.last_name.as_deref().unwrap_or_default();
    let full = format!("{} {last}", contact.first_name);
    let visible: String = full.chars().filter(|&c| !is_control(c)).take(64).collect();
    let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { contact.channel_user_id.to_string() } else { name }
}

/// Cut to what one message may hold.
pub(crate) fn short(text: &str) -> String {
    if text.chars().count() <= MAX_TEXT_CHARS {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(MAX_TEXT_CHARS - 1).collect();
    cut.push('…');
    cut
}

/// Control characters and the marks that change direction or join invisibly (Unicode Bidi_Control, zero-width).
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}')
}
