//! Keeps to the price: the desk can neither lower it nor promise that anybody will.

use super::admit_unknown::person_button;
use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language) -> Part {
    let text = Phrase::HoldsPrice.fresh(language, &seat.conversation.said);
    Part::plain(Role::Answer, text).with_button(person_button(language))
}
