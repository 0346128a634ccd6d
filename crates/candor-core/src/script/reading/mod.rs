//! The second layer: from an outline to a [`Script`], one file per section. It reports every problem of form and goes on
//! with what can be understood, so that the checks see as much as possible.
//! Whether what was read makes sense is for the checks, not for here.

mod condition;
mod facts;
mod fields;
mod hand_over;
mod head;
mod qualification;
mod questions;
mod reader;
mod said;
mod steps;
mod triggers;
mod voice;

pub(crate) use qualification::split_points;
pub(crate) use reader::{joined, name_of, parts};
pub(crate) use said::{Named, Reference, Role, Said};

use super::{
    codes,
    keywords::{self, Key, Section},
    model::{DEFAULT_FIT_THRESHOLD, HandOver, Script, Voice},
    outline::{Block, Mark, Outline},
    problem::{Problem, both},
    qualification::Qualification,
};
use crate::language::{Language, Wording};
use reader::Reader;

/// A script as read, with where everything stands.
#[derive(Debug)]
pub(crate) struct Reading {
    pub script: Script,
    /// Every text of it.
    pub texts: Vec<Said>,
    /// Every name that points at something.
    pub references: Vec<Reference>,
    /// Every thing that has a name, repeated ones too.
    pub named: Vec<Named>,
    /// Lines of the values that stand once.
    pub lines: Vec<(Key, usize)>,
    pub problems: Vec<Problem>,
}

impl Reading {
    /// The line of a value that stands once; the first line if it is not there.
    pub fn line_of(&self, key: Key) -> usize {
        self.lines.iter().find(|(known, _)| *known == key).map_or(1, |(_, line)| *line)
    }
}

/// Reads an outline.
pub(crate) fn read(outline: &Outline) -> Reading {
    let mut reader = Reader::new(languages_of(outline));
    let mut script = empty();
    report_form(outline, &mut reader);
    script.languages = reader.languages.clone();
    let head: Vec<&Block> = outline.blocks.iter().filter(|block| block.section == Some(Section::Head)).collect();
    head::read(&head, &mut script, &mut reader);
    for block in &outline.blocks {
        let has_name = block.level == 3;
        match block.section {
            Some(Section::Voice) => voice::read(block, &mut script, &mut reader),
            Some(Section::HandOver) => hand_over::read(block, &mut script.hand_over, &mut reader),
            Some(Section::Facts) if has_name => script.facts.push(facts::read(block, &mut reader)),
            Some(Section::Questions) if has_name => script.questions.push(questions::read(block, &mut reader)),
            Some(Section::Fields) if has_name => script.fields.push(fields::read(block, &mut reader)),
            Some(Section::Steps) if has_name => script.steps.push(steps::read(block, &mut reader)),
            Some(Section::Triggers) if has_name => script.triggers.extend(triggers::read(block, &mut reader)),
            _ => {}
        }
    }
    // Criteria speak of fields, wherever in the text these stand.
    for block in outline.blocks.iter().filter(|block| block.section == Some(Section::Qualification)) {
        qualification::read(block, &mut script, &mut reader);
    }
    reader.finish(script)
}

/// The script before anything is read.
fn empty() -> Script {
    Script {
        name: String::new(),
        business: Wording::default(),
        languages: Vec::new(),
        time_zone: String::new(),
        fit_threshold: DEFAULT_FIT_THRESHOLD,
        voice: Voice::default(),
        disclosure: Wording::default(),
        facts: Vec::new(),
        questions: Vec::new(),
        fields: Vec::new(),
        steps: Vec::new(),
        triggers: Vec::new(),
        hand_over: HandOver::default(),
        qualification: Qualification::default(),
    }
}

/// The languages the head names; where it names none, that of the keywords, so that the rest can be read.
fn languages_of(outline: &Outline) -> Vec<Language> {
    let declared = head::languages(outline);
    if !declared.is_empty() {
        return declared;
    }
    let is_russian = outline
        .blocks
        .iter()
        .flat_map(|block| &block.entries)
        .any(|entry| entry.written.chars().any(|sign| ('а'..='я').contains(&sign)));
    vec![if is_russian { Language::Ru } else { Language::En }]
}

