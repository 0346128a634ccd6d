//! Reads a transcript. What the desk heard and chose is skipped: a reader wants to know who said what.

/// Who says a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The contact.
    Contact,
    /// The desk.
    Desk,
    /// A plain line of the system.
    System,
    /// A named person of the staff.
    Person(String),
}

/// One thing said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Who says it.
    pub speaker: Speaker,
    /// The words, with their line breaks.
    pub words: String,
}

/// Everything said, in order. Text that is no line of a transcript is passed over.
pub fn parse(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut is_going_on = false;
    for line in text.lines() {
        if let Some(more) = line.trim_start().strip_prefix('|').filter(|_| line.starts_with(' ')) {
            if let (true, Some(last)) = (is_going_on, lines.last_mut()) {
                last.words.push('\n');
                last.words.push_str(more.strip_prefix(' ').unwrap_or(more));
            }
            continue;
        }
        let spoken = line.split_once('>').and_then(|(name, words)| Some((speaker(name.trim())?, words)));
        is_going_on = spoken.is_some();
        if let Some((speaker, words)) = spoken {
            lines.push(Line { speaker, words: words.strip_prefix(' ').unwrap_or(words).to_owned() });
        }
    }
    lines
}

fn speaker(name: &str) -> Option<Speaker> {
    match name {
        "contact" => Some(Speaker::Contact),
        "desk" => Some(Speaker::Desk),
        "system" => Some(Speaker::System),
        _ => name.strip_prefix("person ").map(|name| Speaker::Person(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::ConversationId,
        message::Author,
        moment::Moment,
        timeline::{EntryKind, TimelineEntry},
        transcript::print,
    };

    fn entry(author: Author, text: &str) -> TimelineEntry {
        TimelineEntry {
            conversation: ConversationId::from_unique("1"),
            at: Moment::from_millis(0),
            author,
            kind: EntryKind::Message,
            text: text.to_owned(),
            message_id: None,
            turn: None,
            file: None,
            reasons: serde_json::Value::Null,
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_read_back(words in proptest::collection::vec("[^\r\n\u{85}\u{2028}\u{2029}]{0,20}(\n[^\r\n]{1,20}){0,2}", 1..6)) {
            let authors = [Author::Contact, Author::Ai, Author::System, Author::Operator { name: "Vera".to_owned() }];
            let entries: Vec<TimelineEntry> =
                words.iter().zip(authors.iter().cycle()).map(|(words, author)| entry(author.clone(), words)).collect();
            let read: Vec<String> = parse(&print(&entries)).into_iter().map(|line| line.words).collect();
            proptest::prop_assert_eq!(read, words);
        }
    }
}
