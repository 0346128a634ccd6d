//! Taking over, giving back, ending and opening again.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::consent::disclosure;

fn at(seconds: i64) -> Moment {
    Moment::from_seconds(1_768_046_400).plus_seconds(seconds)
}

fn conversation(holder: Holder) -> Conversation {
    let script = ScriptRef { name: "s".to_owned(), version: 1 };
    Conversation {
        holder,
        disclosed_at: Some(at(0)),
        last_activity_at: Some(at(0)),
        unclear_in_a_row: 2,
        offered_person: true,
        step: Some("offer".to_owned()),
        ..Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(1),
            ContactId::from_unique("1"),
            script,
            Language::En,
        )
    }
}

fn waiting(reason: &str) -> Conversation {
    conversation(Holder::Waiting { since: at(0), reason: reason.to_owned() })
}

fn vera() -> OperatorId {
    OperatorId::from_unique("vera")
}

#[test]
fn the_reason_of_the_call_survives_the_person_who_came() {
    let held = take_over(&waiting("ready_to_buy"), vera(), "Vera", at(60));
    assert_eq!(held.holder, Holder::Operator { id: vera(), name: "Vera".to_owned(), since: at(60) });
    let passed_on = take_over(&held, OperatorId::from_unique("olga"), "Olga", at(90));
    let back = hand_back(&passed_on, at(120));
    assert_eq!(back.handed_back, Some(HandedBack { at: at(120), reason: "ready_to_buy".to_owned() }));
    assert_eq!((back.holder.clone(), back.called_because.clone()), (Holder::Desk, None));
    assert_eq!((back.unclear_in_a_row, back.offered_person), (0, false));
    assert!(disclosure::is_due(&back, at(121)), "back from a person, the desk says again that it is an AI");
}

#[test]
fn a_conversation_taken_uncalled_comes_back_without_a_reason() {
    let back = hand_back(&take_over(&conversation(Holder::Desk), vera(), "Vera", at(60)), at(120));
    assert_eq!(back.handed_back.unwrap().reason, "");
}

#[test]
fn a_request_that_was_dismissed_counts_as_seen_to() {
    let back = hand_back(&waiting("complained"), at(60));
    assert_eq!((back.holder, back.handed_back.unwrap().reason), (Holder::Desk, "complained".to_owned()));
}

#[test]
fn giving_back_what_the_desk_holds_changes_nothing() {
    let mine = conversation(Holder::Desk);
    assert_eq!(hand_back(&mine, at(60)), mine);
}

#[test]
fn what_was_settled_is_settled_for_a_day() {
    let back = hand_back(&waiting("ready_to_buy"), at(0));
    assert!(back.settled(at(3600)).is_some());
    assert!(back.settled(at(24 * 3600)).is_none());
}

#[test]
fn an_ended_conversation_waits_for_nobody_and_opens_again() {
    let ended = end(&waiting("asked_for_person"), "Vera", at(60));
    assert_eq!(ended.ended, Some(Ended { at: at(60), by: "Vera".to_owned() }));
    assert_eq!(ended.holder, Holder::Desk);
    assert_eq!(ended.disclosed_at, Some(at(0)), "the desk had said it, and nobody else spoke since");
    let held = take_over(&conversation(Holder::Desk), vera(), "Vera", at(60));
    assert_eq!(end(&held, "Vera", at(90)).disclosed_at, None);
    let open = reopen(&ended, at(120));
    assert_eq!((open.ended.clone(), open.last_activity_at), (None, Some(at(120))));
    assert_eq!(reopen(&open, at(180)), open);
}

#[test]
fn what_was_stored_before_these_fields_existed_is_read() {
    let mut stored = serde_json::to_value(waiting("ready_to_buy")).unwrap();
    for field in ["called_because", "handed_back", "ended", "offered_person"] {
        stored.as_object_mut().unwrap().remove(field).unwrap();
    }
    let read: Conversation = serde_json::from_value(stored).unwrap();
    assert_eq!(read, Conversation { offered_person: false, ..waiting("ready_to_buy") });
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Take,
    GiveBack,
    End,
    Reopen,
}

proptest! {
    /// Whatever the staff does in whatever order, nothing told is lost and the desk never comes back undisclosed.
    #[test]
    fn staff_never_loses_what_is_known_nor_hides_the_ai(
        acts in proptest::collection::vec(prop_oneof![Just(Act::Take), Just(Act::GiveBack), Just(Act::End), Just(Act::Reopen)], 1..30)
    ) {
        let first = waiting("ready_to_buy");
        let mut known = first.clone();
        let mut has_person_spoken = false;
        for (seconds, act) in (1_i64..).zip(acts) {
            known = match act {
                Act::Take => take_over(&known, vera(), "Vera", at(seconds)),
                Act::GiveBack => hand_back(&known, at(seconds)),
                Act::End => end(&known, "Vera", at(seconds)),
                Act::Reopen => reopen(&known, at(seconds)),
            };
            has_person_spoken |= matches!(known.holder, Holder::Operator { .. });
            prop_assert_eq!(&known.fields, &first.fields);
            prop_assert_eq!(&known.step, &first.step);
            prop_assert!(known.ended.is_none() || known.holder == Holder::Desk);
            prop_assert!(!has_person_spoken || disclosure::is_due(&known, at(seconds)));
        }
    }
}
