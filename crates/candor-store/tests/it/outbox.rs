//! Stories of sending.

use candor_core::{
    consent::Permit,
    conversation::Conversation,
    ids::{ChatId, ConnectionId, MessageId, OperatorId, OutboxId},
    message::Author,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
};
use candor_store::{Begun, CommitError, ConversationChange, DeliveryState, Recovered, Settlement};

use crate::house::{House, answered, arrived, at, on_both, row, said};

fn id(turn: &str, seq: i64) -> OutboxId {
    OutboxId::from_unique(&format!("{turn}_{seq}"))
}

impl House {
    /// The rows that may leave now.
    async fn due(&self) -> Vec<OutboxId> {
        self.due_at(10).await
    }

    async fn due_at(&self, millis: i64) -> Vec<OutboxId> {
        self.store.due_outgoing(at(millis), 100, &[]).await.unwrap().into_iter().map(|row| row.id).collect()
    }

    async fn begin(&self, id: &OutboxId) -> Begun {
        self.store.begin_sending(id, "desk", at(10)).await.unwrap()
    }

    async fn send(&self, id: &OutboxId, message_id: i64) {
        let Begun::Send { discloses, .. } = self.begin(id).await else { panic!("{id} did not begin") };
        self.store.mark_sent(id, arrived(message_id, discloses), at(11)).await.unwrap();
    }

    async fn state(&self, conversation: &Conversation, id: &OutboxId) -> DeliveryState {
        let lines = self.store.delivery_states(&conversation.id).await.unwrap();
        lines.into_iter().find(|line| line.id == *id).unwrap().state
    }

    /// An answer of one row, changed before it is committed.
    async fn answer_with(&self, connection: &ConnectionId, turn: &str, change: fn(&mut OutboxRow)) -> Conversation {
        let known = self.answer(connection, 7, &format!("before {turn}"), &[]).await;
        self.hear(connection, 1_000_000_000, 7).await;
        let seat = self.sit().await;
        let mut commit = answered(&seat);
        let mut only = row(&known, turn, 0, "good day");
        change(&mut only);
        commit.changes.outbox.push(only);
        self.commit(commit).await;
        known
    }
}

