//! Shows that a value, a thank-you or a nod was taken in.

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
        Acknowledged::Settled => Phrase::StaysReady,
    };
    Part::plain(Role::Opener, phrase.fresh(language, &seat.conversation.said))
}
