//! Deep links carry 1 to 64 of `A-Za-z0-9_-` (Bot API, deep linking); a final `*` stands for anything.

use crate::script::{
    codes,
    model::When,
    problem::{Problem, both},
    reading::{Reading, shown},
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems = Vec::new();
    for trigger in &reading.script.triggers {
        let When::DeepLink { payload } = &trigger.when else { continue };
        let plain = payload.strip_suffix('*').unwrap_or(payload);
        let is_carried = payload.len() <= 64
            && !payload.is_empty()
            && plain.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'));
        if !is_carried {
            let reason = both(
                format!("Telegram does not carry \"{}\" in a link", shown(payload)),
                format!("Telegram не передаст «{}» в ссылке", shown(payload)),
            );
            let advice = both(
                "use up to 64 Latin letters, digits, \"-\" and \"_\"; a final \"*\" stands for anything",
                "до 64 латинских букв, цифр, «-» и «_»; «*» в конце значит что угодно",
            );
            problems.push(Problem::at(trigger.line, codes::LINK_ALPHABET, reason, advice));
        }
    }
    problems
}
