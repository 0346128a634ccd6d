//! Names: allowed characters, length, each once. The name of the script is stricter: it is part of commands and addresses.

use crate::script::{
    codes,
    keywords::{Key, Section},
    problem::{Problem, both},
    reading::{Reading, shown},
};

/// A name goes into a button's data with a few signs before it (Bot API, `callback_data`: 64 bytes). A Russian letter
/// takes two bytes.
pub(in crate::script) const MAX_NAME_BYTES: usize = 48;

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems: Vec<Problem> = script_name(reading).into_iter().collect();
    let mut seen: Vec<(Section, &str)> = Vec::new();
    for named in &reading.named {
        if !is_name(&named.id) {
            problems.push(invalid(named.line, &named.id));
        }
        // Facts and fields share the braces of placeholders, so one name must not mean two things.
        let clash = seen.iter().any(|(section, id)| *id == named.id && share_names(*section, named.section));
        if clash {
            problems.push(repeated(named.line, &named.id));
        }
        seen.push((named.section, &named.id));
    }
    problems
}

/// Whether two sections may not have a name in common.
pub(in crate::script) fn share_names(left: Section, right: Section) -> bool {
    let in_braces = |section| matches!(section, Section::Facts | Section::Fields);
    left == right || (in_braces(left) && in_braces(right))
}

/// Whether a thing can be called so.
pub(in crate::script) fn is_name(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= MAX_NAME_BYTES
        && id.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'))
}

fn script_name(reading: &Reading) -> Option<Problem> {
    let name = &reading.script.name;
    let is_plain = name.len() <= MAX_NAME_BYTES
        && !name.starts_with('-')
        && name.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-');
    if is_plain {
        return None;
    }
    let reason = both(
        format!("\"{}\" cannot be the name of a script", shown(name)),
        format!("«{}» не годится как имя сценария", shown(name)),
    );
    let advice = both(
        "use small Latin letters, digits and hyphens, such as flower-shop",
        "пишите маленькими латинскими буквами, цифрами и дефисами, например flower-shop",
    );
    Some(Problem::at(reading.line_of(Key::Name), codes::INVALID_NAME, reason, advice))
}

fn invalid(line: usize, id: &str) -> Problem {
    let reason = both(
        format!("\"{}\" cannot be a name: it is empty, too long or has other signs than letters", shown(id)),
        format!("«{}» не годится в имена: пусто, слишком длинно или есть знаки кроме букв", shown(id)),
    );
    let advice = both(
        "use up to 24 letters, digits, spaces and hyphens, such as \"### too expensive\"",
        "до 24 букв, цифр, пробелов и дефисов, например «### слишком дорого»",
    );
    Problem::at(line, codes::INVALID_NAME, reason, advice)
}

fn repeated(line: usize, id: &str) -> Problem {
    let reason = both(format!("there is another \"{}\"", shown(id)), format!("имя «{}» уже занято", shown(id)));
    let advice = both(
        "give each thing a name of its own; facts and fields share their names",
        "дайте каждому предмету своё имя; у фактов и полей имена общие",
    );
    Problem::at(line, codes::REPEATED_NAME, reason, advice)
}
