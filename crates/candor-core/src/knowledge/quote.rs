//! What of a passage may be said.

use super::{Found, Library, Passage, split::sentences};
use crate::{
    guard::approved_figures,
    hearing::{Figure, figures},
    script::Script,
    seat::Seat,
};

/// So many passages are shown to a model.
const MOST_SHOWN: usize = 3;
/// A question is looked for by so many of its characters.
const LOOKED_AT: usize = 600;

/// The sentences of a passage that may be said; `None` if each of them holds a figure that no fact of the script holds (H8).
pub fn quote(passage: &Passage, script: &Script) -> Option<String> {
    told(passage, &approved_figures(script))
}

fn told(passage: &Passage, approved: &[Figure]) -> Option<String> {
    let kept: Vec<&str> =
        sentences(&passage.text).into_iter().filter(|sentence| is_approved(sentence, approved)).collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// The sentences of a passage that may not be said, because of a figure that is not among the approved ones.
pub fn held_back<'a>(passage: &'a Passage, approved: &[Figure]) -> Vec<&'a str> {
    sentences(&passage.text).into_iter().filter(|sentence| !is_approved(sentence, approved)).collect()
}

fn is_approved(sentence: &str, approved: &[Figure]) -> bool {
    figures(sentence).iter().all(|figure| approved.iter().any(|one| one.agrees_with(figure)))
}

/// The words a contact's question is looked for by.
pub fn question(seat: &Seat<'_>) -> String {
    seat.words().chars().take(LOOKED_AT).collect()
}

/// The passages near to what a contact just said, whatever their language, with what of each may be said.
pub fn near<'a>(seat: &Seat<'a>) -> Vec<(Found<'a>, String)> {
    let library: &'a Library = seat.library;
    if library.is_empty() {
        return Vec::new();
    }
    let found = library.looked_up(&question(seat), MOST_SHOWN).into_iter();
    let approved = approved_figures(seat.script);
    found.filter_map(|found| Some((found, told(found.passage, &approved)?))).collect()
}