/// What is wrong with the form of every block, whatever its section.
fn report_form(outline: &Outline, reader: &mut Reader) {
    for block in &outline.blocks {
        report_heading(block, reader);
        if block.section.is_none() {
            continue;
        }
        // Under the heading of a section that holds things anything may be noted; where the section itself is the thing, a
        // line such as "tone" without its colon would be lost without a word.
        let is_thing =
            block.level >= 3 || (block.level == 2 && matches!(block.section, Some(Section::Voice | Section::HandOver)));
        let stray = block.stray.iter().find(|line| line.mark != Mark::Blank).filter(|_| is_thing);
        if let Some(line) = stray {
            let (en, ru) = match block.section {
                Some(Section::Voice) => ("tone:", "тон:"),
                Some(Section::HandOver) => ("on complaint:", "при жалобе:"),
                _ => ("say:", "сказать:"),
            };
            reader.problems.push(Problem::at(
                line.number,
                codes::STRAY_TEXT,
                both("this text belongs to no keyword", "этот текст не относится ни к какому ключевому слову"),
                both(
                    format!("put a keyword such as \"{en}\" with its colon before it, or make it a note: <!-- note -->"),
                    format!("поставьте перед ним ключевое слово с двоеточием, например «{ru}», или сделайте заметкой: <!-- заметка -->"),
                ),
            ));
        }
        reader.report_entries(block);
    }
}

fn report_heading(block: &Block, reader: &mut Reader) {
    let holds_things = keywords::SECTIONS.iter().any(|row| Some(row.section) == block.section && !row.one.is_empty());
    let problem = match block.level {
        2 if block.section.is_none() => unknown_section(block),
        3 if block.section.is_some() && !holds_things => misplaced(
            block.line,
            both("a third-level heading has no meaning here", "заголовок третьего уровня здесь ничего не значит"),
        ),
        level if level > 3 => misplaced(
            block.line,
            both(
                "headings have one to three signs \"#\": title, section, thing",
                "у заголовков от одного до трёх знаков «#»: название, раздел, предмет",
            ),
        ),
        _ => return,
    };
    reader.problems.push(problem);
}

fn misplaced(line: usize, reason: Wording) -> Problem {
    let advice = both(
        "use \"## Section\" for sections and \"### name\" for one thing in Facts, Questions, What to find out, Steps, Triggers",
        "пишите «## Раздел» для разделов и «### имя» для одного предмета в разделах Факты, Вопросы, Что узнать, Шаги, Триггеры",
    );
    Problem::at(line, codes::MISPLACED_HEADING, reason, advice)
}

fn unknown_section(block: &Block) -> Problem {
    let reason = both(
        format!("there is no section \"{}\"; nothing under it was read", shown(&block.title)),
        format!("раздела «{}» не бывает; всё под ним не прочитано", shown(&block.title)),
    );
    let advice = match keywords::nearest_section(&block.title) {
        Some(near) => both(format!("did you mean \"## {near}\"?"), format!("может быть, «## {near}»?")),
        None => {
            let en: Vec<&str> = keywords::SECTIONS.iter().filter_map(|row| row.en.first()).copied().collect();
            let ru: Vec<&str> = keywords::SECTIONS.iter().filter_map(|row| row.ru.first()).copied().collect();
            both(format!("sections are: {}", en.join(", ")), format!("разделы: {}", ru.join(", ")))
        }
    };
    Problem::at(block.line, codes::UNKNOWN_SECTION, reason, advice)
}

/// The owner's words cut short, so that a problem stays a sentence.
pub(crate) fn shown(words: &str) -> String {
    const LIMIT: usize = 40;
    if words.chars().count() <= LIMIT {
        return words.to_owned();
    }
    let mut cut: String = words.chars().take(LIMIT).collect();
    cut.push('…');
    cut
}
