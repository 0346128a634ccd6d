//! Puts words anew that stand in a script: what a step says, how a question is answered, what a fact says, and the lists of
//! what contacts write. Only the lines of these words change.

use super::{
    AmendError, Layout, Lines, Read, Replaced, is_called, only, outside_notes, phrasings_mut, proved, with_phrasings,
    words,
};
use crate::{
    hearing::{Topic, normalised},
    language::{Language, Wording},
    script::{
        Script,
        keywords::{Key, Section, Takes},
        outline::{Block, Entry, Line, Mark},
        reading::parts,
    },
};

/// The text with the words of a part put anew in a language: what a step says, how a question is answered, what a fact
/// says. They may have several lines and `{placeholders}`. The same words give the text back as it is.
///
/// # Errors
/// [`AmendError`], and nothing was changed. [`AmendError::Misplaced`] also where a note stands among the words.
pub fn with_words(text: &str, topic: &Topic, language: Language, said: &str) -> Result<String, AmendError> {
    let old = Read::of(text)?;
    let (section, key, id) = match topic {
        Topic::Step(id) => (Section::Steps, Key::Say, id),
        Topic::Question(id) => (Section::Questions, Key::Answer, id),
        Topic::Fact(id) => (Section::Facts, Key::Says, id),
    };
    let block = only(old.outline.blocks.iter().filter(|block| is_called(block, section, id)))?;
    let mut wanted = old.reading.script.clone();
    let wording = wording_mut(&mut wanted, topic).ok_or(AmendError::UnknownTopic)?;
    let lines = words::answer(said);
    if lines.is_empty() {
        return Err(AmendError::NoWords);
    }
    let said = lines.join("\n");
    if wording.in_language(language) == Some(said.as_str()) {
        return Ok(text.to_owned());
    }
    wording.put(language, said.clone());

    let layout = Layout::of(&old, text);
    let Some(entry) = entry_of(block, key, language, layout.main()) else {
        let (line, added) = layout.wording(block, key, language, &said);
        let line = outside_notes(&old.outline, line).ok_or(AmendError::Misplaced)?;
        let amended = layout.lines().with(line, &added).ok_or(AmendError::Misplaced)?;
        return proved(&old, wanted, amended);
    };
    if hides_something(entry, layout.lines()) {
        return Err(AmendError::Misplaced);
    }
    let mut why = AmendError::Misplaced;
    for becomes in spelled(entry, layout.lines(), &lines) {
        let mut changes = vec![(entry.line, Some(becomes))];
        changes.extend((entry.line + 1..=entry.last_line()).map(|number| (number, None)));
        let amended = layout.lines().changed(&changes).ok_or(AmendError::Misplaced)?;
        match proved(&old, wanted.clone(), amended) {
            Ok(amended) => return Ok(amended),
            Err(refused) => why = refused,
        }
    }
    Err(why)
}

/// The text with a list of phrasings of a part, in a language, put anew: those that are new are added, those that are not
/// given any more are left out, all others stay where they are. See [`with_phrasings`].
///
/// # Errors
/// [`AmendError`], and nothing was changed.
pub fn with_list(text: &str, topic: &Topic, language: Language, list: &[String]) -> Result<String, AmendError> {
    let kept: Vec<String> = list.iter().map(|words| normalised(words)).filter(|plain| !plain.is_empty()).collect();
    if kept.is_empty() {
        return Err(AmendError::NoWords);
    }
    // First what is added: a list is never without words in between.
    let longer = with_phrasings(text, topic, language, list)?;
    let old = Read::of(&longer)?;
    let (section, key, id) = super::phrasings_of(topic);
    let block = only(old.outline.blocks.iter().filter(|block| is_called(block, section, id)))?;
    let mut wanted = old.reading.script.clone();
    let known = phrasings_mut(&mut wanted, topic).ok_or(AmendError::UnknownTopic)?.list_mut(language);
    let is_kept = |words: &str| {
        let plain = words::phrasing(words).map_or_else(|| normalised(words), |plain| normalised(&plain));
        kept.contains(&plain) || kept.contains(&normalised(words))
    };
    let before = known.len();
    known.retain(|words| is_kept(words));
    if known.len() == before {
        return Ok(longer);
    }
    if known.is_empty() {
        return Err(AmendError::NoWords);
    }
    let layout = Layout::of(&old, &longer);
    let mut changes = Vec::new();
    for entry in entries_of(block, key, language, layout.main()) {
        let takes = entry.keyword.map_or(Takes::Phrases, |keyword| keyword.takes);
        for line in &entry.body {
            changes.extend(shortened(entry, line, takes, layout.lines(), &is_kept)?);
        }
    }
    let amended = layout.lines().changed(&changes).ok_or(AmendError::Misplaced)?;
    proved(&old, wanted, amended)
}

