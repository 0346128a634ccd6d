//! What the desk did not understand, made ready for its owner: gathered, grouped by likeness, with the part of the script
//! each group may belong to. Nothing here changes a script; the owner does, with `script::amend`.
//!
//! [`teachable`] says what of a message may be kept for learning, [`lessons`] groups what was kept.

mod teachable;

pub use teachable::{LONGEST_KEPT, teachable};

use super::{Ear, Topic};
use crate::{ids::ContactId, language::Language, moment::Moment};

/// One message the desk did not understand, as kept for learning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheard {
    /// Its number: larger for later messages, never given twice.
    pub number: i64,
    /// Who wrote it.
    pub contact: ContactId,
    /// When.
    pub at: Moment,
    /// The language it is written in.
    pub language: Language,
    /// What [`teachable`] left of it.
    pub words: String,
}

/// Messages that say about the same thing: something the script may be taught.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The number of its oldest message: it stays when messages are added.
    pub number: i64,
    /// The language of all of them.
    pub language: Language,
    /// Wordings that differ in more than case and signs, the most central first, then the most unlike those before; at
    /// most [`MOST_WORDINGS`].
    pub wordings: Vec<String>,
    /// How many messages.
    pub messages: usize,
    /// From how many people.
    pub contacts: usize,
    /// When the latest was written.
    pub last_at: Moment,
    /// The parts of the script it may belong to, best first, each once, with its likeness 0..=1; at most three.
    pub near: Vec<(Topic, f64)>,
    /// The numbers of its messages, ascending.
    pub members: Vec<i64>,
}

/// So many wordings of a lesson are shown.
pub const MOST_WORDINGS: usize = 5;

/// Groups messages by likeness, within a language: those of most messages first, then those written to last. A message
/// like no other is a lesson of its own. Deterministic; the order of the messages does not matter.
pub fn lessons(_unheard: &[Unheard], _ear: &Ear) -> Vec<Lesson> {
    Vec::new()
}
