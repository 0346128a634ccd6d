//! `## Qualification`: what gives points (`- Budget: at least 30000 — 3 points`), from how many a lead is qualified, and
//! what rules a contact out. Read after all else: a criterion is called by the field's name or label.

use super::{
    condition::{self, Misfit},
    reader::{Reader, entries, parts},
    shown,
};
use crate::{
    language::Language,
    script::{
        codes,
        keywords::{Key, Takes},
        model::{Field, Script},
        nearest::nearest,
        outline::{Block, Mark},
        placeholder::id_of,
        problem::{Problem, both},
        qualification::{Criterion, MAX_POINTS},
        values,
    },
};

/// Reads the section into the script, whose fields are known by now.
pub(crate) fn read(block: &Block, script: &mut Script, reader: &mut Reader) {
    let giving = criteria(block, Key::Points, script, reader);
    let excluding = criteria(block, Key::NotQualifiedIf, script, reader);
    let threshold = threshold(block, reader);
    let rules = &mut script.qualification;
    rules.criteria.extend(giving);
    rules.excluded_if.extend(excluding);
    rules.threshold = threshold.or(rules.threshold);
    for key in [Key::Points, Key::QualifiedFrom, Key::NotQualifiedIf] {
        reader.lines.extend(entries(block, key).map(|entry| (key, entry.line)));
    }
    // A list right under the heading gives no points: say so instead of passing over it.
    if let Some(line) = block.stray.iter().find(|line| line.mark == Mark::Item).filter(|_| block.level < 3) {
        reader.problems.push(Problem::at(
            line.number,
            codes::STRAY_TEXT,
            both("this list belongs to no keyword", "этот список не относится ни к какому ключевому слову"),
            both("put a line \"points:\" above it", "поставьте над ним строку «баллы:»"),
        ));
    }
}

fn criteria(block: &Block, key: Key, script: &Script, reader: &mut Reader) -> Vec<Criterion> {
    let mut found = Vec::new();
    for entry in entries(block, key) {
        let items = parts(&entry.body, Takes::Conditions);
        if items.is_empty() {
            reader.report_empty(entry);
        }
        for (item, line) in items {
            if key == Key::NotQualifiedIf {
                found.extend(criterion(&item, 0, line, script, reader));
                continue;
            }
            let (rest, points) = split_points(&item);
            if (1..=MAX_POINTS).contains(&points) {
                found.extend(criterion(rest, points, line, script, reader));
            } else {
                report_points(&item, line, reader);
            }
        }
    }
    found
}

/// `field: condition`, or a field alone, which is to be told.
fn criterion(item: &str, points: u32, line: usize, script: &Script, reader: &mut Reader) -> Option<Criterion> {
    let (name, wanted) = item.split_once(':').unwrap_or((item, ""));
    let Some(field) = field_called(script, name) else {
        report_field(name, line, script, reader);
        return None;
    };
    match condition::read(field, wanted) {
        Ok(condition) => Some(Criterion { field: field.id.clone(), condition, points, line }),
        Err(misfit) => {
            report_misfit(field, wanted, &misfit, line, reader);
            None
        }
    }
}

/// The field of this name, or else of this label in any language.
fn field_called<'a>(script: &'a Script, name: &str) -> Option<&'a Field> {
    let id = id_of(name);
    let is_label = |field: &&Field| {
        Language::ALL.iter().any(|language| field.label.in_language(*language).is_some_and(|label| id_of(label) == id))
    };
    script.field(&id).or_else(|| script.fields.iter().find(is_label))
}

/// What stands before the points, and the points: one where none are written.
pub(crate) fn split_points(item: &str) -> (&str, u32) {
    let tail = ["—", "–", " - ", " -- ", "="]
        .iter()
        .filter_map(|dash| item.rsplit_once(dash))
        .find_map(|(before, after)| number_of(after).map(|points| (before.trim_end(), points)));
    tail.unwrap_or((item, 1))
}

/// `3 points`, `3`. A number too long to be one is too many points.
fn number_of(written: &str) -> Option<u32> {
    let written = written.trim();
    let digits = written.chars().take_while(char::is_ascii_digit).count();
    let (number, word) = written.split_at_checked(digits).filter(|(number, _)| !number.is_empty())?;
    let is_called = word.trim().is_empty() || values::find(values::POINTS, word.trim_end_matches('.')).is_some();
    is_called.then(|| number.parse().unwrap_or(u32::MAX))
}

fn threshold(block: &Block, reader: &mut Reader) -> Option<u32> {
    let (written, line) = reader.value(block, Key::QualifiedFrom)?;
    let found = number_of(&written);
    if found.is_none() {
        let shown = shown(&written);
        reader.problems.push(Problem::at(
            line,
            codes::UNKNOWN_VALUE,
            both(format!("\"{shown}\" is no number of points"), format!("«{shown}» — не число баллов")),
            both("write for instance \"4 points\"", "напишите, например, «4 балла»"),
        ));
    }
    found
}

fn report_points(item: &str, line: usize, reader: &mut Reader) {
    let shown = shown(item);
    reader.problems.push(Problem::at(
        line,
        codes::POINTS_RANGE,
        both(
            format!("\"{shown}\" gives fewer than 1 or more than {MAX_POINTS} points"),
            format!("«{shown}» даёт меньше 1 или больше {MAX_POINTS} баллов"),
        ),
        both("write for instance \"— 3 points\"", "напишите, например, «— 3 балла»"),
    ));
}

fn report_field(name: &str, line: usize, script: &Script, reader: &mut Reader) {
    let known = || script.fields.iter().map(|field| field.id.as_str());
    let all: Vec<&str> = known().take(20).collect();
    let advice = match nearest(&id_of(name), known()) {
        Some(near) => both(format!("did you mean \"{near}\"?"), format!("может быть, «{near}»?")),
        None if all.is_empty() => both(
            "add it under \"## What to find out\", or take the line out",
            "добавьте его в «## Что узнать» или уберите строку",
        ),
        None => both(
            format!("write \"- field: condition — 3 points\" with one of these fields: {}", all.join(", ")),
            format!("пишите «- поле: условие — 3 балла» с одним из этих полей: {}", all.join(", ")),
        ),
    };
    let name = shown(name.trim());
    let reason = both(format!("there is no field \"{name}\""), format!("поля «{name}» нет"));
    reader.problems.push(Problem::at(line, codes::UNKNOWN_REFERENCE, reason, advice));
}

fn report_misfit(field: &Field, wanted: &str, misfit: &Misfit, line: usize, reader: &mut Reader) {
    let (id, wanted) = (&field.id, shown(wanted.trim()));
    let problem = match misfit {
        Misfit::Kind => Problem::at(
            line,
            codes::CONDITION_MISFIT,
            both(
                format!("\"{wanted}\" cannot be asked of \"{id}\""),
                format!("у поля «{id}» не бывает условия «{wanted}»"),
            ),
            condition::advice(&field.kind),
        ),
        Misfit::Unreadable => Problem::at(
            line,
            codes::MALFORMED_ITEM,
            both(format!("the condition \"{wanted}\" is not understood"), format!("условие «{wanted}» непонятно")),
            condition::advice(&field.kind),
        ),
        Misfit::Option(option) => Problem::at(
            line,
            codes::UNKNOWN_REFERENCE,
            both(
                format!("\"{id}\" has no option \"{}\"", shown(option)),
                format!("у «{id}» нет варианта «{}»", shown(option)),
            ),
            condition::advice(&field.kind),
        ),
    };
    reader.problems.push(problem);
}
