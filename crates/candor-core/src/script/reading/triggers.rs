//! `## Triggers`: one `###` each, with one thing that sets it off and one thing it does.

use super::{
    Role,
    reader::{For, Reader, entries},
};
use crate::{
    language::Wording,
    script::{
        codes,
        keywords::{Key, Section},
        model::{Then, Trigger, When},
        outline::Block,
        problem::{Problem, both},
        values,
    },
};

/// Reads one trigger; `None` if it does not say when or what.
pub(crate) fn read(block: &Block, reader: &mut Reader) -> Option<Trigger> {
    let id = reader.name(block, Section::Triggers);
    let when = when(block, &id, reader);
    let then = then(block, reader);
    Some(Trigger { id, when: when?, then: then?, line: block.line })
}

fn when(block: &Block, id: &str, reader: &mut Reader) -> Option<When> {
    match only_one(block, &[Key::Words, Key::Heard, Key::Event, Key::Link], reader)? {
        Key::Words => Some(When::Keyword {
            words: reader.phrasings(block, Key::Words, For { role: Role::TriggerWord, owner: id }),
        }),
        Key::Heard => {
            let mut kinds = Vec::new();
            for (written, line) in reader.names(block, Key::Heard) {
                match values::find(values::HEARD, &written) {
                    Some(kind) => kinds.push(kind),
                    None => reader.report_unknown_value(&written, line, values::HEARD),
                }
            }
            Some(When::Heard { kinds })
        }
        Key::Event => reader.one_of(block, Key::Event, values::EVENTS).map(|event| When::Event { event }),
        _ => reader.value(block, Key::Link).map(|(payload, _)| When::DeepLink { payload }),
    }
}

fn then(block: &Block, reader: &mut Reader) -> Option<Then> {
    match only_one(block, &[Key::GoTo, Key::AnswerQuestion, Key::CallPerson], reader)? {
        Key::GoTo => reader.reference(block, Key::GoTo, Section::Steps).map(|step| Then::GoTo { step }),
        Key::AnswerQuestion => {
            reader.reference(block, Key::AnswerQuestion, Section::Questions).map(|question| Then::Answer { question })
        }
        _ => {
            let is_on = reader.one_of(block, Key::CallPerson, values::YES_NO)?;
            if !is_on {
                reader.report_missing(block.line, Key::GoTo);
            }
            is_on.then_some(Then::HandOver)
        }
    }
}

/// The one key of these that is there; reports none and several.
fn only_one(block: &Block, keys: &[Key], reader: &mut Reader) -> Option<Key> {
    let mut found = keys.iter().copied().filter(|key| entries(block, *key).next().is_some());
    let first = found.next();
    if first.is_some() && found.next().is_none() {
        return first;
    }
    let listed = |wording: fn(&Wording) -> Option<&String>| {
        let words = keys.iter().filter_map(|key| super::super::keywords::keyword(*key));
        let words = words.filter_map(|row| {
            let both =
                both(row.in_language(crate::language::Language::En), row.in_language(crate::language::Language::Ru));
            wording(&both).cloned()
        });
        words.collect::<Vec<_>>().join(", ")
    };
    let (en, ru) = (listed(|wording| wording.en.as_ref()), listed(|wording| wording.ru.as_ref()));
    let (code, reason) = match first {
        None => (
            codes::MISSING_KEYWORD,
            both(format!("one of these is missing: {en}"), format!("не хватает одного из слов: {ru}")),
        ),
        Some(_) => (
            codes::CLASHING_KEYWORDS,
            both(format!("only one of these can be here: {en}"), format!("здесь может быть только одно из слов: {ru}")),
        ),
    };
    let advice = both(
        "a trigger has one thing that sets it off and one thing it does; make two triggers of it if need be",
        "у триггера одна причина и одно действие; если нужно больше, сделайте два триггера",
    );
    reader.problems.push(Problem::at(block.line, code, reason, advice));
    None
}
