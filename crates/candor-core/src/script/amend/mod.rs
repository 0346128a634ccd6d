//! Adds to a script's text what its owner consented to: phrasings of a part, or a whole new question; or puts the words and
//! phrasings of a part anew ([`with_words`], [`with_list`]). All else stays as it was, byte for byte. What is added is data (H13): it cannot open a heading, a keyword, a note or another part.
//!
//! The edit is proved before it is given back: the new text is read, and must be the old script with exactly that added.
//! Warnings may come with it (a phrasing that stands elsewhere too, a language the script does not list): whoever shows the
//! new text shows what `parse` says of it.

mod anew;
mod error;
mod layout;
pub(in crate::script) mod proof;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use anew::{with_list, with_words};
pub use error::AmendError;

use super::{
    Script,
    keywords::{Key, Section},
    model::Question,
    outline::Block,
    reading::name_of,
};
use crate::{
    hearing::{Topic, normalised},
    language::{Language, Phrasings, Wording},
};
use layout::Layout;
use proof::{Read, proved};
pub(in crate::script) use text::{Lines, Replaced, outside_notes};
pub(in crate::script) use words::plain_name;

/// The text with phrasings added to a part, in a language: of a step what contacts say, of a question how they ask it, of a
/// fact how they name it. A phrasing loses line breaks and the signs nobody writes (`{}[]<>|*…`). Those there already,
/// in whatever case and signs, are left out; if all are, the text is given back as it is.
///
/// # Errors
/// [`AmendError`], and nothing was added.
pub fn with_phrasings(text: &str, topic: &Topic, language: Language, words: &[String]) -> Result<String, AmendError> {
    let old = Read::of(text)?;
    let (section, key, id) = phrasings_of(topic);
    let block = only(old.outline.blocks.iter().filter(|block| is_called(block, section, id)))?;
    let mut wanted = old.reading.script.clone();
    let known = phrasings_mut(&mut wanted, topic).ok_or(AmendError::UnknownTopic)?.list_mut(language);
    let added = new_phrasings(known, words);
    if words.iter().all(|words| words::phrasing(words).is_none()) {
        return Err(AmendError::NoWords);
    }
    if added.is_empty() {
        return Ok(text.to_owned());
    }
    known.extend(added.iter().cloned());

    let layout = Layout::of(&old, text);
    let (line, lines) = layout.phrasings(block, key, language, &added);
    let line = outside_notes(&old.outline, line).ok_or(AmendError::Misplaced)?;
    let amended = Lines::of(text).with(line, &lines).ok_or(AmendError::Misplaced)?;
    proved(&old, wanted, amended)
}

/// The text with a question added behind the last one. The answer is the owner's own text: it may have several lines and
/// `{placeholders}`, and is needed in every language of the script.
///
/// # Errors
/// [`AmendError`], and nothing was added.
pub fn with_question(text: &str, id: &str, asked_as: &Phrasings, answer: &Wording) -> Result<String, AmendError> {
    let old = Read::of(text)?;
    if !super::checks::names::is_name(id) || super::placeholder::id_of(id) != id {
        return Err(AmendError::BadName);
    }
    let mut question =
        Question { id: id.to_owned(), asked_as: Phrasings::default(), answer: Wording::default(), line: 0 };
    for language in Language::ALL {
        *question.asked_as.list_mut(language) = new_phrasings(&[], asked_as.in_language(language));
        let lines = answer.in_language(language).map(words::answer).unwrap_or_default();
        if !lines.is_empty() {
            question.answer.put(language, lines.join("\n"));
        }
    }
    if question.asked_as.is_empty() {
        return Err(AmendError::NoWords);
    }
    if question.answer.is_empty() {
        return Err(AmendError::NoAnswer);
    }

    let (line, lines) = Layout::of(&old, text).question(&question);
    let line = outside_notes(&old.outline, line).ok_or(AmendError::Misplaced)?;
    let amended = Lines::of(text).with(line, &lines).ok_or(AmendError::Misplaced)?;
    let mut wanted = old.reading.script.clone();
    wanted.questions.push(question);
    proved(&old, wanted, amended)
}

/// A name for a new question, made of its words: small Latin letters, digits and hyphens, and no name of the script's.
pub fn question_id(words: &str, script: &Script) -> String {
    words::name(words, script)
}

/// Those that are not known yet, fit to stand in a script, each once.
fn new_phrasings(known: &[String], words: &[String]) -> Vec<String> {
    let mut plain: Vec<String> = known.iter().map(|known| normalised(known)).collect();
    let mut added = Vec::new();
    for phrasing in words.iter().filter_map(|words| words::phrasing(words)) {
        let own = normalised(&phrasing);
        if !plain.contains(&own) {
            plain.push(own);
            added.push(phrasing);
        }
    }
    added
}

/// Where the phrasings of a part stand.
const fn phrasings_of(topic: &Topic) -> (Section, Key, &String) {
    match topic {
        Topic::Step(id) => (Section::Steps, Key::HeardAs, id),
        Topic::Question(id) => (Section::Questions, Key::AskedAs, id),
        Topic::Fact(id) => (Section::Facts, Key::About, id),
    }
}

fn is_called(block: &Block, section: Section, id: &str) -> bool {
    block.level == 3 && block.section == Some(section) && name_of(block, section) == id
}

fn only<'a>(mut blocks: impl Iterator<Item = &'a Block>) -> Result<&'a Block, AmendError> {
    match (blocks.next(), blocks.next()) {
        (Some(block), None) => Ok(block),
        _ => Err(AmendError::UnknownTopic),
    }
}

fn phrasings_mut<'a>(script: &'a mut Script, topic: &Topic) -> Option<&'a mut Phrasings> {
    match topic {
        Topic::Step(id) => script.steps.iter_mut().find(|step| step.id == *id).map(|step| &mut step.heard_as),
        Topic::Question(id) => {
            script.questions.iter_mut().find(|question| question.id == *id).map(|question| &mut question.asked_as)
        }
        Topic::Fact(id) => script.facts.iter_mut().find(|fact| fact.id == *id).map(|fact| &mut fact.about),
    }
}
