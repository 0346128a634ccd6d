//! Takes values out of a block by keyword and collects problems, texts and references on the way.
//! Every section's file is written in its words.

use super::{Named, Reading, Reference, Role, Said, shown};
use crate::{
    language::{Language, Phrasings, Wording},
    script::{
        codes,
        keywords::{self, Key, Keyword, Section, Takes},
        model::Script,
        outline::{Block, Entry, Line, Mark},
        placeholder,
        problem::{Problem, both},
        values::{self, Value},
    },
};

/// Reads blocks.
pub(crate) struct Reader {
    pub languages: Vec<Language>,
    pub problems: Vec<Problem>,
    pub texts: Vec<Said>,
    pub references: Vec<Reference>,
    pub named: Vec<Named>,
    pub lines: Vec<(Key, usize)>,
}

/// Who a text belongs to and what it is for.
#[derive(Clone, Copy)]
pub(crate) struct For<'a> {
    pub role: Role,
    pub owner: &'a str,
}

impl Reader {
    pub fn new(languages: Vec<Language>) -> Self {
        Self {
            languages,
            problems: Vec::new(),
            texts: Vec::new(),
            references: Vec::new(),
            named: Vec::new(),
            lines: Vec::new(),
        }
    }

    pub fn finish(self, script: Script) -> Reading {
        Reading {
            script,
            texts: self.texts,
            references: self.references,
            named: self.named,
            lines: self.lines,
            problems: self.problems,
        }
    }

    /// The script's first language: that of texts without a language of their own.
    pub fn main_language(&self) -> Language {
        self.languages.first().copied().unwrap_or_default()
    }

    /// The name in a heading such as `### Step 2: greeting`.
    pub fn name(&mut self, block: &Block, section: Section) -> String {
        let id = name_of(block, section);
        self.named.push(Named { section, id: id.clone(), line: block.line });
        id
    }

    /// One text in each of the languages given.
    pub fn wording(&mut self, block: &Block, key: Key, whose: For<'_>) -> Wording {
        let mut wording = Wording::default();
        for entry in entries(block, key) {
            let language = entry.language.unwrap_or(self.main_language());
            self.report_list_as_text(entry);
            let text = placeholder::with_plain_ids(&joined(&entry.body));
            if text.is_empty() {
                self.report_empty(entry);
                continue;
            }
            let first = entry.body.iter().find(|line| line.mark != Mark::Blank && !line.text.is_empty());
            let line = first.map_or(entry.line, |line| line.number);
            self.say(whose, language, &text, line);
            wording.put(language, text);
        }
        wording
    }

    /// Several phrasings in each of the languages given.
    pub fn phrasings(&mut self, block: &Block, key: Key, whose: For<'_>) -> Phrasings {
        let mut phrasings = Phrasings::default();
        for entry in entries(block, key) {
            let language = entry.language.unwrap_or(self.main_language());
            let takes = entry.keyword.map_or(Takes::Phrases, |keyword| keyword.takes);
            let parts = parts(&entry.body, takes);
            if parts.is_empty() {
                self.report_empty(entry);
            }
            for (part, line) in parts {
                self.say(whose, language, &part, line);
                phrasings.list_mut(language).push(part);
            }
        }
        phrasings
    }

    /// One short value and its line.
    pub fn value(&mut self, block: &Block, key: Key) -> Option<(String, usize)> {
        let entry = entries(block, key).next()?;
        let value = joined(&entry.body).split_whitespace().collect::<Vec<_>>().join(" ");
        if value.is_empty() {
            self.report_empty(entry);
            return None;
        }
        let line = entry.body.first().map_or(entry.line, |line| line.number);
        Some((value, line))
    }

    /// One of a few values.
    pub fn one_of<T: Copy>(&mut self, block: &Block, key: Key, words: &'static [Value<T>]) -> Option<T> {
        let (written, line) = self.value(block, key)?;
        let found = values::find(words, &written);
        if found.is_none() {
            self.report_unknown_value(&written, line, words);
        }
        found
    }

    /// A number written as `3`.
    pub fn number(&mut self, block: &Block, key: Key) -> Option<u8> {
        let (written, line) = self.value(block, key)?;
        let found = written.parse::<u32>().ok();
        if found.is_none() {
            self.problems.push(Problem::at(
                line,
                codes::UNKNOWN_VALUE,
                both(
                    format!("\"{}\" is not a whole number", shown(&written)),
                    format!("«{}» — не целое число", shown(&written)),
                ),
                both("write a number such as 3", "напишите число, например 3"),
            ));
        }
        found.map(|number| u8::try_from(number).unwrap_or(u8::MAX))
    }

