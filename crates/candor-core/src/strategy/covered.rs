//! How well the script covers what was said: the likeness found by hearing, raised where the turn of the talk makes the
//! meaning plain (an answer to the desk's question, a yes where a step offers something).

use crate::{
    hearing::{HeardKind, Hearing, ToldField, Topic, screen_quickly},
    message::Content,
    moves::Move,
    press::Press,
    reasons::Why,
    script::FieldKind,
    seat::Seat,
};

/// The fit of an answer to the desk's own question.
const ANSWERS_QUESTION_FIT: f64 = 0.95;
/// The fit of a yes, no, greeting or thanks where the script has an obvious place for it.
const PLAIN_REPLY_FIT: f64 = 0.9;

/// Values told by words, a shared phone number or a choice button.
pub(super) fn told(seat: &Seat<'_>, hearing: Option<&Hearing>) -> Vec<ToldField> {
    let mut told = hearing.map(|heard| heard.told.clone()).unwrap_or_default();
    if let Some(Press::Choose { field, option }) = seat.pressed().and_then(Press::read)
        && is_option(seat, &field, &option)
    {
        told.retain(|value| value.field != field);
        told.push(ToldField { field, value: option.clone(), words: option });
    }
    let shared = seat.unanswered.iter().rev().find_map(|incoming| match &incoming.content {
        Content::Phone { number } => Some(number),
        _ => None,
    });
    let phone_field = seat.script.fields.iter().find(|field| field.kind == FieldKind::Phone);
    if let (Some(number), Some(field)) = (shared, phone_field) {
        told.retain(|value| value.field != field.id);
        told.push(ToldField { field: field.id.clone(), value: number.clone(), words: number.clone() });
    }
    told
}

/// The fit and the reasons for it.
pub(super) fn fit(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField]) -> (f64, Vec<Why>) {
    let threshold = seat.script.fit_threshold;
    if !told.is_empty() {
        let fields: Vec<&str> = told.iter().map(|value| value.field.as_str()).collect();
        return (ANSWERS_QUESTION_FIT.max(threshold), vec![Why::new("told_field", fields.join(", "))]);
    }
    let Some(heard) = hearing else { return (threshold, vec![Why::new("no_words", "")]) };
    if heard.fit >= threshold {
        return (heard.fit, vec![Why::new("fit_above_threshold", format!("{:.2}", heard.fit))]);
    }
    let gives_orders = heard.says(HeardKind::Injects);
    let is_plain = |kind| heard.says(kind) && !asks(heard) && !gives_orders;
    let at_step = seat.conversation.step.is_some();
    let plain = [
        (HeardKind::Agrees, at_step),
        (HeardKind::Refuses, at_step),
        (HeardKind::Postpones, true),
        (HeardKind::Greets, true),
        (HeardKind::Thanks, true),
    ];
    if let Some((kind, _)) = plain.into_iter().find(|(kind, has_place)| *has_place && is_plain(*kind)) {
        return (PLAIN_REPLY_FIT.max(threshold), vec![Why::new("plain_reply", kind.word())]);
    }
    let orders = gives_orders.then(|| Why::new("injects", ""));
    let below = Why::new("fit_below_threshold", format!("{:.2}", heard.fit));
    (heard.fit, orders.into_iter().chain([below]).collect())
}

/// Whether nothing in what came can be answered.
pub(super) fn is_unclear(seat: &Seat<'_>, hearing: Option<&Hearing>, was_wordless: bool) -> bool {
    if was_wordless {
        let is_opaque = |content: &Content| matches!(content, Content::Other { .. } | Content::Text { .. });
        return seat.unanswered.iter().any(|incoming| is_opaque(&incoming.content));
    }
    let Some(heard) = hearing else { return false };
    let says_nothing = heard.things.iter().all(|thing| thing.kind == HeardKind::Unclear);
    says_nothing && heard.told.is_empty() && heard.fit < seat.script.fit_threshold
}

/// Whether nothing is asked but whether this is a machine, and the script has no answer of its own to exactly that.
pub(super) fn asks_only_if_bot(seat: &Seat<'_>, heard: &Hearing) -> bool {
    let is_beside = |kind| matches!(kind, HeardKind::AsksIfBot | HeardKind::Greets);
    let is_only = heard.says(HeardKind::AsksIfBot) && heard.things.iter().all(|thing| is_beside(thing.kind));
    let answers_it = |topic: &Topic| match topic {
        Topic::Question(id) => seat
            .script
            .question(id)
            .is_some_and(|question| question.asked_as.all().any(|phrasing| screen_quickly(phrasing).asks_if_bot)),
        Topic::Step(_) | Topic::Fact(_) => false,
    };
    is_only && !heard.topics.first().is_some_and(|(topic, _)| answers_it(topic))
}

/// Whether a question stands beside the rest.
pub(super) fn asks(heard: &Hearing) -> bool {
    heard.things.iter().any(|thing| thing.kind.asks())
}

/// What an objection is met with where the script has no answer to it; nothing if none was heard.
pub(super) fn met_with(heard: &Hearing) -> Option<Move> {
    let about_price = [HeardKind::ObjectsPrice, HeardKind::ObjectsCompetitor, HeardKind::AsksDiscount];
    let met = if about_price.into_iter().any(|kind| heard.says(kind)) {
        Move::HoldPrice
    } else if heard.says(HeardKind::ObjectsTrust) {
        Move::AdmitUnknown
    } else if heard.says(HeardKind::ObjectsNeed) {
        Move::Close { is_postponed: false }
    } else if heard.says(HeardKind::ObjectsTime) {
        Move::Close { is_postponed: true }
    } else if heard.says(HeardKind::Objects) {
        Move::HoldPrice
    } else {
        return None;
    };
    Some(met)
}

fn is_option(seat: &Seat<'_>, field: &str, option: &str) -> bool {
    match seat.script.field(field).map(|field| &field.kind) {
        Some(FieldKind::Choice { options }) => options.iter().any(|known| known.id == option),
        _ => false,
    }
}
