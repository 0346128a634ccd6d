//! Quotes the owner's documents, named as what they are, and offers a person in case it is not what was asked.

use super::admit_unknown::person_button;
use crate::{
    knowledge,
    language::Language,
    phrases::Phrase,
    seat::Seat,
    writer::{Part, Role},
};

pub(super) fn words(seat: &Seat<'_>, language: Language, document: &str, number: u32) -> Option<Part> {
    let (document, passage) = seat.library.passage(document, number)?;
    let quote = knowledge::quote(passage, seat.script)?;
    let lead = Phrase::Quotes.fresh(language, &[]).replace("{document}", &document.title);
    let offer = Phrase::QuotesOffer.fresh(language, &[]);
    let text = format!("{lead}\n{quote}\n{offer}");
    Some(Part::plain(Role::Quoted, &text).with_button(person_button(language)))
}
