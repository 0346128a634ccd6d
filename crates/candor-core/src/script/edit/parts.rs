//! A text by the parts a form shows, with the lines of each.

use std::ops::RangeInclusive;

use super::put;
use crate::{
    language::Language,
    script::{
        keywords::{Key, SECTIONS, Section},
        outline::{Block, Entry, Outline},
        outline_of, reading,
        reading::name_of,
    },
};

/// Where a part is: its section, and its name where a section holds several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The section.
    pub section: Section,
    /// The name of one thing in it; `None` for a section that is one whole.
    pub id: Option<String>,
}

impl Place {
    /// A section that is one whole: the head, the voice, the rules of hand-over, who is worth a person's time.
    pub const fn whole(section: Section) -> Self {
        Self { section, id: None }
    }

    /// One thing of a section.
    pub fn thing(section: Section, id: impl Into<String>) -> Self {
        Self { section, id: Some(id.into()) }
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is.
    pub place: Place,
    /// The line of its heading, from 1.
    pub line: usize,
    /// What its keywords say, in the order of the text.
    pub says: Vec<Saying>,
    /// Its lines: of a section written in several places, each place's.
    lines: Vec<RangeInclusive<usize>>,
}

/// A keyword and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The keyword.
    pub key: Key,
    /// Its language, where texts have one.
    pub language: Option<Language>,
    /// Its first line.
    pub line: usize,
    /// Its last line that says something.
    pub last_line: usize,
    /// The lines of a text, the items of a list, or one value.
    pub value: Vec<String>,
}

impl Part {
    /// What a keyword says, in a language where texts have one. Of a keyword that stands there twice, what the desk reads.
    pub fn said(&self, key: Key, language: Option<Language>) -> Option<&Saying> {
        let mut found = self.says.iter().filter(|saying| saying.key == key && saying.language == language);
        if language.is_some() { found.next_back() } else { found.next() }
    }

    /// Whether a line is its own.
    pub fn holds(&self, line: usize) -> bool {
        self.lines.iter().any(|lines| lines.contains(&line))
    }
}

/// The parts of a text, in its order: sections that are one whole, and the things of the others. Nothing of a text that is
/// too long.
pub fn parts(text: &str) -> Vec<Part> {
    let Some(outline) = outline_of(text) else { return Vec::new() };
    let main = reading::read(&outline).script.languages.first().copied().unwrap_or_default();
    let mut parts: Vec<Part> = Vec::new();
    for (index, block) in outline.blocks.iter().enumerate() {
        let Some(place) = place_of(block) else { continue };
        let lines = block.line..=end_of(&outline, index);
        let says = block.entries.iter().filter_map(|entry| saying(entry, main));
        match parts.iter_mut().find(|part| place.id.is_none() && part.place == place) {
            Some(part) => {
                // What stands before the title belongs to the head, whose heading it is not.
                if part.says.is_empty() {
                    part.line = block.line;
                }
                part.says.extend(says);
                part.lines.push(lines);
            }
            None => parts.push(Part { place, line: block.line, says: says.collect(), lines: vec![lines] }),
        }
    }
    parts
}

/// The part a line belongs to, and what is said on that line.
pub fn spot(parts: &[Part], line: usize) -> Option<(&Part, Option<&Saying>)> {
    let part = parts.iter().find(|part| part.holds(line))?;
    Some((part, part.says.iter().find(|saying| (saying.line..=saying.last_line).contains(&line))))
}

/// A part by its place.
pub fn find<'a>(parts: &'a [Part], place: &Place) -> Option<&'a Part> {
    parts.iter().find(|part| part.place == *place)
}

/// Where a block is, if it is a part at all.
pub(super) fn place_of(block: &Block) -> Option<Place> {
    let section = block.section?;
    if holds_things(section) {
        return (block.level == 3).then(|| Place::thing(section, name_of(block, section)));
    }
    Some(Place::whole(section))
}

/// Whether a section holds several things with names.
pub(super) fn holds_things(section: Section) -> bool {
    SECTIONS.iter().any(|row| row.section == section && !row.one.is_empty())
}

/// The last line of a block, whatever it says.
fn end_of(outline: &Outline, index: usize) -> usize {
    let next = outline.blocks.get(index + 1).map(|block| block.line.saturating_sub(1));
    next.unwrap_or(usize::MAX)
}

fn saying(entry: &Entry, main: Language) -> Option<Saying> {
    let keyword = entry.keyword?;
    Some(Saying {
        key: keyword.key,
        language: keyword.takes.is_worded().then(|| entry.language.unwrap_or(main)),
        line: entry.line,
        last_line: entry.last_line(),
        value: put::value_of(entry),
    })
}
