//! Goes to a step and says its words, with its buttons.

use crate::{
    language::Language,
    message::Button,
    phrases::Phrase,
    press::Press,
    script::Step,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, step: &str) -> Option<Part> {
    let step = seat.script.step(step)?;
    let part = Part::rendered(Role::Step, seat, language, step.say.best(language)?)?;
    Some(with_buttons(part, step, language))
}

/// Asks whether to go on from the step, with its buttons but without repeating its words.
pub(super) fn words_again(seat: &Seat<'_>, language: Language, step: &str) -> Option<Part> {
    let step = seat.script.step(step)?;
    let text = Phrase::ReturnsToStep.fresh(language, &seat.conversation.said);
    Some(with_buttons(Part::plain(Role::Return, text), step, language))
}

fn with_buttons(mut part: Part, step: &Step, language: Language) -> Part {
    for button in &step.buttons {
        if let Some(label) = button.label.best(language) {
            let data = Press::GoTo { step: button.to.clone() }.data();
            part = part.with_button(Button { label: label.to_owned(), data });
        }
    }
    part
}
