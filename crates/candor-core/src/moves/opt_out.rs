//! The receipt of an opt-out and the welcome after an explicit return (H5). Fixed words: no script changes them.

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

pub(super) fn welcome(language: Language) -> Part {
    Part::plain(Role::Receipt, Phrase::WelcomesBack.fresh(language, &[]))
}
