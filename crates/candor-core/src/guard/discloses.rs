//! H1: when it is due, the message begins with the words that an AI is writing.

use super::{Scene, Verdict};
use crate::{
    consent::disclosure,
    writer::{self, Draft, Part, Role},
};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let is_due = disclosure::is_due(scene.seat.conversation, scene.seat.now);
    if !is_due || draft.is_empty() || draft.discloses() {
        return Verdict::Say;
    }
    let words = writer::disclosure(scene.seat.script, draft.language);
    let parts = std::iter::once(Part::plain(Role::Disclosure, &words)).chain(draft.parts.iter().cloned()).collect();
    let reason = "it is due to say that an AI is writing".to_owned();
    Verdict::Rewrite { draft: Draft { language: draft.language, parts }, reason }
}
