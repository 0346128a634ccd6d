//! What the checks need beside the script itself: every text, name and reference with the line it stands on.

use crate::{language::Language, script::keywords::Section};

/// One text of a script.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub role: Role,
    /// The thing it belongs to; empty for texts that stand once.
    pub owner: String,
    pub language: Language,
    pub text: String,
    pub line: usize,
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    Business,
    Tone,
    Opener,
    Vocabulary,
    Sample,
    NeverSay,
    AiNotice,
    FactSays,
    FactAbout,
    AskedAs,
    Answer,
    Label,
    Ask,
    Option,
    Goal,
    Say,
    HeardAs,
    Button,
    TriggerWord,
    CallWords,
    Hours,
}

impl Role {
    /// Whether the desk sends it as its own words, or words made after it.
    pub const fn is_sent(self) -> bool {
        matches!(
            self,
            Self::Opener
                | Self::Sample
                | Self::AiNotice
                | Self::Answer
                | Self::Ask
                | Self::Say
                | Self::Button
                | Self::CallWords
        )
    }
}

/// A thing that has a name.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub section: Section,
    pub id: String,
    pub line: usize,
}

/// A name that points at something.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// Where what it points at should be.
    pub to: Section,
    pub id: String,
    pub line: usize,
}
