//! H5: to somebody who opted out goes only what they asked for just now: the receipt, the truth about being a machine, a
//! person. Nothing else.

use super::{Scene, Verdict};
use crate::{
    consent::ConsentAction,
    writer::{Draft, Role},
};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let decides = scene.plan.consent.as_ref().map(|(action, _, _)| *action);
    let is_silenced = match decides {
        Some(ConsentAction::OptedIn) => false,
        Some(action) => action.silences(),
        None => scene.seat.is_opted_out,
    };
    let is_asked_for = |role: Role| role.is_due();
    if !is_silenced || draft.parts.iter().all(|part| is_asked_for(part.role)) {
        return Verdict::Say;
    }
    let kept: Vec<_> = draft.parts.iter().filter(|part| is_asked_for(part.role)).cloned().collect();
    let reason = "the contact opted out: only what was just asked for may be said".to_owned();
    Verdict::Rewrite { draft: Draft { language: draft.language, parts: kept }, reason }
}
