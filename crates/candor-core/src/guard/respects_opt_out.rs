//! H5: to somebody who opted out goes only what they asked for just now: the receipt, the truth about being a machine, a
//! person. Nothing else.

use super::{Scene, Verdict};
use crate::writer::{Draft, Role};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let is_asked_for = |role: Role| role.is_due();
    if !scene.plan.leaves_opted_out(scene.seat) || draft.parts.iter().all(|part| is_asked_for(part.role)) {
        return Verdict::Say;
    }
    let kept: Vec<_> = draft.parts.iter().filter(|part| is_asked_for(part.role)).cloned().collect();
    let reason = "the contact opted out: only what was just asked for may be said".to_owned();
    Verdict::Rewrite { draft: Draft { language: draft.language, parts: kept }, reason }
}
