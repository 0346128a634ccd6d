//! What is read in a text of a script, kept from one turn to the next: a script's texts are the same in every turn, and to read them all
//! anew takes most of the time the guard has. What a contact told or a document says is never kept.

use std::sync::{Arc, LazyLock, OnceLock};

use super::{is_grounded, phrases::in_one_form, segments::segments, twists_nothing};
use crate::{
    guard::numbers::counted,
    hearing::{Figure, figures, fnv, normalised},
};

/// So many texts can be kept, of so many bytes at most each; the first that come stay, others are read anew each time.
const MOST_TEXTS: u64 = 4096;
const LONGEST: usize = 4000;

/// A text has so many places it may be kept at, one behind another.
const PLACES: u64 = 4;

/// What is read in one text.
#[derive(Debug)]
pub(in super::super) struct Known {
    /// The text with its turns of speech in one form.
    pub(in super::super) one: String,
    /// As plain words, with a blank at both ends.
    pub(in super::super) plain: String,
    /// Its figures.
    pub(in super::super) figures: Vec<Figure>,
    /// The figures of its one form, those in words too.
    pub(in super::super) counted: Vec<Figure>,
    /// Its clauses, as [`is_grounded`] goes by them.
    pub(super) sentences: Vec<is_grounded::Sentence>,
    /// Its sentences in segments, as [`twists_nothing`] goes by them.
    pub(super) sayings: Vec<twists_nothing::Saying>,
}

impl Known {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Self {
        let one = in_one_form(text);
        Self {
            plain: format!(" {} ", normalised(text)),
            figures: figures(text),
            counted: counted(&one),
            sentences: is_grounded::sentences_of(&one),
            sayings: twists_nothing::sayings_of(segments(&one)),
            one,
        }
    }
}

/// What is read in a text of a script.
pub(in super::super) fn known(text: &str) -> Arc<Known> {
    type Kept = OnceLock<(String, Arc<Known>)>;
    static KNOWN: LazyLock<Vec<Kept>> = LazyLock::new(|| (0..MOST_TEXTS).map(|_| OnceLock::new()).collect());
    let first = fnv(text.bytes());
    let at = |step: u64| usize::try_from(first.wrapping_add(step) % MOST_TEXTS).ok().and_then(|at| KNOWN.get(at));
    let places = || (0..PLACES).filter_map(at);
    let is_this = |kept: &&(String, Arc<Known>)| kept.0 == text;
    if let Some((_, known)) = places().filter_map(OnceLock::get).find(is_this) {
        return Arc::clone(known);
    }
    let read = Arc::new(Known::of(text));
    if text.len() <= LONGEST
        && let Some(free) = places().find(|place| place.get().is_none())
    {
        // Where another turn was faster it is read anew next time.
        let _ = free.set((text.to_owned(), Arc::clone(&read)));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_is_read_anew() {
        for text in [
            "Открыто с 9 утра до 9 вечера; по воскресеньям закрыто.",
            "A lesson costs 1,500 ₽. Half an hour is free!",
            "",
        ] {
            let first = format!("{:?}", known(text));
            assert_eq!(first, format!("{:?}", known(text)));
            assert_eq!(first, format!("{:?}", Known::of(text)));
        }
    }
}
