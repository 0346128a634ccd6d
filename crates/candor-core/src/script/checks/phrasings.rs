//! Example phrasings: enough of them to learn from, and none in two places.

use std::collections::BTreeMap;

use crate::{
    hearing::normalised,
    language::{Language, Phrasings},
    script::{
        codes,
        problem::{Problem, both},
        reading::{Reading, Role},
    },
};

/// Fewer phrasings than this teach the desk too little: with three it begins to recognise a step at all, ten are good.
const FEWEST: usize = 3;

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems = Vec::new();
    for step in &reading.script.steps {
        problems.extend(few(reading, &step.heard_as, &step.id, step.line));
    }
    for question in &reading.script.questions {
        problems.extend(few(reading, &question.asked_as, &question.id, question.line));
    }
    problems.extend(shared(reading));
    problems.extend(odd(reading));
    problems
}

/// Nobody writes a longer first message about one thing, in words.
const LONGEST: usize = 30;

/// Signs people do not write: alternatives, placeholders, markup.
pub(in crate::script) const SIGNS: [char; 9] = ['|', '{', '}', '[', ']', '<', '>', '*', '…'];

fn odd(reading: &Reading) -> Vec<Problem> {
    let mut problems = Vec::new();
    for said in reading.texts.iter().filter(|said| matches!(said.role, Role::HeardAs | Role::AskedAs)) {
        let words = said.text.split_whitespace().count();
        let lists = said.text.matches([',', ';', '/']).count();
        let why = if words > LONGEST {
            both(format!("a phrasing of {words} words"), format!("фраза из {words} слов"))
        } else if said.text.contains(SIGNS) {
            both("a phrasing with signs for alternatives or gaps", "фраза со знаками вариантов или пропусков")
        } else if lists >= 3 && lists * 2 >= words {
            both("a list of words instead of a phrasing", "список слов вместо фразы")
        } else {
            continue;
        };
        let advice = both(
            "write what a customer would type, one phrasing a line",
            "напишите то, что набрал бы клиент, по одной фразе в строке",
        );
        problems.push(Problem::at(said.line, codes::ODD_PHRASING, why, advice));
    }
    problems
}

fn few(reading: &Reading, phrasings: &Phrasings, id: &str, line: usize) -> Option<Problem> {
    let lacking: Vec<Language> = reading
        .script
        .languages
        .iter()
        .copied()
        .filter(|language| phrasings.in_language(*language).len() < FEWEST)
        .collect();
    let first = lacking.first()?;
    let count = phrasings.in_language(*first).len();
    let codes: Vec<&str> = lacking.iter().map(|language| language.code()).collect();
    let codes = codes.join(", ");
    let reason = both(
        format!("\"{id}\" has {count} example phrasings ({codes}): the desk will seldom recognise it"),
        format!("у «{id}» примеров фраз: {count} ({codes}) — его редко узнают в разговоре"),
    );
    let advice = both(
        "write at least three, better six to twelve, as customers really write",
        "напишите хотя бы три, лучше от шести до двенадцати, так, как клиенты пишут на самом деле",
    );
    Some(Problem::at(line, codes::FEW_PHRASINGS, reason, advice))
}

fn shared(reading: &Reading) -> Vec<Problem> {
    let mut seen: BTreeMap<(Language, String), (&str, Role, usize)> = BTreeMap::new();
    let mut problems = Vec::new();
    for said in reading.texts.iter().filter(|said| matches!(said.role, Role::HeardAs | Role::AskedAs)) {
        let plain = normalised(&said.text);
        if plain.is_empty() {
            continue;
        }
        let Some((owner, _, line)) = seen.get(&(said.language, plain.clone())) else {
            seen.insert((said.language, plain), (&said.owner, said.role, said.line));
            continue;
        };
        let reason = both(
            format!("the same phrasing stands in line {line}, under \"{owner}\""),
            format!("та же фраза есть в строке {line}, у «{owner}»"),
        );
        let advice = both(
            "keep it where it belongs, or word it so that they differ",
            "оставьте её там, где ей место, или перепишите, чтобы они различались",
        );
        problems.push(Problem::at(said.line, codes::SHARED_PHRASING, reason, advice));
    }
    problems
}
