//! Goes to a step and says its words, with its buttons.

use crate::{
    language::Language,
    message::Button,
    press::Press,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, step: &str) -> Option<Part> {
    let step = seat.script.step(step)?;
    let mut part = Part::rendered(Role::Step, seat, language, step.say.best(language)?)?;
    for button in &step.buttons {
        if let Some(label) = button.label.best(language) {
            let data = Press::GoTo { step: button.to.clone() }.data();
            part = part.with_button(Button { label: label.to_owned(), data });
        }
    }
    Some(part)
}
