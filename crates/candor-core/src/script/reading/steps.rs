//! `## Steps`: one `###` each; the first is where a conversation begins. Buttons are list lines `- Label -> step`.

use super::{
    Role,
    reader::{For, Reader, entries, parts},
};
use crate::{
    language::{Language, Wording},
    script::{
        codes,
        keywords::{Key, Section, Takes},
        model::{Step, StepButton},
        outline::Block,
        problem::{Problem, both},
        values,
    },
};

/// Reads one step.
pub(crate) fn read(block: &Block, reader: &mut Reader) -> Step {
    let id = reader.name(block, Section::Steps);
    let goal = reader.wording(block, Key::Goal, For { role: Role::Goal, owner: &id });
    let say = reader.wording(block, Key::Say, For { role: Role::Say, owner: &id });
    let is_word_for_word = reader.one_of(block, Key::WordForWord, values::YES_NO).unwrap_or(false);
    let heard_as = reader.phrasings(block, Key::HeardAs, For { role: Role::HeardAs, owner: &id });
    let asks = reader
        .names(block, Key::Asks)
        .into_iter()
        .map(|(name, line)| reader.refer(&name, line, Section::Fields))
        .collect();
    let next = reader.reference(block, Key::Next, Section::Steps);
    let if_refused = reader.reference(block, Key::IfRefused, Section::Steps);
    let buttons = buttons(block, &id, reader);
    let outcome = reader.one_of(block, Key::Outcome, values::OUTCOMES);
    if entries(block, Key::Say).next().is_none() {
        reader.report_missing(block.line, Key::Say);
    }
    Step { id, goal, say, is_word_for_word, heard_as, asks, next, if_refused, buttons, outcome, line: block.line }
}

/// Buttons of every language put together by the step they lead to; the order is that of the first language.
fn buttons(block: &Block, step: &str, reader: &mut Reader) -> Vec<StepButton> {
    let mut buttons: Vec<StepButton> = Vec::new();
    for entry in entries(block, Key::Buttons) {
        let language = entry.language.unwrap_or(reader.main_language());
        for (item, line) in parts(&entry.body, Takes::Labels) {
            let Some((label, to)) = split_button(&item) else {
                report_button(&item, line, reader);
                continue;
            };
            let to = reader.refer(to, line, Section::Steps);
            reader.say(For { role: Role::Button, owner: step }, language, label, line);
            put(&mut buttons, to, language, label);
        }
    }
    buttons
}

fn put(buttons: &mut Vec<StepButton>, to: String, language: Language, label: &str) {
    let twin = buttons.iter_mut().find(|button| button.to == to && button.label.in_language(language).is_none());
    if let Some(button) = twin {
        button.label.put(language, label.to_owned());
        return;
    }
    let mut wording = Wording::default();
    wording.put(language, label.to_owned());
    buttons.push(StepButton { label: wording, to });
}

fn split_button(item: &str) -> Option<(&str, &str)> {
    let (label, to) = ["->", "→", "=>", "—>"].iter().find_map(|arrow| item.rsplit_once(arrow))?;
    let (label, to) = (label.trim(), to.trim());
    (!label.is_empty() && !to.is_empty()).then_some((label, to))
}

fn report_button(item: &str, line: usize, reader: &mut Reader) {
    let shown = super::shown(item);
    reader.problems.push(Problem::at(
        line,
        codes::MALFORMED_ITEM,
        both(
            format!("button \"{shown}\" does not say where it leads"),
            format!("не сказано, куда ведёт кнопка «{shown}»"),
        ),
        both("write \"- Label -> step\"", "пишите «- Надпись -> шаг»"),
    ));
}
