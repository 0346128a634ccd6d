//! Buttons: short labels, few of them, and data that fits (Bot API, `InlineKeyboardButton.callback_data`: 64 bytes).

use crate::{
    press::Press,
    script::{
        codes,
        model::{Field, FieldKind},
        problem::{Problem, both},
        reading::{Reading, Role},
    },
};

/// A longer label is cut off on a telephone, in characters. Telegram itself gives no figure.
const LONGEST_LABEL: usize = 40;

/// More buttons than this push the words off a telephone's screen.
const MOST_BUTTONS: usize = 10;

/// Bot API, `InlineKeyboardButton.callback_data`.
const MAX_DATA_BYTES: usize = 64;

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems: Vec<Problem> = reading
        .texts
        .iter()
        .filter(|said| said.role == Role::Button && said.text.chars().count() > LONGEST_LABEL)
        .map(|said| too_long(said.line))
        .collect();
    let crowded = reading.script.steps.iter().filter(|step| step.buttons.len() > MOST_BUTTONS);
    problems.extend(crowded.map(|step| too_many(step.line)));
    for step in &reading.script.steps {
        let data = Press::GoTo { step: step.id.clone() }.data();
        problems.extend((data.len() > MAX_DATA_BYTES).then(|| names_too_long(step.line)));
    }
    for field in &reading.script.fields {
        problems.extend(options(field));
    }
    problems
}

fn options(field: &Field) -> Vec<Problem> {
    let FieldKind::Choice { options } = &field.kind else { return Vec::new() };
    let mut problems = Vec::new();
    if options.len() > MOST_BUTTONS {
        problems.push(too_many(field.line));
    }
    for option in options {
        let data = Press::Choose { field: field.id.clone(), option: option.id.clone() }.data();
        if data.len() > MAX_DATA_BYTES {
            problems.push(names_too_long(field.line));
        }
        let labels = option.named.en.first().into_iter().chain(option.named.ru.first());
        if labels.into_iter().any(|label| label.chars().count() > LONGEST_LABEL) {
            problems.push(too_long(field.line));
        }
    }
    problems.dedup();
    problems
}

fn too_long(line: usize) -> Problem {
    let reason = both(
        format!("a button has more than {LONGEST_LABEL} characters and would be cut off"),
        format!("на кнопке больше {LONGEST_LABEL} знаков, её обрежет"),
    );
    Problem::at(line, codes::BUTTON_LIMITS, reason, both("use two or three words", "уложитесь в два-три слова"))
}

fn too_many(line: usize) -> Problem {
    let reason = both(format!("there are more than {MOST_BUTTONS} buttons"), format!("кнопок больше {MOST_BUTTONS}"));
    Problem::at(line, codes::BUTTON_LIMITS, reason, both("keep the most used ones", "оставьте самые нужные"))
}

fn names_too_long(line: usize) -> Problem {
    let reason = both(
        "the names are too long together for a button to carry them",
        "имена вместе слишком длинные, кнопка их не унесёт",
    );
    let advice = both(
        "give shorter names: \"- short: Label; other words\"",
        "дайте имена короче: «- имя: Надпись; другие слова»",
    );
    Problem::at(line, codes::BUTTON_LIMITS, reason, advice)
}
