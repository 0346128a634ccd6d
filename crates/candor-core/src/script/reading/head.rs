//! Under the title: name, business, languages, time zone, threshold.

use super::{
    Role,
    reader::{For, Reader, entries, parts},
    shown,
};
use crate::{
    language::Language,
    script::{
        codes,
        keywords::{Key, Section, Takes},
        model::Script,
        outline::{Block, Outline},
        problem::{Problem, both},
        values,
    },
};

/// Reads the head. Lines of a head may stand before the title or after it.
pub(crate) fn read(blocks: &[&Block], script: &mut Script, reader: &mut Reader) {
    let mut has_languages = false;
    for block in blocks {
        if let Some((name, line)) = reader.value(block, Key::Name) {
            script.name = name;
            reader.lines.push((Key::Name, line));
        }
        let business = reader.wording(block, Key::Business, For { role: Role::Business, owner: "" });
        for language in Language::ALL {
            if let Some(text) = business.in_language(language) {
                script.business.put(language, text.to_owned());
            }
        }
        if let Some((zone, line)) = reader.value(block, Key::TimeZone) {
            script.time_zone = zone;
            reader.lines.push((Key::TimeZone, line));
        }
        for (written, line) in reader.names(block, Key::Languages) {
            has_languages = true;
            reader.lines.push((Key::Languages, line));
            if values::language(&written).is_none() {
                reader.report_unknown_value(&written, line, values::LANGUAGES);
            }
        }
        threshold(block, script, reader);
    }
    let line = blocks.last().map_or(1, |block| block.line);
    let missing = [
        (script.name.is_empty(), Key::Name),
        (script.business.is_empty(), Key::Business),
        (!has_languages, Key::Languages),
        (script.time_zone.is_empty(), Key::TimeZone),
    ];
    for (is_missing, key) in missing {
        let is_reported = blocks.iter().any(|block| entries(block, key).next().is_some());
        if is_missing && !is_reported {
            reader.report_missing(line, key);
        }
    }
}

/// The languages the head names, in their order, each once.
pub(crate) fn languages(outline: &Outline) -> Vec<Language> {
    let mut languages = Vec::new();
    for block in outline.blocks.iter().filter(|block| block.section == Some(Section::Head)) {
        for entry in entries(block, Key::Languages) {
            for (word, _) in parts(&entry.body, Takes::Words) {
                let found = values::language(&word).filter(|language| !languages.contains(language));
                languages.extend(found);
            }
        }
    }
    languages
}

fn threshold(block: &Block, script: &mut Script, reader: &mut Reader) {
    let Some((written, line)) = reader.value(block, Key::FitThreshold) else { return };
    reader.lines.push((Key::FitThreshold, line));
    let plain = written.replace(',', ".");
    let number = match plain.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|percent| percent / 100.0),
        None => plain.parse::<f64>(),
    };
    match number {
        Ok(number) => script.fit_threshold = number,
        Err(_) => reader.problems.push(Problem::at(
            line,
            codes::UNKNOWN_VALUE,
            both(format!("\"{}\" is not a number", shown(&written)), format!("«{}» — не число", shown(&written))),
            both("write a number from 0 to 1, such as 0.7, or 70%", "напишите число от 0 до 1, например 0,7, или 70%"),
        )),
    }
}