    /// Names separated by commas, each with its line.
    pub fn names(&mut self, block: &Block, key: Key) -> Vec<(String, usize)> {
        let mut names = Vec::new();
        for entry in entries(block, key) {
            let found = parts(&entry.body, Takes::Words);
            if found.is_empty() {
                self.report_empty(entry);
            }
            names.extend(found);
        }
        names
    }

    /// The name of something elsewhere in the script.
    pub fn reference(&mut self, block: &Block, key: Key, to: Section) -> Option<String> {
        let (written, line) = self.value(block, key)?;
        Some(self.refer(&written, line, to))
    }

    /// Notes a reference and returns the plain name.
    pub fn refer(&mut self, written: &str, line: usize, to: Section) -> String {
        let id = placeholder::id_of(written);
        self.references.push(Reference { to, id: id.clone(), line });
        id
    }

    /// Notes a text.
    pub fn say(&mut self, whose: For<'_>, language: Language, text: &str, line: usize) {
        self.texts.push(Said {
            role: whose.role,
            owner: whose.owner.to_owned(),
            language,
            text: text.to_owned(),
            line,
        });
    }

    /// Reports that a thing lacks something it cannot do without.
    pub fn report_missing(&mut self, line: usize, key: Key) {
        let Some(keyword) = keywords::keyword(key) else { return };
        let (en, ru) = (keyword.in_language(Language::En), keyword.in_language(Language::Ru));
        self.problems.push(Problem::at(
            line,
            codes::MISSING_KEYWORD,
            both(format!("\"{en}:\" is missing"), format!("не хватает «{ru}:»")),
            both(format!("add a line \"{en}: …\""), format!("добавьте строку «{ru}: …»")),
        ));
    }

    /// Reports a value that is none of those allowed.
    pub fn report_unknown_value<T>(&mut self, written: &str, line: usize, words: &'static [Value<T>]) {
        let (en, ru) = (values::listed(words, Language::En), values::listed(words, Language::Ru));
        let advice = match values::nearest_value(words, written) {
            Some(near) => {
                both(format!("did you mean \"{near}\"? It can be: {en}"), format!("может быть, «{near}»? Бывает: {ru}"))
            }
            None => both(format!("it can be: {en}"), format!("бывает: {ru}")),
        };
        let reason = both(
            format!("\"{}\" is not understood here", shown(written)),
            format!("«{}» здесь непонятно", shown(written)),
        );
        self.problems.push(Problem::at(line, codes::UNKNOWN_VALUE, reason, advice));
    }

    /// Reports keywords that are unknown, repeated, or in a language that cannot be.
    pub fn report_entries(&mut self, block: &Block) {
        let mut seen: Vec<(Key, Option<Language>)> = Vec::new();
        let main = self.main_language();
        for entry in &block.entries {
            let Some(keyword) = entry.keyword else {
                self.report_unknown_keyword(block, entry);
                continue;
            };
            if entry.language.is_some() && !keyword.takes.is_worded() {
                self.problems.push(
                    Problem::at(
                        entry.line,
                        codes::NO_LANGUAGE_HERE,
                        both(
                            format!("\"{}\" is the same in every language", shown(&entry.written)),
                            format!("«{}» одинаково на всех языках", shown(&entry.written)),
                        ),
                        both("leave the language out", "уберите язык"),
                    )
                    .in_column(entry.column),
                );
            }
            let language = keyword.takes.is_worded().then(|| entry.language.unwrap_or(main));
            if seen.contains(&(keyword.key, language)) {
                self.problems.push(
                    Problem::at(
                        entry.line,
                        codes::REPEATED_KEYWORD,
                        both(
                            format!("\"{}\" is here a second time", shown(&entry.written)),
                            format!("«{}» встречается здесь второй раз", shown(&entry.written)),
                        ),
                        both("keep one of them, or name another language", "оставьте одно или укажите другой язык"),
                    )
                    .in_column(entry.column),
                );
            }
            seen.push((keyword.key, language));
        }
    }

