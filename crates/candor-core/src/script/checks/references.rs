//! Names that point at steps, questions and fields must find them.

use crate::script::{
    codes,
    keywords::Section,
    nearest::nearest,
    problem::{Problem, both},
    reading::{Reading, shown},
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let is_known = |to, id: &str| reading.named.iter().any(|named| named.section == to && named.id == id);
    reading
        .references
        .iter()
        .filter(|reference| !is_known(reference.to, &reference.id))
        .map(|reference| {
            let (en, ru) = called(reference.to);
            let id = shown(&reference.id);
            let reason = both(format!("there is no {en} \"{id}\""), format!("{ru} «{id}» нет"));
            Problem::at(reference.line, codes::UNKNOWN_REFERENCE, reason, advice(reading, reference.to, &reference.id))
        })
        .collect()
}

fn advice(reading: &Reading, to: Section, id: &str) -> crate::language::Wording {
    let known = || reading.named.iter().filter(|named| named.section == to).map(|named| named.id.as_str());
    if let Some(near) = nearest(id, known()) {
        return both(format!("did you mean \"{near}\"?"), format!("может быть, «{near}»?"));
    }
    let all: Vec<&str> = known().take(20).collect();
    if all.is_empty() {
        return both("add it, or take the line out", "добавьте его или уберите строку");
    }
    both(
        format!("add it, or use one of: {}", all.join(", ")),
        format!("добавьте его или возьмите из этих: {}", all.join(", ")),
    )
}

fn called(section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Questions => ("question", "вопроса"),
        Section::Fields => ("field", "поля"),
        _ => ("step", "шага"),
    }
}
