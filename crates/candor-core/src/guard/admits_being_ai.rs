//! H2: asked in any words whether it is a machine, the desk says yes in its first sentence, in the asker's language.
//! The words are a fixed template, so that nothing a writer did can change them.

use super::{Scene, Verdict};
use crate::{
    conversation::Holder,
    hearing::HeardKind,
    moves::admit_being_ai::template,
    writer::{Draft, Part, Role},
};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let Some(heard) = scene.hearing.filter(|heard| heard.says(HeardKind::AsksIfBot)) else { return Verdict::Say };
    if draft.is_empty() || matches!(scene.seat.conversation.holder, Holder::Operator { .. }) {
        return Verdict::Say;
    }
    let yes = Part::plain(Role::AdmitsBeingAi, template(heard.language));
    if draft.parts.first() == Some(&yes) {
        return Verdict::Say;
    }
    let rest = draft.parts.iter().filter(|part| part.role != Role::AdmitsBeingAi && part.role != Role::Disclosure);
    let parts = std::iter::once(yes).chain(rest.cloned()).collect();
    let reason = "asked whether it is a machine: the first sentence must say so".to_owned();
    Verdict::ApprovedText { draft: Draft { language: draft.language, parts }, reason }
}
