//! Tells approved facts in their own words, after one of the voice's openers.

use crate::{
    language::Language,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, facts: &[String]) -> Option<Part> {
    let mut told: Vec<&str> = Vec::new();
    let mut used = Vec::new();
    for id in facts {
        if let Some(says) = seat.script.fact(id).and_then(|fact| fact.says.best(language)) {
            told.push(says);
            used.push(id.clone());
        }
    }
    if told.is_empty() {
        return None;
    }
    let mut part = Part::plain(Role::Answer, &told.join("\n"));
    part.facts = used;
    Some(part)
}