    fn report_unknown_keyword(&mut self, block: &Block, entry: &Entry) {
        let Some(section) = block.section else { return };
        let written = shown(&entry.written);
        let advice =
            match (keywords::nearest_keyword(section, &entry.written), keywords::sections_of(&entry.written).next()) {
                (Some(near), _) => both(
                    format!("did you mean \"{near}:\"? If it is part of a text, begin the line with \">\""),
                    format!("может быть, «{near}:»? Если это часть текста, начните строку с «>»"),
                ),
                (None, Some(other)) => {
                    let (en, ru) = title(other);
                    both(
                        format!("this keyword belongs under {en}; if it is part of a text, begin the line with \">\""),
                        format!("это слово пишут в другом месте: {ru}; если это часть текста, начните строку с «>»"),
                    )
                }
                (None, None) => {
                    let known = |language| {
                        let rows = keywords::KEYWORDS.iter().filter(|row| row.section == section);
                        rows.map(|row| row.in_language(language)).collect::<Vec<_>>().join(", ")
                    };
                    both(
                        format!(
                            "known here: {}; if it is part of a text, begin the line with \">\"",
                            known(Language::En)
                        ),
                        format!("здесь бывает: {}; если это часть текста, начните строку с «>»", known(Language::Ru)),
                    )
                }
            };
        let reason =
            both(format!("\"{written}:\" is not a keyword here"), format!("«{written}:» — здесь такого слова нет"));
        self.problems.push(Problem::at(entry.line, codes::UNKNOWN_KEYWORD, reason, advice).in_column(entry.column));
    }

    /// Reports a keyword that nothing follows.
    pub fn report_empty(&mut self, entry: &Entry) {
        self.problems.push(
            Problem::at(
                entry.line,
                codes::EMPTY_VALUE,
                both(
                    format!("nothing follows \"{}:\"", shown(&entry.written)),
                    format!("после «{}:» ничего нет", shown(&entry.written)),
                ),
                both("write what it should be, or take the line out", "напишите значение или уберите строку"),
            )
            .in_column(entry.column),
        );
    }

    fn report_list_as_text(&mut self, entry: &Entry) {
        let items = entry.body.iter().filter(|line| line.mark == Mark::Item).count();
        let others = entry.body.iter().filter(|line| matches!(line.mark, Mark::Plain | Mark::Quote)).count();
        if items < 2 || others > 0 {
            return;
        }
        self.problems.push(Problem::at(
            entry.line,
            codes::SEVERAL_VARIANTS,
            both(
                "this is one text; all lines of the list will be sent together",
                "это один текст: все строки списка уйдут вместе",
            ),
            both(
                "keep one of them, or begin the lines with \">\" if the list itself should be sent",
                "оставьте одну строку или начните строки с «>», если отправить нужно весь список",
            ),
        ));
    }
}

/// The entries of a keyword.
pub(crate) fn entries(block: &Block, key: Key) -> impl Iterator<Item = &Entry> {
    block.entries.iter().filter(move |entry| entry.keyword.is_some_and(|keyword: &Keyword| keyword.key == key))
}

/// The name in the heading of one thing of a section.
pub(crate) fn name_of(block: &Block, section: Section) -> String {
    placeholder::id_of(without_kind(&block.title, section))
}

/// The title without "Step:" or "Step 2:" before the name.
fn without_kind(title: &str, section: Section) -> &str {
    let Some((before, name)) = title.split_once(':') else { return title };
    let folded = keywords::fold(before);
    let kind = folded.split(' ').next().unwrap_or_default();
    let is_kind = keywords::SECTIONS.iter().any(|row| row.section == section && row.one.contains(&kind));
    if is_kind { name } else { title }
}

/// Lines as one text: what stands on its own line stays there.
pub(crate) fn joined(body: &[Line]) -> String {
    let is_list = body.iter().filter(|line| line.mark == Mark::Item).count() > 1;
    let lines: Vec<String> = body
        .iter()
        .map(|line| if line.mark == Mark::Item && is_list { format!("• {}", line.text) } else { line.text.clone() })
        .collect();
    lines.join("\n").trim().to_owned()
}

/// The phrases or words of a body, each with its line.
pub(crate) fn parts(body: &[Line], takes: Takes) -> Vec<(String, usize)> {
    let mut parts: Vec<(String, usize)> = Vec::new();
    for line in body {
        match line.mark {
            Mark::Blank => {}
            Mark::Item | Mark::Quote => parts.push((line.text.clone(), line.number)),
            Mark::Plain => {
                let signs: &[char] = if takes == Takes::Words { &[';', ','] } else { &[';'] };
                parts.extend(line.text.split(signs).map(|part| (part.trim().to_owned(), line.number)));
            }
        }
    }
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// How a section is called, in English and Russian.
pub(crate) fn title(section: Section) -> (String, String) {
    let row = keywords::SECTIONS.iter().find(|row| row.section == section);
    match row {
        Some(row) => {
            let first = |words: &[&str]| format!("## {}", words.first().copied().unwrap_or_default());
            (first(row.en), first(row.ru))
        }
        None => ("the title".to_owned(), "под названием сценария".to_owned()),
    }
}
