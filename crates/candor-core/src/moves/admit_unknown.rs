//! Admits that there is no approved answer, and offers a person.

use crate::{
    language::Language,
    message::Button,
    phrases::Phrase,
    press::Press,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language) -> Part {
    let text = Phrase::AdmitsUnknown.fresh(language, &seat.conversation.said);
    Part::plain(Role::Answer, text).with_button(person_button(language))
}

/// The button that calls a person.
pub fn person_button(language: Language) -> Button {
    Button { label: Phrase::PersonButton.fresh(language, &[]).to_owned(), data: Press::CallPerson.data() }
}
