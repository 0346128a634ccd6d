//! Triggers cannot stand in the way of what is answered before any script: opt-outs (H5), the question whether this is a
//! machine (H2), the wish for a person (H7), and the reserved commands (H10).

use crate::{
    hearing::{HeardKind, OptOut, normalised, screen},
    language::Wording,
    script::{
        codes::{self, Code},
        model::{Then, Trigger, When},
        problem::{Problem, both},
        reading::{Reading, Role, shown},
    },
};

/// Commands the desk answers itself, whatever the script (H5, H7, H10).
pub(super) const RESERVED: [&str; 7] = ["start", "stop", "privacy", "mydata", "forget", "help", "human"];

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems = Vec::new();
    for said in reading.texts.iter().filter(|said| said.role == Role::TriggerWord) {
        let calls_person =
            reading.script.triggers.iter().any(|trigger| trigger.id == said.owner && trigger.then == Then::HandOver);
        problems.extend(check_word(&said.text, said.line, calls_person));
    }
    problems.extend(reading.script.triggers.iter().flat_map(check_heard));
    problems
}

fn check_word(word: &str, line: usize, calls_person: bool) -> Option<Problem> {
    let plain = normalised(word.trim_start_matches('/'));
    let heard = screen(word);
    if plain.is_empty() {
        return Some(refusal(line, codes::MALFORMED_ITEM, word, both("has no letters in it", "не содержит букв")));
    }
    if RESERVED.contains(&plain.as_str()) || word.trim_start().starts_with('/') {
        return Some(refusal(
            line,
            codes::RESERVED_WORD,
            word,
            both("is a command; commands are answered by the desk itself", "это команда; на команды отвечает сам деск"),
        ));
    }
    if heard.opts_out != OptOut::No {
        return Some(refusal(
            line,
            codes::OPT_OUT_WORD,
            word,
            both(
                "asks to be left alone; that is always obeyed at once",
                "просит больше не писать; это всегда исполняется сразу",
            ),
        ));
    }
    if heard.asks_if_bot || (heard.asks_for_person && !calls_person) {
        return Some(refusal(
            line,
            codes::SAFETY_TRIGGER,
            word,
            both(
                "asks about the machine or for a person; that is answered before any script",
                "спрашивает про бота или просит человека; на это отвечают раньше сценария",
            ),
        ));
    }
    None
}

fn check_heard(trigger: &Trigger) -> Vec<Problem> {
    let When::Heard { kinds } = &trigger.when else { return Vec::new() };
    let is_taken = |kind: &&HeardKind| match kind {
        HeardKind::OptsOut | HeardKind::AsksIfBot | HeardKind::ThreatensSelfHarm => true,
        HeardKind::AsksForPerson => trigger.then != Then::HandOver,
        _ => false,
    };
    let taken = kinds.iter().filter(is_taken);
    taken
        .map(|kind| {
            let reason = both("is answered before any script", "на это отвечают раньше сценария");
            refusal(trigger.line, codes::SAFETY_TRIGGER, kind.word(), reason)
        })
        .collect()
}

fn refusal(line: usize, code: Code, word: &str, why: Wording) -> Problem {
    let word = shown(word);
    let reason = both(
        format!("\"{word}\" cannot set off a trigger: it {}", why.en.unwrap_or_default()),
        format!("«{word}» не может быть триггером: {}", why.ru.unwrap_or_default()),
    );
    let advice = both("take it out, or use another word", "уберите или возьмите другое слово");
    Problem::at(line, code, reason, advice)
}
