//! What happened to a conversation between two of its states. Pure, so that one and the same change is told alike by every door.

use serde_json::{Value, json};

use super::{Event, EventKind, Place, with};
use crate::{
    conversation::{Conversation, Holder},
    moment::Moment,
};

/// A conversation that was changed.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What it was; `None` if it is new.
    pub before: Option<&'a Conversation>,
    /// What it became.
    pub after: &'a Conversation,
    /// Its number within the business.
    pub number: i64,
    /// Its version after the change.
    pub version: i64,
    /// When.
    pub at: Moment,
}

/// What happened, in the order in which it is told.
pub fn happened(told: Change<'_>) -> Vec<Event> {
    let Change { before, after, .. } = told;
    let mut events = Vec::new();
    let mut tell = |kind, more| events.push(event(told, kind, more));
    if before.is_none() {
        tell(EventKind::ConversationBegun, json!({}));
    }
    let was_ended = before.is_some_and(|before| before.ended.is_some());
    if was_ended && after.ended.is_none() {
        tell(EventKind::ConversationReopened, json!({}));
    }
    if let Some(more) = lead_change(before, after) {
        tell(EventKind::LeadChanged, more);
    }
    let holder_before = before.map_or(&Holder::Desk, |before| &before.holder);
    match (holder_before, &after.holder) {
        (Holder::Waiting { .. }, Holder::Waiting { .. }) | (Holder::Desk, Holder::Desk) => {}
        (_, Holder::Waiting { reason, .. }) => tell(EventKind::ConversationWaiting, json!({ "reason": reason })),
        (Holder::Operator { id: was, .. }, Holder::Operator { id, .. }) if was == id => {}
        (_, Holder::Operator { id, .. }) => tell(EventKind::ConversationTaken, json!({ "operator": id })),
        // Whoever ends a conversation holds it no more; that is told as its end.
        (_, Holder::Desk) if after.ended.is_some() => {}
        (_, Holder::Desk) => tell(EventKind::ConversationGivenBack, json!({})),
    }
    if !was_ended && after.ended.is_some() {
        tell(EventKind::ConversationEnded, json!({}));
    }
    events
}

/// What changed of the lead, by name: the names of fields are the script's, their values the contact's.
fn lead_change(before: Option<&Conversation>, after: &Conversation) -> Option<Value> {
    let value = |known: Option<&Conversation>, field: &str| {
        known.and_then(|known| known.fields.get(field)).map(|told| told.value.clone())
    };
    let before_fields = before.into_iter().flat_map(|before| before.fields.keys());
    let mut fields: Vec<&String> = before_fields.chain(after.fields.keys()).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|field| value(before, field) != value(Some(after), field));
    let outcome_before = before.and_then(|before| before.lead.outcome_word());
    let outcome = after.lead.outcome_word();
    let no_tags = Vec::new();
    let has_other_tags = before.map_or(&no_tags, |before| &before.lead.tags) != &after.lead.tags;
    if fields.is_empty() && outcome == outcome_before && !has_other_tags {
        return None;
    }
    Some(json!({
        "fields_changed": fields, "outcome": outcome, "outcome_before": outcome_before, "tags_changed": has_other_tags,
    }))
}

