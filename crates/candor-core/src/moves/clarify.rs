//! Asks to say it in other words.

use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, was_wordless: bool) -> Part {
    let phrase = if was_wordless { Phrase::ReadsOnlyText } else { Phrase::AsksToRephrase };
    Part::plain(Role::Answer, phrase.fresh(language, &seat.conversation.said))
}
