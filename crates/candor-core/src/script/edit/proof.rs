//! Proves an edit: apart from what was to change, the outline of the new text is that of the old one.

use super::{EditError, Put, put::value_of};
use crate::{
    language::Language,
    script::{
        MAX_SCRIPT_BYTES,
        keywords::{Key, Section},
        outline::{Block, Entry, Mark, Outline, outline},
        outline_of,
    },
};

/// What a text says, without where: two texts of one shape are one script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape(pub Vec<Shaped>);

/// The shape of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shaped {
    level: usize,
    title: String,
    section: Option<Section>,
    entries: Vec<ShapedEntry>,
    stray: Vec<(bool, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ShapedEntry {
    written: String,
    key: Option<Key>,
    language: Option<Language>,
    body: Vec<(u8, String)>,
    value: Vec<String>,
}

impl Shape {
    pub(super) fn of(outline: &Outline) -> Self {
        Self(outline.blocks.iter().map(shaped).collect())
    }

    /// Takes out the keyword at a place; `None` if there is none.
    pub(super) fn take(&mut self, (block, entry): (usize, usize)) -> Option<()> {
        let entries = &mut self.0.get_mut(block)?.entries;
        if entry >= entries.len() {
            return None;
        }
        entries.remove(entry);
        Some(())
    }

    /// Takes out a block that is so called and says this.
    pub(super) fn take_thing(&mut self, index: usize, title: &str, says: &[Put], main: Language) -> Option<()> {
        let block = self.0.get(index)?;
        let is_said = |(entry, put): (&ShapedEntry, &Put)| {
            entry.key == Some(put.key)
                && entry.value == put.value
                && put.language.is_none_or(|language| entry.language.unwrap_or(main) == language)
        };
        let is_it = block.level == 3
            && block.title == title
            && block.stray.is_empty()
            && block.entries.len() == says.len()
            && block.entries.iter().zip(says).all(is_said);
        is_it.then(|| self.0.remove(index)).map(drop)
    }

    /// Takes out a section that holds nothing.
    pub(super) fn take_heading(&mut self, index: usize, section: Section) -> Option<()> {
        let block = self.0.get(index)?;
        let is_it =
            block.level == 2 && block.section == Some(section) && block.entries.is_empty() && block.stray.is_empty();
        is_it.then(|| self.0.remove(index)).map(drop)
    }
}

/// The outline of a new text, if it can be a script's.
pub(super) fn read(text: &str) -> Result<Outline, EditError> {
    if text.len() > MAX_SCRIPT_BYTES {
        return Err(EditError::TooLong);
    }
    outline_of(text).ok_or(EditError::TooLong)?;
    Ok(outline(text))
}

fn shaped(block: &Block) -> Shaped {
    let stray = block.stray.iter().filter(|line| line.mark != Mark::Blank);
    Shaped {
        level: block.level,
        title: block.title.clone(),
        section: block.section,
        entries: block.entries.iter().map(shaped_entry).collect(),
        stray: stray.map(|line| (line.mark == Mark::Item, line.text.clone())).collect(),
    }
}

fn shaped_entry(entry: &Entry) -> ShapedEntry {
    let mark = |mark| match mark {
        Mark::Plain => 0,
        Mark::Item => 1,
        Mark::Quote => 2,
        Mark::Blank => 3,
    };
    ShapedEntry {
        written: entry.written.clone(),
        key: entry.keyword.map(|keyword| keyword.key),
        language: entry.language,
        body: entry.body.iter().map(|line| (mark(line.mark), line.text.clone())).collect(),
        value: value_of(entry),
    }
}