fn event(told: Change<'_>, kind: EventKind, more: Value) -> Event {
    let Change { after, number, version, at, .. } = told;
    let place = Place { conversation: &after.id, number, connection: &after.connection };
    let state = json!({
        "version": version,
        "contact": after.contact,
        "script": { "name": after.script.name, "version": after.script.version },
        "step": after.step,
        "holder": after.holder.column(),
    });
    let data = with(with(place.data(), state), more);
    Event { kind, at, mark: format!("{} {version}", after.id), data }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        conversation::{ScriptRef, end, hand_back, reopen, take_over},
        ids::{ChatId, ConnectionId, ContactId, ConversationId, OperatorId},
        language::Language,
        lead::LeadOutcome,
    };

    const NOW: Moment = Moment::from_millis(1_768_046_400_000);

    fn begun() -> Conversation {
        Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(5_550_123),
            ContactId::from_unique("1"),
            ScriptRef { name: "shop".to_owned(), version: 3 },
            Language::En,
        )
    }

    fn words(before: Option<&Conversation>, after: &Conversation) -> Vec<&'static str> {
        let told = Change { before, after, number: 7, version: 2, at: NOW };
        happened(told).into_iter().map(|event| event.kind.word()).collect()
    }

    fn waiting(conversation: &Conversation) -> Conversation {
        let holder = Holder::Waiting { since: NOW, reason: "asked".to_owned() };
        Conversation { holder, ..conversation.clone() }
    }

    #[test]
    fn a_conversation_is_told_from_its_beginning_to_its_end() {
        let new = begun();
        assert_eq!(words(None, &new), ["conversation.begun"]);
        assert_eq!(words(Some(&new), &new), [""; 0]);
        let waits = waiting(&new);
        assert_eq!(words(Some(&new), &waits), ["conversation.waiting"]);
        let taken = take_over(&waits, OperatorId::from_unique("vera"), "Vera", NOW);
        assert_eq!(words(Some(&waits), &taken), ["conversation.taken"]);
        assert_eq!(words(Some(&taken), &taken), [""; 0]);
        let by_other = take_over(&taken, OperatorId::from_unique("oleg"), "Oleg", NOW);
        assert_eq!(words(Some(&taken), &by_other), ["conversation.taken"]);
        assert_eq!(words(Some(&taken), &hand_back(&taken, NOW)), ["conversation.given_back"]);
        let ended = end(&taken, "Vera", NOW);
        assert_eq!(words(Some(&taken), &ended), ["conversation.ended"]);
        assert_eq!(words(Some(&ended), &reopen(&ended, NOW)), ["conversation.reopened"]);
        let called = waiting(&reopen(&ended, NOW));
        assert_eq!(words(Some(&ended), &called), ["conversation.reopened", "conversation.waiting"]);
    }

    #[test]
    fn a_lead_is_told_by_the_names_of_its_fields_and_its_outcome() {
        let known = begun().with_field("phone", "+7 916 555-01-23", "Vera", NOW);
        let told = Change { before: Some(&begun()), after: &known, number: 7, version: 2, at: NOW };
        let events = happened(told);
        assert_eq!(events[0].data["fields_changed"], json!(["phone"]));
        assert_eq!(words(Some(&known), &known.clone().with_field("phone", "", "Vera", NOW)), ["lead.changed"]);
        let won =
            known.clone().with_outcome(Some(LeadOutcome::Qualified), "canary", "Vera", NOW).with_tag("canary", true);
        let told = Change { before: Some(&known), after: &won, ..told };
        let data = &happened(told)[0].data;
        assert_eq!((&data["outcome"], &data["outcome_before"]), (&json!("qualified"), &Value::Null));
        assert_eq!(data["tags_changed"], json!(true));
        assert_eq!(
            words(Some(&won), &won.clone().with_note("canary", "Vera", NOW)),
            [""; 0],
            "notes are the staff's own"
        );
    }

    #[test]
    fn nothing_personal_is_in_any_account() {
        let mut after = begun().with_field("phone", "canary", "canary", NOW).with_tag("canary", true);
        after.lead.decided = None;
        after = after.with_outcome(Some(LeadOutcome::Lost), "canary", "canary", NOW).with_note("canary", "canary", NOW);
        after.said.push("canary".to_owned());
        after.source = Some("canary".to_owned());
        after = take_over(&after, OperatorId::from_unique("1"), "canary", NOW);
        for event in happened(Change { before: None, after: &after, number: 7, version: 2, at: NOW }) {
            let body = event.body();
            assert!(!body.contains("canary") && !body.contains("5550123"), "{body}");
            assert!(body.contains(r#""number":7"#) && body.contains(r#""version":2"#), "{body}");
        }
    }
}
