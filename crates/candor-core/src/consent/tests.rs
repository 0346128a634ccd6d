//! What the last gate lets out, over simulated histories.

#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use super::{Gate, GateView, disclosure, gate};
use crate::{
    conversation::{Conversation, Holder, ScriptRef},
    ids::{ChatId, ConnectionId, ContactId, ConversationId, OperatorId},
    language::Language,
    message::{Author, MAX_TEXT_CHARS, Outgoing},
    moment::Moment,
    outbox::{Delivery, Disclosure, Purpose},
};

const WORDS: &str = "I'm an AI.";

fn conversation() -> Conversation {
    Conversation::begin(
        ConversationId::from_unique("1"),
        ConnectionId::from_unique("1"),
        ChatId(1),
        ContactId::from_unique("1"),
        ScriptRef { name: "s".to_owned(), version: 1 },
        Language::En,
    )
}

fn ask(conversation: &Conversation, purpose: Purpose, text: &str, is_opted_out: bool, now: Moment) -> Gate {
    let delivery = Delivery::Send { message: Outgoing::plain(text) };
    let disclosure = Disclosure { is_in_text: false, words: WORDS.to_owned() };
    gate(&GateView {
        purpose,
        author: &Author::Ai,
        delivery: &delivery,
        disclosure: &disclosure,
        conversation: Some(conversation),
        is_opted_out,
        now,
    })
}

/// What happens next.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// The contact writes and the desk's answer arrives.
    Answered,
    /// The contact writes and the desk's answer is lost on the way.
    Lost,
    /// A person takes over and gives back.
    PersonAnswered,
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let hours = prop_oneof![0_i64..3, 20_i64..30, 40_i64..200];
    let event = prop_oneof![Just(Event::Answered), Just(Event::Lost), Just(Event::PersonAnswered)];
    proptest::collection::vec((hours, event), 1..40)
}

proptest! {
    /// H1: nothing of the desk arrives undisclosed at first, after a day of silence, or after a person.
    #[test]
    fn no_message_arrives_undisclosed_when_disclosure_is_due(history in events()) {
        let mut known = conversation();
        let mut now = Moment::from_seconds(1_768_046_400);
        // The truth, counted apart from the code: has anything that discloses arrived since it was last due?
        let (mut is_told, mut last_word) = (false, now);
        for (hours, event) in history {
            now = now.plus_seconds(hours * 3600);
            if now.millis_since(last_word) >= disclosure::SILENCE_MILLIS {
                is_told = false;
            }
            last_word = now;
            if let Event::PersonAnswered = event {
                is_told = false;
                known.disclosed_at = None;
                known.last_activity_at = Some(now);
                continue;
            }
            if disclosure::is_due(&known, now) {
                known.disclosed_at = None;
            }
            known.last_activity_at = Some(now);
            let Gate::Send { delivery, discloses } = ask(&known, Purpose::Reply, "Roses.", false, now) else {
                panic!("the gate stopped an answer");
            };
            if let Event::Answered = event {
                let starts = delivery.message().unwrap().text.starts_with(WORDS);
                prop_assert_eq!(starts, discloses);
                prop_assert!(is_told || starts, "undisclosed at {}", now);
                is_told = true;
                if discloses {
                    known.disclosed_at = Some(now);
                }
            }
        }
    }
}

#[test]
fn a_reply_to_somebody_who_opted_out_never_leaves_but_a_receipt_does() {
    let now = Moment::from_millis(1);
    assert_eq!(ask(&conversation(), Purpose::Reply, "Roses.", true, now), Gate::Cancel { reason: "opted_out" });
    assert_eq!(ask(&conversation(), Purpose::Relay, "Roses.", true, now), Gate::Cancel { reason: "opted_out" });
    assert!(matches!(ask(&conversation(), Purpose::Notice, "Done.", true, now), Gate::Send { .. }));
}

#[test]
fn nothing_of_the_desk_leaves_while_a_person_holds_the_conversation() {
    let now = Moment::from_millis(1);
    let mut held = conversation();
    held.holder = Holder::Operator { id: OperatorId::from_unique("1"), name: "Vera".to_owned(), since: now };
    for purpose in [Purpose::Reply, Purpose::Notice] {
        assert_eq!(ask(&held, purpose, "Roses.", false, now), Gate::Cancel { reason: "held_by_operator" });
    }
}

#[test]
fn a_message_with_no_room_for_a_disclosure_that_is_due_is_refused() {
    let text = "a".repeat(MAX_TEXT_CHARS);
    let refused = ask(&conversation(), Purpose::Reply, &text, false, Moment::from_millis(1));
    assert_eq!(refused, Gate::Cancel { reason: "disclosure_due" });
}
