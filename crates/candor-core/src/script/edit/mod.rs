//! Changes a script's text as a form asks for it: what a keyword says, a part more or less, a part further up or down, the
//! languages. Only the lines concerned change; notes, order and layout of all else stay, byte for byte. What is put in is
//! data (H13): it cannot open a heading, a keyword, a note or another part.
//!
//! Unlike [`super::amend`], an edit may leave a script that does not pass: whoever fills in a form sees the problem where it
//! is, and mends it there. What is proved of every edit is that it changed nothing but what it should: the outline of the new
//! text is that of the old one with exactly this difference.

mod change;
mod choices;
mod criterion;
mod layout;
mod notes;
mod parts;
mod proof;
mod put;
mod rename;
mod shift;
#[cfg(test)]
mod tests;
mod uses;
mod ways;

use thiserror::Error;

pub use change::Change;
pub use choices::{Choice, choices, meant};
pub use criterion::{criterion, criterion_in_words};
pub use parts::{Part, Place, Saying, find, parts, spot};
pub use uses::{Use, uses};

use super::{
    keywords::{Key, Section},
    outline::{Outline, outline},
    outline_of,
    reading::{self, Reading},
};
use crate::language::Language;
use layout::Layout;

/// Why a text was not edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The text is, or would be, longer than any script may be.
    #[error("the script would be too long: shorten it first")]
    TooLong,
    /// There is no such part, or more than one.
    #[error("the script has no part of this name, or more than one")]
    UnknownPart,
    /// This cannot be the name of a part.
    #[error("this cannot be a name: use letters, digits and hyphens")]
    BadName,
    /// Something is called so already.
    #[error("this name is taken: choose another")]
    TakenName,
    /// The text is laid out so that this cannot be changed without changing something else.
    #[error("the text around that place is laid out unusually: change it in the text")]
    Misplaced,
}

impl EditError {
    /// A stable word, for the words people read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::UnknownPart => "unknown_part",
            Self::BadName => "bad_name",
            Self::TakenName => "taken_name",
            Self::Misplaced => "misplaced",
        }
    }
}

/// What a keyword is to say: the keyword, its language where texts have one, and its lines or items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The keyword.
    pub key: Key,
    /// The language; without one, the script's first. Of no meaning where a keyword has none.
    pub language: Option<Language>,
    /// The lines of a text, the items of a list, or one value. Nothing takes the keyword out.
    pub value: Vec<String>,
}

/// Which way a part is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Before the one before it.
    Up,
    /// Behind the one behind it.
    Down,
}

/// The text with a keyword of a part saying this, added where it is not there yet and taken out where nothing is said.
///
/// # Errors
/// [`EditError`], and nothing was changed.
pub fn with_put(text: &str, place: &Place, put: &Put) -> Result<String, EditError> {
    put::put(&Old::of(text)?, place, put)
}

/// The text with a new part behind the last of its kind.
///
/// # Errors
/// [`EditError`], and nothing was added; [`EditError::BadName`] also for a name that is taken.
pub fn with_part(text: &str, section: Section, id: &str, says: &[Put]) -> Result<String, EditError> {
    shift::add(&Old::of(text)?, section, id, says)
}

/// The text without a part. Notes that stand between parts stay.
///
/// # Errors
/// [`EditError`], and nothing was taken out.
pub fn without_part(text: &str, place: &Place) -> Result<String, EditError> {
    shift::remove(&Old::of(text)?, place)
}

/// The text in which a part is called otherwise, and with it everything that speaks of it: the steps that lead to it, what is found out,
/// triggers, names in braces, criteria. What notes say stays.
///
/// # Errors
/// [`EditError`], and nothing was changed: [`EditError::BadName`] for what can be no name, [`EditError::TakenName`] for one that is
/// there already.
pub fn with_part_renamed(text: &str, place: &Place, to: &str) -> Result<String, EditError> {
    rename::rename(&Old::of(text)?, place, to)
}

/// The text with a part before or behind its neighbor of the same kind; as it is if there is none.
///
/// # Errors
/// [`EditError`], and nothing was moved.
pub fn with_part_moved(text: &str, place: &Place, way: Way) -> Result<String, EditError> {
    shift::shift(&Old::of(text)?, place, way)
}

/// The text with other languages, the first of them the main one. Texts without a language of their own keep the one they
/// are in: they are given its name if another becomes the main one.
///
/// # Errors
/// [`EditError`], and nothing was changed.
pub fn with_languages(text: &str, languages: &[Language]) -> Result<String, EditError> {
    put::languages(text, languages)
}

/// A name for a new part, made of words about it: small Latin letters, digits and hyphens, and no name of the text's.
/// Where no letter is left of the words, the other ones give the name.
pub fn new_id(text: &str, words: &str, otherwise: &str) -> String {
    let parts = parts(text);
    let is_taken = |name: &str| parts.iter().any(|part| part.place.id.as_deref() == Some(name));
    super::amend::plain_name(words, otherwise, is_taken)
}

/// A name made of words, and none that is taken; see [`new_id`].
pub fn free_name(words: &str, otherwise: &str, is_taken: impl Fn(&str) -> bool) -> String {
    super::amend::plain_name(words, otherwise, is_taken)
}

/// The language in which most keywords of a text are.
pub fn keyword_language(text: &str) -> Language {
    Old::of(text).map_or(Language::En, |old| old.layout.keywords)
}

/// A text that was read.
struct Old<'a> {
    text: &'a str,
    outline: Outline,
    reading: Reading,
    layout: Layout<'a>,
}

impl<'a> Old<'a> {
    fn of(text: &'a str) -> Result<Self, EditError> {
        outline_of(text).ok_or(EditError::TooLong)?;
        let outline = outline(text);
        let reading = reading::read(&outline);
        let layout = Layout::of(text, &outline, &reading);
        Ok(Self { text, outline, reading, layout })
    }

    fn main(&self) -> Language {
        self.reading.script.languages.first().copied().unwrap_or_default()
    }
}
