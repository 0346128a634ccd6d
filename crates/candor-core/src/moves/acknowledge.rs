//! Shows that a value or a thank-you was taken in.

use super::Acknowledged;
use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, what: Acknowledged) -> Part {
    let phrase = match what {
        Acknowledged::Value => Phrase::Noted,
        Acknowledged::Thanks => Phrase::AnswersThanks,
    };
    Part::plain(Role::Opener, phrase.fresh(language, &seat.conversation.said))
}
