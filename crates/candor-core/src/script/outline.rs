//! The first layer of reading: headings, keywords with what follows them, and lists, each with its line.
//! Never fails and never drops a line: what cannot be placed is kept as stray for the second layer to report.
//!
//! Indentation does not matter. A line is a keyword when it begins with one known in its section; a line that begins
//! with `>` is always text, whatever it says.

use super::keywords::{self, Keyword, Section};
use crate::language::Language;

/// A text, block by block.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub blocks: Vec<Block>,
    /// Of every line, whether a note goes on behind it.
    pub goes_on_as_note: Vec<bool>,
}

/// A heading and all below it up to the next one. The text before the first heading is a block of level 0.
#[derive(Debug)]
pub(crate) struct Block {
    /// How many `#`.
    pub level: usize,
    /// The heading's words.
    pub title: String,
    pub line: usize,
    /// The section it belongs to; `None` under a heading that is no section.
    pub section: Option<Section>,
    pub entries: Vec<Entry>,
    /// Lines before the first keyword.
    pub stray: Vec<Line>,
}

/// A keyword and what follows it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// `None` if it is no keyword of this section.
    pub keyword: Option<&'static Keyword>,
    /// The keyword as written.
    pub written: String,
    pub language: Option<Language>,
    pub line: usize,
    /// Character of the line where it begins, from 1.
    pub column: usize,
    /// What follows it: the rest of its line, then the lines below.
    pub body: Vec<Line>,
}

/// A line of text without its marks.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub number: usize,
    pub text: String,
    pub mark: Mark,
}

/// What a line began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing: plain words.
    Plain,
    /// `-`, `*`, `•` or `1.`: an item of a list.
    Item,
    /// `>`: text as it stands.
    Quote,
    /// An empty line.
    Blank,
}

/// Reads any text into its outline.
pub(crate) fn outline(text: &str) -> Outline {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = Builder::new();
    for (index, line) in split_lines(text).enumerate() {
        builder.take(index + 1, line);
        builder.outline.goes_on_as_note.push(builder.in_comment);
    }
    builder.finish()
}

/// Lines ended by `\n`, `\r\n` or a lone `\r`.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

struct Builder {
    outline: Outline,
    block: Block,
    section: Option<Section>,
    in_comment: bool,
}

impl Builder {
    fn new() -> Self {
        Self {
            outline: Outline::default(),
            block: Block::new(0, String::new(), 1, Some(Section::Head)),
            section: Some(Section::Head),
            in_comment: false,
        }
    }

    fn take(&mut self, number: usize, line: &str) {
        let trimmed = trim(line);
        if let Some(quoted) = trimmed.strip_prefix('>').filter(|_| !self.in_comment) {
            self.text(Line { number, text: trim(quoted).to_owned(), mark: Mark::Quote });
            return;
        }
        let trimmed = match self.without_comments(trimmed) {
            Some(rest) => rest,
            None => return,
        };
        let trimmed = trim(&trimmed);
        if trimmed.is_empty() {
            self.text(Line { number, text: String::new(), mark: Mark::Blank });
        } else if is_rule(trimmed) {
        } else if let Some((level, title)) = heading(trimmed) {
            self.open_block(level, title, number);
        } else if let Some((written, language, keyword, rest)) = self.keyword(trimmed) {
            let column = line.chars().take_while(|sign| is_space(*sign)).count() + 1;
            self.open_entry(Entry { keyword, written, language, line: number, column, body: Vec::new() }, rest);
        } else if let Some(item) = item(trimmed) {
            self.text(Line { number, text: item.to_owned(), mark: Mark::Item });
        } else {
            self.text(Line { number, text: trimmed.to_owned(), mark: Mark::Plain });
        }
    }

    /// Drops `<!-- notes -->`, which may go on over several lines; `None` if nothing but notes was there.
    fn without_comments(&mut self, line: &str) -> Option<String> {
        if !self.in_comment && !line.contains("<!--") {
            return Some(line.to_owned());
        }
        let mut kept = String::new();
        let mut rest = line;
        loop {
            if self.in_comment {
                let Some((_, after)) = rest.split_once("-->") else { break };
                self.in_comment = false;
                rest = after;
            } else {
                let Some((before, after)) = rest.split_once("<!--") else {
                    kept.push_str(rest);
                    break;
                };
                kept.push_str(before);
                self.in_comment = true;
                rest = after;
            }
        }
        (!trim(&kept).is_empty()).then_some(kept)
    }

    fn open_block(&mut self, level: usize, title: &str, line: usize) {
        self.section = match level {
            1 => Some(Section::Head),
            2 => keywords::section(title),
            _ => self.section,
        };
        let block = Block::new(level, title.to_owned(), line, self.section);
        let finished = std::mem::replace(&mut self.block, block);
        self.outline.blocks.push(finished);
    }

