//! The receipt of an opt-out, the way back to a person, and the welcome after an explicit return (H5). Fixed words: no
//! script changes them.

use crate::{
    language::Language,
    message::Button,
    phrases::Phrase,
    press::Press,
    writer::{Part, Role},
};

pub(super) fn confirmation(language: Language) -> Part {
    let label = Phrase::ReturnButton.fresh(language, &[]).to_owned();
    Part::plain(Role::Receipt, Phrase::ConfirmsOptOut.fresh(language, &[]))
        .with_button(Button { label, data: Press::OptIn.data() })
}

/// Asking for a person undoes no opt-out: only the button does, whose words say so.
pub(super) fn offer(language: Language) -> Part {
    let label = Phrase::PersonMayWriteButton.fresh(language, &[]).to_owned();
    Part::plain(Role::Receipt, Phrase::MayNotWrite.fresh(language, &[]))
        .with_button(Button { label, data: Press::OptInForPerson.data() })
}

pub(super) fn welcome(language: Language) -> Part {
    Part::plain(Role::Receipt, Phrase::WelcomesBack.fresh(language, &[]))
}
