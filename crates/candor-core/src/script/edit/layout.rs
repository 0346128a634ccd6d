//! How a text is laid out, so that what is added looks like what is there.

use crate::{
    language::Language,
    script::{
        amend::Lines,
        keywords::{self, KEYWORDS, Key, SECTIONS, Section},
        outline::{Block, Entry, Outline},
        reading::Reading,
    },
};

/// How a text is laid out.
pub(super) struct Layout<'a> {
    /// The text by its lines.
    pub lines: Lines<'a>,
    /// The language its keywords are in.
    pub keywords: Language,
    /// Whether its keywords stand apart, an empty line between them.
    pub is_spaced: bool,
    /// The script's first language.
    main: Language,
    /// Whether texts in the first language name it all the same.
    names_main: bool,
}

impl<'a> Layout<'a> {
    pub(super) fn of(text: &'a str, outline: &Outline, reading: &Reading) -> Self {
        let lines = Lines::of(text);
        let main = reading.script.languages.first().copied().unwrap_or_default();
        let entries = || outline.blocks.iter().flat_map(|block| &block.entries);
        let is_russian = |entry: &&Entry| entry.written.chars().any(|sign| matches!(sign, 'а'..='я' | 'А'..='Я'));
        let is_worded = |entry: &&Entry| entry.keyword.is_some_and(|keyword| keyword.takes.is_worded());
        let named = entries().filter(is_worded).filter(|entry| entry.language == Some(main)).count();
        let unnamed = entries().filter(is_worded).filter(|entry| entry.language.is_none()).count();
        let below_another = outline.blocks.iter().flat_map(|block| block.entries.iter().skip(1));
        let (apart, close): (Vec<&Entry>, Vec<&Entry>) =
            below_another.partition(|entry| lines.is_blank(entry.line.saturating_sub(1)));
        let all = entries().count();
        let in_russian = entries().filter(is_russian).count();
        Self {
            keywords: if 2 * in_russian > all || (all == 0 && main == Language::Ru) {
                Language::Ru
            } else {
                Language::En
            },
            is_spaced: apart.len() > close.len(),
            names_main: named > unnamed,
            main,
            lines,
        }
    }

    /// A keyword as this text would have it, with its colon.
    pub(super) fn keyword(&self, key: Key, language: Option<Language>) -> String {
        let Some(keyword) = keywords::keyword(key) else { return String::new() };
        let word = keyword.in_language(self.keywords);
        match language.filter(|_| keyword.takes.is_worded()) {
            Some(language) if language != self.main || self.names_main => format!("{word} {}:", language.code()),
            _ => format!("{word}:"),
        }
    }

    /// The heading of a section.
    pub(super) fn heading(&self, section: Section) -> String {
        let row = SECTIONS.iter().find(|row| row.section == section);
        let titles = row.map(|row| if self.keywords == Language::Ru { row.ru } else { row.en });
        format!("## {}", titles.and_then(|titles| titles.first()).copied().unwrap_or_default())
    }

    /// The lines of a block behind which a keyword can be put, the best first.
    pub(super) fn behind(&self, block: &Block, key: Key) -> Vec<usize> {
        let before =
            block.entries.iter().rfind(|entry| entry.keyword.is_some_and(|keyword| rank(keyword.key) <= rank(key)));
        let mut lines = Vec::new();
        match before {
            Some(entry) => lines.push(entry.last_line()),
            None if block.stray.is_empty() && block.level > 0 => lines.push(block.line),
            None => {}
        }
        lines.push(block.last_line());
        lines
    }

    /// The space the keywords of a block begin with.
    pub(super) fn indent(&self, block: &Block) -> &'a str {
        block.entries.last().map_or("", |entry| self.lines.opening(entry.line).0)
    }
}

/// The place of a keyword in the order in which the documents tell them.
pub(super) fn rank(key: Key) -> usize {
    KEYWORDS.iter().position(|keyword| keyword.key == key).unwrap_or(KEYWORDS.len())
}

/// The sections in the order in which a script has them.
pub(super) const ORDER: [Section; 9] = [
    Section::Head,
    Section::Voice,
    Section::Facts,
    Section::Questions,
    Section::Fields,
    Section::Steps,
    Section::Triggers,
    Section::HandOver,
    Section::Qualification,
];

/// The line behind which something of a section is added that has no heading yet: behind the sections that go before it.
pub(super) fn end_before(outline: &Outline, section: Section) -> usize {
    let place = ORDER.iter().position(|known| *known == section).unwrap_or(ORDER.len());
    let before = ORDER.get(..place).unwrap_or(&ORDER);
    let last = before.iter().rev().find_map(|known| outline.blocks.iter().rfind(|block| block.section == Some(*known)));
    last.map_or(1, Block::last_line)
}