    fn open_entry(&mut self, mut entry: Entry, rest: &str) {
        if !rest.is_empty() {
            entry.body.push(Line { number: entry.line, text: rest.to_owned(), mark: Mark::Plain });
        }
        self.block.entries.push(entry);
    }

    fn text(&mut self, line: Line) {
        match self.block.entries.last_mut() {
            Some(entry) => entry.body.push(line),
            None if line.mark == Mark::Blank => {}
            None => self.block.stray.push(line),
        }
    }

    /// Whether the line begins with a keyword, or with what was meant to be one.
    fn keyword<'a>(&self, line: &'a str) -> Option<FoundKeyword<'a>> {
        let (written, rest) = split_key(line)?;
        let Some(section) = self.section else {
            return Some((written.to_owned(), None, None, rest));
        };
        if let Some((keyword, language)) = keywords::find(section, written) {
            return Some((written.to_owned(), language, Some(keyword), rest));
        }
        let meant = self.is_free_for_a_keyword() || keywords::nearest_keyword(section, written).is_some();
        (meant && self.may_be_keyword()).then(|| (written.to_owned(), None, None, rest))
    }

    /// Whether a line here, if it looks like a keyword, is one: after a heading, an empty line or a one-line value.
    /// Directly below a text it is part of the text.
    fn is_free_for_a_keyword(&self) -> bool {
        let Some(entry) = self.block.entries.last() else { return true };
        let takes_one_line = entry.keyword.is_some_and(|keyword| !keyword.takes.is_worded()) && !entry.body.is_empty();
        takes_one_line || entry.body.last().is_some_and(|line| line.mark == Mark::Blank)
    }

    /// Prose under the title or a section's heading may say anything with a colon; only the rest is taken at its word.
    fn may_be_keyword(&self) -> bool {
        !(self.block.entries.is_empty() && self.block.level == 2 && self.holds_things())
    }

    fn holds_things(&self) -> bool {
        self.section
            .is_some_and(|section| keywords::SECTIONS.iter().any(|row| row.section == section && !row.one.is_empty()))
    }

    fn finish(mut self) -> Outline {
        self.outline.blocks.push(self.block);
        for block in &mut self.outline.blocks {
            for entry in &mut block.entries {
                while entry.body.last().is_some_and(|line| line.mark == Mark::Blank) {
                    entry.body.pop();
                }
            }
        }
        self.outline
    }
}

type FoundKeyword<'a> = (String, Option<Language>, Option<&'static Keyword>, &'a str);

impl Block {
    fn new(level: usize, title: String, line: usize, section: Option<Section>) -> Self {
        Self { level, title, line, section, entries: Vec::new(), stray: Vec::new() }
    }

    /// The last line that says something.
    pub fn last_line(&self) -> usize {
        let stray = self.stray.iter().rfind(|line| line.mark != Mark::Blank).map(|line| line.number);
        self.entries.last().map(Entry::last_line).or(stray).unwrap_or(self.line)
    }
}

impl Entry {
    /// The last line that says something.
    pub fn last_line(&self) -> usize {
        self.body.iter().rfind(|line| line.mark != Mark::Blank).map_or(self.line, |line| line.number)
    }
}

/// Whitespace of every sort, and marks that cannot be seen.
pub(crate) fn is_space(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// `---` and `***` draw a line and say nothing.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_', '='].iter().any(|rule| line.chars().all(|sign| sign == *rule))
}

/// `## Title`. One `#` without a space is a hashtag, not a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let is_heading = level >= 2 || (level == 1 && (title.is_empty() || title.starts_with(is_space)));
    is_heading.then(|| (level, trim(trim(title).trim_end_matches('#'))))
}

/// `- item`, `* item`, `• item`, `1. item`.
fn item(line: &str) -> Option<&str> {
    let bulleted = line.strip_prefix(['-', '*', '•', '–', '—', '+']);
    let numbered = || {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        if !(1..=3).contains(&digits) {
            return None;
        }
        line.get(digits..)?.strip_prefix(['.', ')'])
    };
    let rest = bulleted.or_else(numbered)?;
    rest.starts_with(is_space).then(|| trim(rest))
}

/// The part before the colon and the part after it, if the line can begin with a keyword at all.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let (written, rest) = line.split_once(':')?;
    let rest = if written.starts_with(['*', '_']) { rest.trim_start_matches(['*', '_']) } else { rest };
    let plain = written.trim_matches(|sign| matches!(sign, '*' | '_' | '`'));
    let is_wordy = plain.chars().next().is_some_and(char::is_alphabetic)
        && plain.chars().count() <= 40
        && plain.split_whitespace().count() <= 5
        && !plain.contains(['{', '}', '.', '?', '!', ',', ';', '"', '«', '/', '>', '<', '=']);
    (is_wordy && !rest.starts_with("//")).then(|| (trim(plain), trim(rest)))
}
