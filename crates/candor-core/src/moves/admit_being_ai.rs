//! Says that it is a machine, in the first sentence and the asker's language (H2). A fixed template: never worded by a
//! script or a model.

use crate::{
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(_seat: &Seat<'_>, language: Language) -> Part {
    Part::plain(Role::AdmitsBeingAi, template(language))
}

/// The exact words.
pub fn template(language: Language) -> &'static str {
    Phrase::AdmitsBeingAi.fresh(language, &[])
}
