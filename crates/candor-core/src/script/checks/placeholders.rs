//! `{name}` in texts: only where texts are filled in, and only names of facts and fields.

use crate::script::{
    codes,
    nearest::nearest,
    placeholder::{self, Piece},
    problem::{Problem, both},
    reading::{Reading, Role, Said, shown},
    render::BUSINESS,
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    reading.texts.iter().flat_map(|said| check_text(reading, said)).collect()
}

fn check_text(reading: &Reading, said: &Said) -> Vec<Problem> {
    let mut problems = Vec::new();
    for piece in placeholder::pieces(&said.text) {
        match piece {
            Piece::Placeholder(name) => problems.extend(check_name(reading, said, name)),
            Piece::Words(words) if words.contains(['{', '}']) && is_filled(said.role) => {
                let reason = both("a brace without its twin", "фигурная скобка без пары");
                let advice = both(
                    "write {name} with both braces, or leave them out",
                    "пишите {имя} с обеими скобками или уберите их",
                );
                problems.push(Problem::at(said.line, codes::UNKNOWN_PLACEHOLDER, reason, advice));
            }
            Piece::Words(_) => {}
        }
    }
    problems
}

/// Texts whose placeholders are filled.
fn is_filled(role: Role) -> bool {
    matches!(role, Role::Say | Role::Answer | Role::Ask | Role::CallWords | Role::AiNotice)
}

fn check_name(reading: &Reading, said: &Said, name: &str) -> Option<Problem> {
    let is_business = name == BUSINESS;
    let is_named = reading.script.fact(name).is_some() || reading.script.field(name).is_some();
    let shown_name = shown(name);
    let (reason, advice) = if !is_filled(said.role) {
        (
            both(format!("{{{shown_name}}} is not filled in here"), format!("{{{shown_name}}} здесь не заменяется")),
            both(
                "use {names} only in what is said, asked and answered",
                "пишите {имена} только в том, что говорят, спрашивают и отвечают",
            ),
        )
    } else if said.role == Role::AiNotice && !is_business {
        (
            both("the AI notice cannot depend on facts or fields", "предупреждение об ИИ не зависит от фактов и полей"),
            both("only {business} can stand in it", "в нём можно писать только {business}"),
        )
    } else if is_business || is_named {
        return None;
    } else {
        (
            both(
                format!("{{{shown_name}}} is neither a fact nor something to find out"),
                format!("{{{shown_name}}} — это не факт и не поле"),
            ),
            suggestion(reading, name),
        )
    };
    Some(Problem::at(said.line, codes::UNKNOWN_PLACEHOLDER, reason, advice))
}

fn suggestion(reading: &Reading, name: &str) -> crate::language::Wording {
    let script = &reading.script;
    let known =
        script.facts.iter().map(|fact| fact.id.as_str()).chain(script.fields.iter().map(|field| field.id.as_str()));
    match nearest(name, known) {
        Some(near) => both(format!("did you mean {{{near}}}?"), format!("может быть, {{{near}}}?")),
        None => both("add a fact of this name, or take it out", "добавьте факт с таким именем или уберите"),
    }
}
