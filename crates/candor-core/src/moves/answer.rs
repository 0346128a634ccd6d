//! Answers a question of the script from its approved answer.

use crate::{
    language::Language,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, question: &str) -> Option<Part> {
    let answer = seat.script.question(question)?.answer.best(language)?;
    Part::rendered(Role::Answer, seat, language, answer)
}
