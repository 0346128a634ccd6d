//! When the local brain is sure enough, no model is asked.

use crate::hearing::{HeardKind, Hearing, HearingContext};

/// From this fit the part of the script the local brain found is taken without asking a model: of the development messages above it
/// 94 % were of that part in English and 77 % in Russian; from 0.9 it were 92 % and 71 % (docs/models.md).
pub const SURE_FIT: f64 = 0.95;

/// Politeness and plain answers count from this confidence.
const SURE_THING: f64 = 0.8;

/// Whether the local brain knows what was said well enough to act on it.
///
/// It does where the contract decides (a model may not), where the desk's own question was answered, where nothing was said but
/// a greeting, thanks, a yes or a no, and where a part of the script fits nearly for certain.
pub fn is_sure(local: &Hearing, context: &HearingContext) -> bool {
    let says = |kind| local.says(kind);
    if [HeardKind::OptsOut, HeardKind::AsksForPerson, HeardKind::ThreatensSelfHarm].into_iter().any(says) {
        return true;
    }
    if says(HeardKind::AsksIfBot) && local.things.iter().all(|heard| !heard.kind.is_question()) {
        return true;
    }
    let answers = |field: &str| local.told.iter().any(|told| told.field == field);
    if context.asked.as_deref().is_some_and(answers) && !local.things.iter().any(|heard| heard.kind.asks()) {
        return true;
    }
    let is_plain = |kind| {
        matches!(
            kind,
            HeardKind::Greets | HeardKind::Thanks | HeardKind::Agrees | HeardKind::Refuses | HeardKind::Postpones
        )
    };
    if local.things.iter().all(|heard| is_plain(heard.kind) && heard.confidence >= SURE_THING) {
        return true;
    }
    local.topics.first().is_some_and(|(_, likeness)| *likeness >= SURE_FIT)
}
