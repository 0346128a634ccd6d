//! H8: every number, price, date and percentage in a draft comes from the script's approved facts or the contact's own words.

use super::{Scene, Verdict, without};
use crate::{
    hearing::{Figure, figures},
    language::{Language, Wording},
    moves::hand_over::SELF_HARM,
    phrases::Phrase,
    writer::{Draft, Part},
};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = approved(scene);
    let is_invented = |figure: &Figure| !approved.iter().any(|known| known.agrees_with(figure));
    let invented = |part: &Part| figures(&part.text).into_iter().find(is_invented);
    let Some(first) = draft.parts.iter().find_map(invented) else { return Verdict::Say };
    let reason = format!("the figure \"{}\" is in no approved fact and was not said by the contact", first.text);
    without(draft, scene, reason, |part| invented(part).is_some())
}

/// The figures of all facts, of the business's name and hours, of what the contact says now and told before; of the fixed
/// words for who may harm themselves, where they are due.
fn approved(scene: &Scene<'_>) -> Vec<Figure> {
    let script = scene.seat.script;
    let wordings = script.facts.iter().map(|fact| &fact.says).chain([&script.hand_over.hours, &script.business]);
    let written = wordings.flat_map(both).map(str::to_owned);
    let told = scene.seat.conversation.fields.values().flat_map(|told| [told.value.clone(), told.words.clone()]);
    let is_self_harm = scene.plan.hands_over_because() == Some(SELF_HARM);
    let due = Language::ALL.into_iter().filter(|_| is_self_harm).flat_map(|one| Phrase::MeetsSelfHarm.variants(one));
    let telling = scene.plan.told.iter().map(|value| value.words.clone());
    let texts =
        written.chain(due.map(|text| (*text).to_owned())).chain(told).chain(telling).chain([scene.seat.words()]);
    texts.flat_map(|text| figures(&text)).collect()
}

fn both(wording: &Wording) -> impl Iterator<Item = &str> {
    wording.en.as_deref().into_iter().chain(wording.ru.as_deref())
}
