//! Stories of consent: what is asked again in the transaction that starts a send, and what an opt-out reaches.

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    conversation::{Conversation, Holder},
    ids::{ConnectionId, OperatorId, OutboxId},
    outbox::{Delivery, Purpose},
};
use candor_store::{Begun, ConversationChange, DeliveryState};

use crate::house::{House, answered, arrived, at, business, contact, on_both, row};

fn decision(chat: i64, action: ConsentAction) -> ConsentRecord {
    ConsentRecord {
        contact: contact(chat).id, at: at(5), action, method: "words".to_owned(), words: "стоп".to_owned()
    }
}

impl House {
    /// Somebody writes and decides about being written to; returns how many rows were cancelled.
    async fn decide(&self, connection: &ConnectionId, chat: i64, update_id: i64, action: ConsentAction) -> u64 {
        self.hear(connection, update_id, chat).await;
        let mut turn = answered(&self.sit().await);
        turn.changes.consent.push(decision(chat, action));
        self.commit(turn).await.cancelled
    }

    async fn states(&self, conversation: &Conversation) -> Vec<(DeliveryState, Option<String>)> {
        let lines = self.store.delivery_states(&conversation.id).await.unwrap();
        lines.into_iter().map(|line| (line.state, line.reason)).collect()
    }

    async fn begin_row(&self, turn: &str) -> Begun {
        self.store.begin_sending(&OutboxId::from_unique(&format!("{turn}_0")), "desk", at(10)).await.unwrap()
    }
}

on_both! {
    async fn opting_out_cancels_ready_replies_in_every_bot_of_the_business_and_nothing_else(house: House) {
        let (one, two) = (house.connect_as("one").await, house.connect_as("two").await);
        let here = house.answer(&one, 7, "t1", &["a", "b"]).await;
        let there = house.answer(&two, 7, "t2", &["c"]).await;
        let other = house.answer(&one, 8, "t3", &["d"]).await;
        assert!(matches!(house.begin_row("t1").await, Begun::Send { .. }));
        house.hear(&one, 1, 7).await;
        let mut turn = answered(&house.sit().await);
        turn.changes.consent.push(decision(7, ConsentAction::OptedOut));
        let mut receipt = row(&here, "t4", 0, "you will not hear from us again");
        receipt.purpose = Purpose::Notice;
        turn.changes.outbox.push(receipt);
        assert_eq!(house.commit(turn).await.cancelled, 2);
        let cancelled = (DeliveryState::Cancelled, Some("opted_out".to_owned()));
        let ready = (DeliveryState::Ready, None);
        // What is on its way cannot be called back; the receipt is due.
        assert_eq!(house.states(&here).await, [(DeliveryState::Sending, None), cancelled.clone(), ready.clone()]);
        assert_eq!(house.states(&there).await, [cancelled]);
        assert_eq!(house.states(&other).await, [ready]);
        assert!(house.store.is_opted_out(&business(), &contact(7).id).await.unwrap());
        assert!(!house.store.is_opted_out(&business(), &contact(8).id).await.unwrap());
    }

    async fn blocking_silences_and_only_an_explicit_return_undoes_it(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 7, "t1", &["a"]).await;
        assert_eq!(house.decide(&connection, 7, 1, ConsentAction::Blocked).await, 1);
        house.hear(&connection, 2, 7).await;
        let seat = house.sit().await;
        assert!(seat.is_opted_out);
        house.commit(answered(&seat)).await;
        assert_eq!(house.decide(&connection, 7, 3, ConsentAction::OptedIn).await, 0);
        assert!(!house.store.is_opted_out(&business(), &contact(7).id).await.unwrap());
        let ledger = house.store.consent_ledger(&business(), &contact(7).id).await.unwrap();
        assert_eq!(ledger, [decision(7, ConsentAction::Blocked), decision(7, ConsentAction::OptedIn)]);
    }

    async fn an_opt_out_in_one_bot_reaches_a_first_message_to_another(house: House) {
        let (one, two) = (house.connect_as("one").await, house.connect_as("two").await);
        house.answer(&one, 7, "t1", &[]).await;
        house.decide(&one, 7, 1, ConsentAction::OptedOut).await;
        house.hear(&two, 1, 7).await;
        let seat = house.sit().await;
        assert!(seat.conversation.is_none() && seat.is_opted_out);
    }

    async fn a_reply_planned_after_an_opt_out_is_stopped_at_the_gate(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 7, "t1", &[]).await;
        house.decide(&connection, 7, 1, ConsentAction::OptedOut).await;
        let known = house.answer(&connection, 7, "t2", &["a", "b"]).await;
        assert_eq!(house.begin_row("t2").await, Begun::Cancelled { reason: "opted_out".to_owned() });
        let stopped = (DeliveryState::Cancelled, Some("opted_out".to_owned()));
        assert_eq!(house.states(&known).await, [stopped, (DeliveryState::Ready, None)]);
    }

    async fn a_reply_is_not_sent_while_a_person_holds_the_conversation(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["a"]).await;
        house.hear(&connection, 1, 99).await;
        let mut turn = answered(&house.sit().await);
        let mut held = known.clone();
        held.holder = Holder::Operator { id: OperatorId::from_unique("o"), name: "Olga".to_owned(), since: at(0) };
        turn.changes.conversations.push(ConversationChange { conversation: held, expected_version: Some(1) });
        house.commit(turn).await;
        assert_eq!(house.begin_row("t1").await, Begun::Cancelled { reason: "held_by_operator".to_owned() });
    }

    async fn a_due_disclosure_is_put_before_the_words_once_however_often_it_is_tried(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        house.hear(&connection, 1, 7).await;
        let mut turn = answered(&house.sit().await);
        let mut silent = row(&known, "t2", 0, "good day");
        silent.disclosure.is_in_text = false;
        turn.changes.outbox.push(silent);
        house.commit(turn).await;
        for attempt in 1..=3 {
            let Begun::Send { delivery: Delivery::Send { message }, discloses, attempt: counted, .. } =
                house.begin_row("t2").await
            else {
                panic!("the row did not begin")
            };
            assert_eq!(message.text, "An AI assistant is writing.\n\ngood day");
            assert!(discloses);
            assert_eq!(counted, attempt);
            let id = OutboxId::from_unique("t2_0");
            if attempt < 3 {
                house.store.retry_at(&id, at(0), "too_many_requests").await.unwrap();
            } else {
                house.store.mark_sent(&id, arrived(70, discloses), at(11)).await.unwrap();
            }
        }
        let known = house.store.conversation(&known.id).await.unwrap().unwrap().conversation;
        assert_eq!(known.disclosed_at, Some(at(11)));
    }
}