on_both! {
    async fn a_chat_sees_its_messages_in_order_and_chats_do_not_wait_for_each_other(house: House) {
        let connection = house.connect().await;
        house.answer(&connection, 7, "t1", &["one", "two"]).await;
        house.answer(&connection, 8, "t2", &["three"]).await;
        assert_eq!(house.due().await, [id("t1", 0), id("t2", 0)]);
        assert_eq!(house.begin(&id("t1", 1)).await, Begun::NotMine);
        assert!(matches!(house.begin(&id("t1", 0)).await, Begun::Send { attempt: 1, .. }));
        assert_eq!(house.due().await, [id("t2", 0)]);
        assert_eq!(house.begin(&id("t1", 0)).await, Begun::NotMine);
        house.store.mark_sent(&id("t1", 0), arrived(70, false), at(11)).await.unwrap();
        assert_eq!(house.due().await, [id("t1", 1), id("t2", 0)]);
        house.send(&id("t1", 1), 71).await;
        house.send(&id("t2", 0), 80).await;
        assert_eq!(house.due().await, []);
        assert_eq!(house.store.next_outgoing_at().await.unwrap(), None);
    }

    async fn busy_lanes_are_passed_over_and_the_limit_counts_only_others(house: House) {
        let connection = house.connect().await;
        for chat in 1..=80 {
            house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await;
        }
        let busy: Vec<_> = (1..=70).map(|chat| (connection.clone(), ChatId(chat))).collect();
        let due = house.store.due_outgoing(at(10), 3, &busy).await.unwrap();
        assert_eq!(due.iter().map(|row| row.chat.0).collect::<Vec<_>>(), [71, 72, 73]);
        assert_eq!(house.due().await.len(), 80);
    }

    async fn a_row_put_off_holds_its_lane_until_its_time(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one", "two"]).await;
        house.begin(&id("t1", 0)).await;
        house.store.retry_at(&id("t1", 0), at(5_000), "too_many_requests").await.unwrap();
        assert_eq!(house.due_at(4_999).await, []);
        assert_eq!(house.store.next_outgoing_at().await.unwrap(), Some(at(5_000)));
        assert_eq!(house.due_at(5_000).await, [id("t1", 0)]);
        let line = &house.store.delivery_states(&known.id).await.unwrap()[0];
        assert_eq!((line.attempts, line.reason.as_deref()), (1, Some("too_many_requests")));
        assert!(matches!(house.begin(&id("t1", 0)).await, Begun::Send { attempt: 2, .. }));
    }

    async fn of_many_senders_one_gets_a_row(house: House) {
        let connection = house.connect().await;
        for number in 0..20 {
            let turn = format!("t{number}");
            house.answer(&connection, number, &turn, &["hello"]).await;
            let senders: Vec<_> = (0..6)
                .map(|sender| {
                    let (store, id) = (house.store.clone(), id(&turn, 0));
                    tokio::spawn(async move { store.begin_sending(&id, &format!("s{sender}"), at(10)).await.unwrap() })
                })
                .collect();
            let mut winners = 0;
            for sender in senders {
                winners += i32::from(matches!(sender.await.unwrap(), Begun::Send { .. }));
            }
            assert_eq!(winners, 1);
        }
    }

    async fn a_row_of_unknown_fate_is_kept_and_does_not_hold_its_lane(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one", "two", "three"]).await;
        house.begin(&id("t1", 0)).await;
        house.store.mark_uncertain(&id("t1", 0), "timed out", None, at(11)).await.unwrap();
        assert_eq!(house.store.list_uncertain().await.unwrap()[0].id, id("t1", 0));
        assert_eq!(house.store.counts().await.unwrap().outbox_uncertain, 1);
        assert_eq!(house.due().await, [id("t1", 1)]);
        // Sent again by a person's decision, it goes when nothing else in the chat is on its way.
        house.begin(&id("t1", 1)).await;
        assert!(house.store.settle_uncertain(&id("t1", 0), Settlement::Resend, at(12)).await.unwrap());
        assert_eq!(house.due_at(12).await, []);
        assert_eq!(house.begin(&id("t1", 0)).await, Begun::NotMine);
        house.store.mark_failed(&id("t1", 1), "rejected_400", None, at(12)).await.unwrap();
        assert_eq!(house.due_at(12).await, [id("t1", 0)]);
        assert_eq!(house.state(&known, &id("t1", 1)).await, DeliveryState::Failed);
        assert!(!house.store.settle_uncertain(&id("t1", 0), Settlement::GiveUp, at(12)).await.unwrap());
    }

    async fn a_row_of_unknown_fate_is_settled_by_what_was_found_out(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one", "two"]).await;
        for seq in 0..2 {
            house.begin(&id("t1", seq)).await;
            house.store.mark_uncertain(&id("t1", seq), "timed out", None, at(11)).await.unwrap();
        }
        let sent = Settlement::Sent { message_id: Some(MessageId(70)) };
        assert!(house.store.settle_uncertain(&id("t1", 0), sent, at(12)).await.unwrap());
        assert!(house.store.settle_uncertain(&id("t1", 1), Settlement::GiveUp, at(12)).await.unwrap());
        assert_eq!(house.state(&known, &id("t1", 0)).await, DeliveryState::Sent);
        assert_eq!(house.state(&known, &id("t1", 1)).await, DeliveryState::Failed);
        let known = house.store.conversation(&known.id).await.unwrap().unwrap().conversation;
        assert_eq!(known.disclosed_at, Some(at(12)));
    }

    async fn what_is_the_same_done_twice_is_never_uncertain(house: House) {
        let connection = house.connect().await;
        let known = house
            .answer_with(&connection, "t1", |row| {
                row.delivery = Delivery::AnswerButton { query_id: "q".to_owned(), text: None };
            })
            .await;
        house.begin(&id("t1", 0)).await;
        house.store.mark_uncertain(&id("t1", 0), "timed out", None, at(11)).await.unwrap();
        assert_eq!(house.state(&known, &id("t1", 0)).await, DeliveryState::Ready);
        assert_eq!(house.due().await, []);
        assert_eq!(house.due_at(5_000).await, [id("t1", 0)]);
    }

    async fn a_dead_senders_rows_are_uncertain_unless_doing_them_twice_is_harmless(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one"]).await;
        let edit = house
            .answer_with(&connection, "t2", |row| {
                row.chat = ChatId(8);
                row.delivery = Delivery::Edit { message_id: MessageId(1), message: said("x").message().unwrap().clone() };
            })
            .await;
        let alive = house.answer(&connection, 9, "t3", &["three"]).await;
        house.hear(&connection, 1, 10).await;
        house.claim().await;
        house.store.heartbeat("desk", at(0)).await.unwrap();
        house.begin(&id("t1", 0)).await;
        house.begin(&id("t2", 0)).await;
        house.store.begin_sending(&id("t3", 0), "new desk", at(10)).await.unwrap();
        let found = house.store.recover("new desk", at(60_000), at(30_000)).await.unwrap();
        assert_eq!(found, Recovered { resent: 1, uncertain: 1, lanes: 1 });
        assert_eq!(house.state(&known, &id("t1", 0)).await, DeliveryState::Uncertain);
        assert_eq!(house.state(&edit, &id("t2", 0)).await, DeliveryState::Ready);
        assert_eq!(house.state(&alive, &id("t3", 0)).await, DeliveryState::Sending);
        assert!(house.store.claim_lane(at(1), "new desk", 1).await.unwrap().is_some());
        assert_eq!(house.store.recover("new desk", at(60_000), at(30_000)).await.unwrap(), Recovered::default());
    }

    async fn another_worker_that_lives_keeps_its_rows_where_workers_share_a_database(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one"]).await;
        house.begin(&id("t1", 0)).await;
        house.store.heartbeat("desk", at(40_000)).await.unwrap();
        house.store.recover("new desk", at(60_000), at(30_000)).await.unwrap();
        let expected = match house.kind {
            crate::house::Kind::Postgres => DeliveryState::Sending,
            // The file admits one desk, so the other one is gone, whatever it said last.
            crate::house::Kind::Sqlite => DeliveryState::Uncertain,
        };
        assert_eq!(house.state(&known, &id("t1", 0)).await, expected);
    }

    async fn a_message_that_says_it_is_an_ai_is_remembered_and_others_disturb_no_turn(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["I am an AI assistant", "more"]).await;
        house.send(&id("t1", 0), 70).await;
        let told = house.store.conversation(&known.id).await.unwrap().unwrap();
        assert_eq!((told.conversation.disclosed_at, told.version), (Some(at(11)), 2));
        let plain = house.answer(&connection, 7, "t2", &[]).await;
        house.hear(&connection, 1, 7).await;
        let seat = house.sit().await;
        let mut turn = answered(&seat);
        let mut quiet = row(&plain, "t3", 0, "and more");
        quiet.disclosure.is_in_text = false;
        turn.changes.outbox.push(quiet);
        house.commit(turn).await;
        house.send(&id("t1", 1), 71).await;
        // This one does not say it, and a turn that read the conversation before is not disturbed by it.
        house.hear(&connection, 2, 7).await;
        let seat = house.sit().await;
        house.send(&id("t3", 0), 72).await;
        let before = seat.conversation.clone().unwrap();
        let mut turn = answered(&seat);
        let change = ConversationChange { conversation: before.conversation, expected_version: Some(before.version) };
        turn.changes.conversations.push(change);
        house.commit(turn).await;
        let after = house.store.conversation(&known.id).await.unwrap().unwrap().conversation;
        assert_eq!(after.last_activity_at, Some(at(11)));
    }

    async fn a_turn_that_missed_a_disclosure_is_taken_again(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["I am an AI assistant"]).await;
        house.hear(&connection, 1, 7).await;
        let seat = house.sit().await;
        house.send(&id("t1", 0), 70).await;
        let mut turn = answered(&seat);
        turn.changes.conversations.push(ConversationChange { conversation: known, expected_version: Some(1) });
        assert!(matches!(house.store.commit(turn).await, Err(CommitError::Conflict)));
        assert_eq!(house.sit().await.conversation.unwrap().conversation.disclosed_at, Some(at(11)));
    }

    async fn marking_twice_is_harmless_and_what_is_settled_stays_settled(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one"]).await;
        house.send(&id("t1", 0), 70).await;
        house.store.mark_sent(&id("t1", 0), arrived(99, true), at(20)).await.unwrap();
        house.store.retry_at(&id("t1", 0), at(0), "late").await.unwrap();
        house.store.mark_uncertain(&id("t1", 0), "late", None, at(20)).await.unwrap();
        house.store.mark_failed(&id("t1", 0), "late", None, at(20)).await.unwrap();
        let line = &house.store.delivery_states(&known.id).await.unwrap()[0];
        assert_eq!((line.state, line.message_id, line.settled_at), (DeliveryState::Sent, Some(MessageId(70)), Some(at(11))));
    }

    async fn a_sent_message_leads_back_to_its_conversation(house: House) {
        let connection = house.connect().await;
        let known = house
            .answer_with(&connection, "t1", |row| {
                row.chat = ChatId(99);
                row.purpose = Purpose::Staff;
                row.permit = Permit::to_staff(&OperatorId::from_unique("1"));
                row.author = Author::System;
                row.disclosure = Disclosure::default();
            })
            .await;
        house.send(&id("t1", 0), 500).await;
        let sent = house.store.message_of(&connection, ChatId(99), MessageId(500)).await.unwrap().unwrap();
        assert_eq!((sent.id, sent.conversation, sent.purpose), (id("t1", 0), Some(known.id.clone()), Purpose::Staff));
        assert_eq!(house.store.message_of(&connection, ChatId(7), MessageId(500)).await.unwrap(), None);
        // What went to the staff is not something said to the contact.
        let known = house.store.conversation(&known.id).await.unwrap().unwrap().conversation;
        assert_eq!((known.disclosed_at, known.last_activity_at), (None, None));
    }

    async fn late_news_of_arrival_settles_a_row_of_unknown_fate(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one"]).await;
        house.begin(&id("t1", 0)).await;
        house.store.mark_uncertain(&id("t1", 0), "timed out", None, at(11)).await.unwrap();
        house.store.mark_sent(&id("t1", 0), arrived(70, true), at(12)).await.unwrap();
        assert_eq!(house.state(&known, &id("t1", 0)).await, DeliveryState::Sent);
    }

    async fn a_turn_cannot_put_the_same_row_twice(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["one"]).await;
        house.hear(&connection, 1, 7).await;
        let seat = house.sit().await;
        let mut turn = answered(&seat);
        let mut again = row(&known, "t1", 0, "one");
        again.id = OutboxId::from_unique("another");
        turn.changes.outbox.push(again);
        assert!(matches!(house.store.commit(turn).await, Err(CommitError::Conflict)));
        assert_eq!(house.store.counts().await.unwrap().outbox_ready, 1);
        // A turn that collides with itself is not taken for ever.
        assert_eq!(house.claim().await.attempts, 1);
    }
}
