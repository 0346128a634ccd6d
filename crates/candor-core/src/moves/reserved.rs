//! Answers the commands no script can shadow (H10).

use super::ReservedCommand;
use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role, with_business},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, command: ReservedCommand) -> Part {
    let phrase = match command {
        ReservedCommand::Privacy => Phrase::Privacy,
        ReservedCommand::Help => Phrase::Help,
    };
    let mut text = with_business(phrase.fresh(language, &[]), seat.script, language);
    if command == ReservedCommand::Privacy && seat.asks_models {
        text.push(' ');
        text.push_str(Phrase::PrivacyModels.fresh(language, &[]));
    }
    Part::plain(Role::Receipt, &text)
}
