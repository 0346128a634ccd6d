//! Asks for a field; a choice comes with its buttons.

use crate::{
    language::Language,
    message::Button,
    press::Press,
    script::FieldKind,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, field: &str) -> Option<Part> {
    let field = seat.script.field(field)?;
    let mut part = Part::rendered(Role::Ask, seat, language, field.ask.best(language)?)?;
    if let FieldKind::Choice { options } = &field.kind {
        for option in options {
            let label = option.name(language).unwrap_or(&option.id).to_owned();
            let data = Press::Choose { field: field.id.clone(), option: option.id.clone() }.data();
            part = part.with_button(Button { label, data });
        }
    }
    Some(part)
}