/// What becomes of a line of a list of which only some phrasings are kept; nothing if all are.
fn shortened(
    entry: &Entry,
    line: &Line,
    takes: Takes,
    lines: &Lines<'_>,
    is_kept: &impl Fn(&str) -> bool,
) -> Result<Option<Replaced>, AmendError> {
    let found: Vec<String> = parts(std::slice::from_ref(line), takes).into_iter().map(|(words, _)| words).collect();
    let left: Vec<&str> = found.iter().map(String::as_str).filter(|words| is_kept(words)).collect();
    if left.len() == found.len() {
        return Ok(None);
    }
    if line.mark != Mark::Quote && holds_note(lines.raw(line.number)) {
        return Err(AmendError::Misplaced);
    }
    let between = if takes == Takes::Words { ", " } else { "; " };
    let (is_first, rest) = (line.number == entry.line, left.join(between));
    Ok(Some(match (is_first, rest.is_empty()) {
        (true, true) => (line.number, Some(vec![head(entry, lines).to_owned()])),
        (true, false) => (line.number, Some(vec![format!("{} {rest}", head(entry, lines))])),
        (false, true) => (line.number, None),
        (false, false) => (line.number, Some(vec![format!("{}{rest}", lines.opening(line.number).0)])),
    }))
}

/// The ways in which words can stand in the place of others, the one most like theirs first. The last marks each line as
/// text, so that none can be taken for a keyword.
fn spelled(entry: &Entry, lines: &Lines<'_>, said: &[String]) -> Vec<Vec<String>> {
    let head = head(entry, lines);
    let is_inline = entry.body.first().is_none_or(|line| line.number == entry.line);
    let below = entry.body.iter().find(|line| line.number != entry.line && line.mark != Mark::Blank);
    let indent = lines.opening(below.map_or(entry.line, |line| line.number)).0;
    let marked = |line: &String| format!("{indent}> {line}").trim_end().to_owned();
    let plain = |line: &String| format!("{indent}{line}").trim_end().to_owned();
    let is_marked = below.is_some_and(|line| line.mark == Mark::Quote);
    let mut ways = Vec::new();
    if let Some((first, more)) = said.split_first().filter(|(_, more)| is_inline || more.is_empty()) {
        let opening = format!("{head} {first}");
        if is_inline {
            ways.push([opening.clone()].into_iter().chain(more.iter().map(plain)).collect());
        }
        if !is_inline && !is_marked {
            ways.push(vec![head.to_owned(), plain(first)]);
        }
    } else if !is_marked {
        ways.push([head.to_owned()].into_iter().chain(said.iter().map(plain)).collect());
    }
    ways.push([head.to_owned()].into_iter().chain(said.iter().map(marked)).collect());
    ways
}

/// The keyword as it is written, with its colon, without what follows it on its line.
fn head<'a>(entry: &Entry, lines: &Lines<'a>) -> &'a str {
    let raw = lines.raw(entry.line).trim_end();
    let rest = entry.body.first().filter(|line| line.number == entry.line).map_or("", |line| line.text.as_str());
    raw.strip_suffix(rest).unwrap_or(raw).trim_end()
}

/// Whether a note, a rule or anything else stands among the lines of an entry that is no part of its words.
fn hides_something(entry: &Entry, lines: &Lines<'_>) -> bool {
    let is_quoted = |number| entry.body.iter().any(|line| line.number == number && line.mark == Mark::Quote);
    let is_own = |number| number == entry.line || entry.body.iter().any(|line| line.number == number);
    (entry.line..=entry.last_line())
        .any(|number| !is_own(number) || (!is_quoted(number) && holds_note(lines.raw(number))))
}

fn holds_note(line: &str) -> bool {
    line.contains("<!--") || line.contains("-->")
}

fn entries_of(block: &Block, key: Key, language: Language, main: Language) -> impl DoubleEndedIterator<Item = &Entry> {
    block.entries.iter().filter(move |entry| {
        entry.keyword.is_some_and(|keyword| keyword.key == key) && entry.language.unwrap_or(main) == language
    })
}

/// The words of a language as they are read: of a keyword that stands there twice, the last one's.
fn entry_of(block: &Block, key: Key, language: Language, main: Language) -> Option<&Entry> {
    entries_of(block, key, language, main).next_back()
}

fn wording_mut<'a>(script: &'a mut Script, topic: &Topic) -> Option<&'a mut Wording> {
    match topic {
        Topic::Step(id) => script.steps.iter_mut().find(|step| step.id == *id).map(|step| &mut step.say),
        Topic::Question(id) => {
            script.questions.iter_mut().find(|question| question.id == *id).map(|question| &mut question.answer)
        }
        Topic::Fact(id) => script.facts.iter_mut().find(|fact| fact.id == *id).map(|fact| &mut fact.says),
    }
}
