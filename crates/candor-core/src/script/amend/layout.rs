//! Where something is added and how it is written there: as what stands around it is written.

use super::{proof::Read, text::Lines};
use crate::{
    language::Language,
    script::{
        keywords::{self, Key, SECTIONS, Section},
        model::Question,
        outline::{Block, Entry, Mark},
    },
};

/// How a text is laid out.
pub(super) struct Layout<'a> {
    read: &'a Read,
    lines: Lines<'a>,
    /// The language its keywords are in.
    keywords: Language,
    /// The script's first language, which needs no name behind a keyword.
    main: Language,
    /// Whether its keywords stand apart, an empty line between them.
    is_spaced: bool,
}

impl<'a> Layout<'a> {
    pub(super) fn of(read: &'a Read, text: &'a str) -> Self {
        let lines = Lines::of(text);
        let is_russian = |entry: &Entry| entry.written.chars().any(|sign| matches!(sign, 'а'..='я' | 'А'..='Я'));
        let entries = || read.outline.blocks.iter().flat_map(|block| &block.entries);
        let in_russian = entries().filter(|entry| is_russian(entry)).count();
        let below_another = read.outline.blocks.iter().flat_map(|block| block.entries.iter().skip(1));
        let (apart, close): (Vec<&Entry>, Vec<&Entry>) =
            below_another.partition(|entry| lines.is_blank(entry.line.saturating_sub(1)));
        Self {
            keywords: if 2 * in_russian > entries().count() { Language::Ru } else { Language::En },
            main: read.reading.script.languages.first().copied().unwrap_or_default(),
            is_spaced: apart.len() > close.len(),
            read,
            lines,
        }
    }

    /// The line behind which phrasings of a part are added, and the lines to add.
    pub(super) fn phrasings(
        &self,
        block: &Block,
        key: Key,
        language: Language,
        words: &[String],
    ) -> (usize, Vec<String>) {
        let of_key =
            |entry: &&Entry| entry.keyword.is_some_and(|keyword| keyword.key == key && keyword.takes.is_worded());
        let entries = || block.entries.iter().filter(of_key);
        if let Some(entry) = entries().rfind(|entry| entry.language.unwrap_or(self.main) == language) {
            return (entry.last_line(), self.items(entry, words));
        }
        // Behind the same in the other language, else at the end.
        let line = entries().next_back().map_or_else(|| block.last_line(), Entry::last_line);
        let mut lines = Vec::new();
        if self.is_spaced {
            lines.push(String::new());
        }
        let indent =
            entries().next_back().or(block.entries.last()).map_or("", |entry| self.lines.opening(entry.line).0);
        lines.push(format!("{indent}{}:", self.keyword(key, language)));
        lines.extend(words.iter().map(|words| format!("{indent}- {words}")));
        (line, lines)
    }

    /// The line behind which the words of a part in a language that lacks them are added, and the lines to add.
    pub(super) fn wording(&self, block: &Block, key: Key, language: Language, text: &str) -> (usize, Vec<String>) {
        let twin = block.entries.iter().rfind(|entry| entry.keyword.is_some_and(|keyword| keyword.key == key));
        let line = twin.map_or_else(|| block.last_line(), Entry::last_line);
        let indent = twin.or(block.entries.last()).map_or("", |entry| self.lines.opening(entry.line).0);
        let mut lines = Vec::new();
        if self.is_spaced {
            lines.push(String::new());
        }
        lines.extend(self.answer(key, language, text).into_iter().map(|line| format!("{indent}{line}")));
        (line, lines)
    }

    /// The script's first language.
    pub(super) const fn main(&self) -> Language {
        self.main
    }

    /// The text by its lines.
    pub(super) const fn lines(&self) -> &Lines<'a> {
        &self.lines
    }

    /// The line behind which a question is added, and the lines to add.
    pub(super) fn question(&self, question: &Question) -> (usize, Vec<String>) {
        let last_of = |section| self.read.outline.blocks.iter().rfind(|block| block.section == Some(section));
        let mut lines = vec![String::new()];
        let line = match last_of(Section::Questions) {
            Some(block) => block.last_line(),
            None => {
                let title = SECTIONS.iter().find(|row| row.section == Section::Questions);
                let titles = title.map(|row| if self.keywords == Language::Ru { row.ru } else { row.en });
                lines.push(format!("## {}", titles.and_then(|titles| titles.first()).copied().unwrap_or_default()));
                lines.push(String::new());
                let before =
                    last_of(Section::Facts).or_else(|| last_of(Section::Voice)).or_else(|| last_of(Section::Head));
                before.map_or(1, Block::last_line)
            }
        };
        lines.push(format!("### {}", question.id));
        for key in [Key::AskedAs, Key::Answer] {
            for language in [self.main].into_iter().chain(Language::ALL.into_iter().filter(|other| *other != self.main))
            {
                let added = match key {
                    Key::AskedAs => {
                        let asked = question.asked_as.in_language(language);
                        let items = asked.iter().map(|words| format!("- {words}"));
                        self.headed(key, language, "", items.collect())
                    }
                    _ => self.answer(key, language, question.answer.in_language(language).unwrap_or_default()),
                };
                if self.is_spaced && !added.is_empty() {
                    lines.push(String::new());
                }
                lines.extend(added);
            }
        }
        (line, lines)
    }

    /// An answer behind its keyword; below it, each line marked as text, where it has several or could be taken for more.
    fn answer(&self, key: Key, language: Language, text: &str) -> Vec<String> {
        if text.is_empty() {
            return Vec::new();
        }
        if text.contains('\n') || text.contains("<!--") {
            let below = text.split('\n').map(|line| format!("> {line}").trim_end().to_owned()).collect();
            return self.headed(key, language, "", below);
        }
        self.headed(key, language, text, Vec::new())
    }

    fn headed(&self, key: Key, language: Language, rest: &str, below: Vec<String>) -> Vec<String> {
        if rest.is_empty() && below.is_empty() {
            return below;
        }
        let heading = format!("{}: {rest}", self.keyword(key, language)).trim_end().to_owned();
        [heading].into_iter().chain(below).collect()
    }

    /// A keyword as this text would have it.
    fn keyword(&self, key: Key, language: Language) -> String {
        let word = keywords::keyword(key).map_or("", |keyword| keyword.in_language(self.keywords));
        if language == self.main { word.to_owned() } else { format!("{word} {}", language.code()) }
    }

    /// Phrasings as the items of a list that is there, or the first ones of it.
    fn items(&self, entry: &Entry, words: &[String]) -> Vec<String> {
        let item = entry.body.iter().rfind(|line| line.mark == Mark::Item);
        let (indent, sign) = self.lines.opening(item.map_or(entry.line, |line| line.number));
        let sign = sign.unwrap_or('-');
        words.iter().map(|words| format!("{indent}{sign} {words}")).collect()
    }
}
