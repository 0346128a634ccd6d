//! What the buttons of the staff carry. Like all buttons they can be forged and pressed twice or days later: the data
//! names a thing to be looked up, and what the presser may do is asked when it is pressed (H13).

use crate::{export::Format, hearing::Topic, ids::ConversationId};

/// What a button pressed by a member of the staff means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffPress {
    /// Takes a conversation.
    Take(ConversationId),
    /// Gives a conversation back to the desk.
    Release(ConversationId),
    /// Puts a card off for a while.
    Snooze(ConversationId),
    /// Shows a conversation; the page counts from the newest lines, from 0.
    View(ConversationId, u32),
    /// Shows a conversation at a page, counted likewise, in a message of its own: what was found stays.
    Open(ConversationId, u32),
    /// Shows what else is found by these words, below a place of the index.
    Find(i64, String),
    /// Shows what is known of a contact.
    Lead(ConversationId),
    /// Asks how a conversation is to be ended.
    AskStop(ConversationId),
    /// Ends a conversation, with a farewell or without.
    Stop(ConversationId, bool),
    /// Asks in which form a conversation is wanted.
    AskExport(ConversationId),
    /// Exports a conversation, or all where none is named.
    Export(Option<ConversationId>, Format),
    /// Shows a page of the list, from 0, with the filters in their text form.
    List(u32, String),
    /// Asks before a script's version is published again.
    AskRestore(String, i64),
    /// Publishes a script's version again.
    Restore(String, i64),
    /// Shows a page of the lessons, from 0.
    Lessons(u32),
    /// Shows a lesson.
    Lesson(i64),
    /// Teaches a lesson to a part of the script.
    Teach(i64, Topic),
    /// Lets a lesson go.
    DropLesson(i64),
    /// Stops or resumes the whole desk.
    Pause(bool),
}

impl StaffPress {
    /// The data of the button, at most 64 bytes: ids have 36, filters, searches and script names are kept short by whoever makes them.
    pub fn data(&self) -> String {
        match self {
            Self::Take(id) => format!("take:{id}"),
            Self::Release(id) => format!("release:{id}"),
            Self::Snooze(id) => format!("snooze:{id}"),
            Self::View(id, page) => format!("view:{page}:{id}"),
            Self::Open(id, page) => format!("open:{page}:{id}"),
            Self::Find(below, words) => format!("find:{below}:{words}"),
            Self::Lead(id) => format!("lead:{id}"),
            Self::AskStop(id) => format!("end?:{id}"),
            Self::Stop(id, says_farewell) => format!("end:{}:{id}", u8::from(*says_farewell)),
            Self::AskExport(id) => format!("export?:{id}"),
            Self::Export(id, format) => {
                format!("export:{}:{}", format.extension(), id.as_ref().map_or("all", ConversationId::as_str))
            }
            Self::List(page, filters) => format!("list:{page}:{filters}"),
            Self::AskRestore(name, version) => format!("restore?:{version}:{name}"),
            Self::Restore(name, version) => format!("restore:{version}:{name}"),
            Self::Lessons(page) => format!("lessons:{page}"),
            Self::Lesson(number) => format!("lesson:{number}"),
            Self::Teach(number, Topic::Step(id)) => format!("teach:{number}:s:{id}"),
            Self::Teach(number, Topic::Question(id)) => format!("teach:{number}:q:{id}"),
            Self::Teach(number, Topic::Fact(id)) => format!("teach:{number}:f:{id}"),
            Self::DropLesson(number) => format!("drop:{number}"),
            Self::Pause(is_paused) => format!("pause:{}", u8::from(*is_paused)),
        }
    }

    /// Reads [`Self::data`]; `None` for anything else.
    pub fn read(data: &str) -> Option<Self> {
        let (verb, rest) = data.split_once(':')?;
        let id = || ConversationId::from_stored(rest);
        let parts = || rest.split_once(':');
        Some(match verb {
            "take" => Self::Take(id()),
            "release" => Self::Release(id()),
            "snooze" => Self::Snooze(id()),
            "lead" => Self::Lead(id()),
            "end?" => Self::AskStop(id()),
            "export?" => Self::AskExport(id()),
            "view" | "open" => {
                let (page, id) = parts()?;
                let (page, id) = (page.parse().ok()?, ConversationId::from_stored(id));
                if verb == "open" { Self::Open(id, page) } else { Self::View(id, page) }
            }
            "find" => {
                let (below, words) = parts()?;
                Self::Find(below.parse().ok()?, words.to_owned())
            }
            "end" => {
                let (says_farewell, id) = parts()?;
                Self::Stop(ConversationId::from_stored(id), flag(says_farewell)?)
            }
            "export" => {
                let (format, id) = parts()?;
                let only = (id != "all").then(|| ConversationId::from_stored(id));
                Self::Export(only, Format::from_word(format)?)
            }
            "list" => {
                let (page, filters) = parts()?;
                Self::List(page.parse().ok()?, filters.to_owned())
            }
            "restore?" | "restore" => {
                let (version, name) = parts()?;
                let (version, name) = (version.parse().ok()?, name.to_owned());
                if verb == "restore" { Self::Restore(name, version) } else { Self::AskRestore(name, version) }
            }
            "lessons" => Self::Lessons(rest.parse().ok()?),
            "lesson" => Self::Lesson(rest.parse().ok()?),
            "teach" => {
                let (number, place) = parts()?;
                let (part, id) = place.split_once(':')?;
                let topic = match part {
                    "s" => Topic::Step(id.to_owned()),
                    "q" => Topic::Question(id.to_owned()),
                    "f" => Topic::Fact(id.to_owned()),
                    _ => return None,
                };
                Self::Teach(number.parse().ok()?, topic)
            }
            "drop" => Self::DropLesson(rest.parse().ok()?),
            "pause" => Self::Pause(flag(rest)?),
            _ => return None,
        })
    }
}

fn flag(word: &str) -> Option<bool> {
    match word {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ConversationId {
        ConversationId::from_unique(&"f".repeat(32))
    }

    #[test]
    fn every_button_is_read_back_and_fits_into_64_bytes() {
        let name = "script-name-of-some-length".to_owned();
        for press in [
            StaffPress::Take(id()),
            StaffPress::Release(id()),
            StaffPress::Snooze(id()),
            StaffPress::View(id(), 1234),
            StaffPress::Open(id(), 1234),
            StaffPress::Find(123_456_789, "red roses: how much?".to_owned()),
            StaffPress::Lead(id()),
            StaffPress::AskStop(id()),
            StaffPress::Stop(id(), true),
            StaffPress::Stop(id(), false),
            StaffPress::AskExport(id()),
            StaffPress::Export(Some(id()), Format::JsonLines),
            StaffPress::Export(None, Format::Csv),
            StaffPress::List(7, "waiting step=greeting".to_owned()),
            StaffPress::AskRestore(name.clone(), 3),
            StaffPress::Restore(name, 3),
            StaffPress::Lessons(3),
            StaffPress::Lesson(123_456_789),
            StaffPress::Teach(123_456_789, Topic::Question("question-of-some-length-and-more".to_owned())),
            StaffPress::Teach(1, Topic::Step("greeting".to_owned())),
            StaffPress::Teach(1, Topic::Fact("price".to_owned())),
            StaffPress::DropLesson(123_456_789),
            StaffPress::Pause(true),
        ] {
            let data = press.data();
            assert!((1..=64).contains(&data.len()), "{data}");
            assert_eq!(StaffPress::read(&data), Some(press), "{data}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_data_whatever_is_read_without_breaking(data in "\\PC{0,80}") {
            let _ = StaffPress::read(&data);
        }
    }
}
