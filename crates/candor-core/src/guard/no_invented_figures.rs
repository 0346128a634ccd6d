//! H8: every number, price, date and percentage in a draft comes from the script's approved facts or the contact's own words.

use std::sync::Arc;

use super::{
    Scene, Verdict, without,
    written::{Known, in_one_form, known},
};
use crate::{
    hearing::{Figure, FigureKind, FoundValue, figures},
    language::{Language, Wording},
    moves::hand_over::SELF_HARM,
    phrases::Phrase,
    script::Script,
    writer::{self, Draft, Part, Role},
};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = approved(scene);
    let said = said_by_contact(scene);
    let counted = counted_by_contact(scene);
    // In a model's words "every day" says Sunday and "the same day" today. Of what, is another rule's: [`super::written::is_grounded`].
    let is_every_day = names(scene.seat.script, &["every day", "daily", "каждый день", "ежедневно"]);
    let is_same_day = names(scene.seat.script, &["same day", "тот же день"]);
    let invented = |part: &Part| {
        let is_said = |figure: &Figure| {
            let said = if part.role == Role::Written { &counted } else { &said };
            said.iter().any(|known| known.agrees_with(figure))
        };
        let is_invented = |figure: &Figure| {
            let is_entailed = (is_every_day && is_weekday(figure)) || (is_same_day && figure.key == "today");
            let is_known = approved.iter().any(|known| known.agrees_with(figure));
            !(is_known || is_said(figure) || is_entailed && part.role == Role::Written)
        };
        let text = if part.role == Role::Written { in_one_form(&part.text) } else { part.text.clone() };
        figures(&text).into_iter().find(is_invented)
    };
    let Some(first) = draft.parts.iter().find_map(invented) else { return Verdict::Say };
    let reason = format!("the figure \"{}\" is in no approved fact and was not said by the contact", first.text);
    without(draft, scene, reason, |part| invented(part).is_some())
}

/// Whether a fact says one of these.
fn names(script: &Script, words: &[&str]) -> bool {
    facts(script).any(|says| words.iter().any(|words| says.plain.contains(&format!(" {words} "))))
}

fn is_weekday(figure: &Figure) -> bool {
    figure.kind == FigureKind::Day && figure.key.ends_with("day") && figure.key != "today"
}

/// The figures of the script; of the fixed words for who may harm themselves, where they are due.
fn approved(scene: &Scene<'_>) -> Vec<Figure> {
    let is_self_harm = scene.plan.hands_over_because() == Some(SELF_HARM);
    let due = Language::ALL.into_iter().filter(|_| is_self_harm).flat_map(|one| Phrase::MeetsSelfHarm.variants(one));
    // "2 days" may be said where a fact says "two days".
    let in_words = facts(scene.seat.script).flat_map(|fact| fact.counted.clone());
    approved_figures(scene.seat.script).into_iter().chain(in_words).chain(due.flat_map(|text| figures(text))).collect()
}

/// The figures a script approves: those of all facts, of the business's name and hours.
pub fn approved_figures(script: &Script) -> Vec<Figure> {
    let wordings = script.facts.iter().map(|fact| &fact.says).chain([&script.hand_over.hours, &script.business]);
    wordings.flat_map(both).flat_map(|text| known(text).figures.clone()).collect()
}

/// The figures a model may say back: counts, days and times of what the contact says now. A sum or a bare number of theirs could
/// pass for the price; only the approved words of the plan may repeat it.
fn counted_by_contact(scene: &Scene<'_>) -> Vec<Figure> {
    let words = scene.seat.words();
    let values = scene.hearing.map(|heard| heard.values.as_slice()).unwrap_or_default();
    let is_counted = |figure: &Figure| {
        let holds = |found: &&FoundValue| found.start <= figure.start && figure.end <= found.end;
        let value = values.iter().find(holds).map(|found| found.value.kind());
        figure.currency.is_none() && value.is_some_and(|kind| matches!(kind, "quantity" | "time" | "duration"))
    };
    let approved = writer::write(scene.seat, scene.hearing, &scene.plan.moves).text();
    // An hour of theirs in one form: "9 pm" is 21:00.
    let hours = figures(&in_one_form(&words)).into_iter().filter(|figure| figure.kind == FigureKind::Time);
    figures(&words).into_iter().filter(is_counted).chain(hours).chain(figures(&approved)).collect()
}

/// The figures of what the contact says now and told before.
fn said_by_contact(scene: &Scene<'_>) -> Vec<Figure> {
    let told = scene.seat.conversation.fields.values().flat_map(|told| [told.value.clone(), told.words.clone()]);
    let telling = scene.plan.told.iter().map(|value| value.words.clone());
    told.chain(telling).chain([scene.seat.words()]).flat_map(|text| figures(&text)).collect()
}

/// What is read in each of the facts.
fn facts(script: &Script) -> impl Iterator<Item = Arc<Known>> {
    script.facts.iter().flat_map(|fact| both(&fact.says)).map(known)
}

fn both(wording: &Wording) -> impl Iterator<Item = &str> {
    wording.en.as_deref().into_iter().chain(wording.ru.as_deref())
}
