//! Lets go gently after a refusal or a postponement.

use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, is_postponed: bool) -> Part {
    let phrase = if is_postponed { Phrase::Postponed } else { Phrase::LetsGo };
    Part::plain(Role::Answer, phrase.fresh(language, &seat.conversation.said))
}
