//! Adds to a script's text what its owner consented to: phrasings of a part, or a whole new question. All else stays as
//! it was, byte for byte. What is added is data (H13): it cannot open a heading, a keyword, a note or another part.
//!
//! The edit is proved before it is given back: the new text is read, and must be the old script with exactly that added.

mod error;

pub use error::AmendError;

use super::Script;
use crate::{
    hearing::Topic,
    language::{Language, Phrasings, Wording},
};

/// The text with phrasings added to a part, in a language; those there already, in whatever case and signs, are left
/// out, and the text is given back unchanged if all are.
///
/// # Errors
/// [`AmendError`], and nothing was added.
pub fn with_phrasings(
    _text: &str,
    _topic: &Topic,
    _language: Language,
    _words: &[String],
) -> Result<String, AmendError> {
    Err(AmendError::Misplaced)
}

/// The text with a question added behind the last one. The answer is the owner's own text: it may have several lines and
/// `{placeholders}`, and is needed in every language of the script.
///
/// # Errors
/// [`AmendError`], and nothing was added.
pub fn with_question(_text: &str, _id: &str, _asked_as: &Phrasings, _answer: &Wording) -> Result<String, AmendError> {
    Err(AmendError::Misplaced)
}

/// A name for a new question, made of its words: small Latin letters, digits and hyphens, and no name of the script's.
pub fn question_id(_words: &str, _script: &Script) -> String {
    String::new()
}
