//! Stories of turns and their one commit.

use candor_core::{
    conversation::Holder,
    ids::{ChatId, OperatorId},
    message::Author,
    moment::Moment,
};
use candor_store::{
    CommitError, ContactRow, ConversationChange, Counts, MOST_UNREAD, OperatorClaim, OperatorRow, Role, TurnCommit,
};

use crate::house::{House, answered, at, business, contact, conversation, entry, on_both, row};

on_both! {
    async fn a_turn_is_written_in_one_commit(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        house.hear(&connection, 2, 7).await;
        let seat = house.sit().await;
        assert_eq!(seat.unread.iter().map(|row| row.key.update_id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(seat.unread[0].raw, b"{\"update_id\":1}");
        assert!(seat.conversation.is_none() && seat.contact.is_none() && seat.operator.is_none());
        let known = conversation(&connection, 7);
        let mut turn = answered(&seat);
        turn.changes.contacts.push(contact(7));
        turn.changes.conversations.push(ConversationChange { conversation: known.clone(), expected_version: None });
        turn.changes.timeline.push(entry(&known.id, Author::Contact, "hello"));
        turn.changes.timeline.push(entry(&known.id, Author::Ai, "good day"));
        turn.changes.outbox.push(row(&known, "t1", 0, "good day"));
        turn.changes.outbox.push(row(&known, "t1", 1, "what may I do for you?"));
        let committed = house.commit(turn).await;
        assert_eq!((committed.queued, committed.cancelled, committed.is_ready_again), (2, 0, false));
        let counts = house.store.counts().await.unwrap();
        let expected = Counts {
            inbox_done: 2,
            outbox_ready: 2,
            outbox_oldest_at: Some(at(1)),
            conversations: 1,
            ..Counts::default()
        };
        assert_eq!(counts, expected);
        assert_eq!(house.store.timeline(&known.id, 0, 10).await.unwrap().len(), 2);
        let line = house.store.conversation_line(&known.id).await.unwrap().unwrap();
        assert_eq!((line.conversation.conversation, line.contact), (known, contact(7)));
        assert_eq!(house.store.next_lane_at().await.unwrap(), None);
    }

    async fn a_number_that_was_foretold_and_taken_meanwhile_is_not_written(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        house.hear(&connection, 2, 8).await;
        let seats = [house.sit().await, house.sit().await];
        let turns = seats.map(|seat| {
            let chat = seat.lane.chat.0;
            let mut turn = answered(&seat);
            let change = ConversationChange { conversation: conversation(&connection, chat), expected_version: None };
            turn.changes.contacts.push(contact(chat));
            turn.changes.conversations.push(change);
            turn
        });
        let [mut first, mut second] = turns;
        assert_eq!(house.store.next_conversation_number(&business()).await.unwrap(), 1);
        first.changes.foretold_number = Some(1);
        second.changes.foretold_number = Some(1);
        house.commit(first).await;
        let refused = house.store.commit(second).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        // The lane was given back, and the next turn foretells anew.
        let seat = house.sit().await;
        let chat = seat.lane.chat.0;
        let mut again = answered(&seat);
        let change = ConversationChange { conversation: conversation(&connection, chat), expected_version: None };
        again.changes.contacts.push(contact(chat));
        again.changes.conversations.push(change);
        again.changes.foretold_number = Some(house.store.next_conversation_number(&business()).await.unwrap());
        house.commit(again).await;
        let line = house.store.conversation_line(&conversation(&connection, chat).id).await.unwrap().unwrap();
        assert_eq!(line.number, 2);
    }

    async fn a_commit_after_a_new_input_writes_nothing(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let seat = house.sit().await;
        house.hear(&connection, 2, 7).await;
        let mut turn = answered(&seat);
        turn.changes.contacts.push(contact(7));
        let refused = house.store.commit(turn).await;
        assert!(matches!(refused, Err(CommitError::Superseded)), "{refused:?}");
        assert_eq!(house.store.counts().await.unwrap().inbox_received, 2);
        // The lane was given back: both are answered by the next turn.
        let seat = house.sit().await;
        assert_eq!(seat.unread.len(), 2);
        assert!(seat.contact.is_none());
        house.commit(answered(&seat)).await;
    }

    async fn an_input_between_claim_and_seat_is_answered_by_the_same_turn(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let lane = house.claim().await;
        house.hear(&connection, 2, 7).await;
        let seat = house.store.seat(&lane).await.unwrap().unwrap();
        assert_eq!(seat.unread.len(), 2);
        house.commit(answered(&seat)).await;
    }

    async fn a_take_over_drops_the_turn_in_progress(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["hello"]).await;
        house.hear(&connection, 10, 7).await;
        let theirs = house.sit().await;
        house.hear(&connection, 11, 99).await;
        let operator = house.sit().await;
        let mut take_over = answered(&operator);
        let mut held = known.clone();
        held.holder = Holder::Operator { id: OperatorId::from_unique("o"), name: "Olga".to_owned(), since: at(0) };
        take_over.changes.conversations.push(ConversationChange { conversation: held, expected_version: Some(1) });
        take_over.changes.disturb.push((connection.clone(), ChatId(7)));
        house.commit(take_over).await;
        let late = house.store.commit(answered(&theirs)).await;
        assert!(matches!(late, Err(CommitError::Superseded)), "{late:?}");
        let seat = house.sit().await;
        assert_eq!((seat.lane.chat, seat.conversation.unwrap().version), (ChatId(7), 2));
    }

    async fn a_conversation_changed_meanwhile_is_a_conflict_and_the_turn_is_taken_again(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        house.hear(&connection, 10, 7).await;
        let seat = house.sit().await;
        let mut turn = answered(&seat);
        turn.changes.conversations.push(ConversationChange { conversation: known.clone(), expected_version: Some(2) });
        let refused = house.store.commit(turn).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        let seat = house.sit().await;
        let mut turn = answered(&seat);
        turn.changes.conversations.push(ConversationChange { conversation: known, expected_version: Some(1) });
        house.commit(turn).await;
    }

    async fn one_person_who_writes_to_two_bots_is_one_contact(house: House) {
        let (one, two) = (house.connect_as("one").await, house.connect_as("two").await);
        house.hear(&one, 1, 7).await;
        house.hear(&two, 1, 7).await;
        let (first, second) = (house.sit().await, house.sit().await);
        let mut turn = answered(&first);
        turn.changes.contacts.push(contact(7));
        house.commit(turn).await;
        let mut turn = answered(&second);
        let id = candor_core::ids::ContactId::from_unique("other");
        turn.changes.contacts.push(ContactRow { id, ..contact(7) });
        let refused = house.store.commit(turn).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        let seat = house.sit().await;
        assert_eq!(seat.contact, Some(contact(7)));
    }

    async fn two_new_contacts_at_the_same_moment_do_not_both_win(house: House) {
        let mut wins = 0;
        for number in 0..10 {
            let (one, two) = (house.connect_as("one").await, house.connect_as("two").await);
            house.hear(&one, number, number).await;
            house.hear(&two, number, number).await;
            let mut tasks = Vec::new();
            for name in ["a", "b"] {
                let seat = house.sit().await;
                let mut turn = answered(&seat);
                let id = candor_core::ids::ContactId::from_unique(&format!("{name}{number}"));
                let person = ContactRow { id: id.clone(), ..contact(number) };
                turn.changes.contacts.push(person);
                let mut known = conversation(&seat.lane.connection, number);
                known.contact = id;
                turn.changes.conversations.push(ConversationChange { conversation: known, expected_version: None });
                let store = house.store.clone();
                tasks.push(tokio::spawn(async move { store.commit(turn).await }));
            }
            for task in tasks {
                match task.await.unwrap() {
                    Ok(_) => wins += 1,
                    Err(CommitError::Conflict) => {}
                    Err(other) => panic!("{other}"),
                }
            }
            // Whoever lost is claimed again.
            let seat = house.sit().await;
            assert!(seat.contact.is_some());
            house.commit(answered(&seat)).await;
        }
        assert_eq!(wins, 10);
    }

    async fn a_lane_with_unread_updates_is_ready_again_after_its_commit(house: House) {
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        house.hear(&connection, 2, 7).await;
        let seat = house.sit().await;
        let mut turn = TurnCommit::new(seat.lane.clone(), at(1));
        turn.ticked.push(seat.unread[0].key);
        assert!(house.commit(turn).await.is_ready_again);
        assert_eq!(house.store.next_lane_at().await.unwrap(), Some(at(1)));
    }

    async fn ten_thousand_messages_of_one_chat_are_taken_in_pieces_and_in_order(house: House) {
        let connection = house.connect().await;
        for hundred in 0..100 {
            let updates = (0..100).map(|number| house.update(hundred * 100 + number, 7)).collect();
            house.store.accept(&connection, updates, None, at(hundred), 0).await.unwrap();
        }
        let mut taken = Vec::new();
        loop {
            let lane = house.store.claim_lane(at(1_000), "desk", 60_000).await.unwrap().unwrap();
            let seat = house.store.seat(&lane).await.unwrap().unwrap();
            assert!(i64::try_from(seat.unread.len()).unwrap() <= MOST_UNREAD);
            taken.extend(seat.unread.iter().map(|row| row.key.update_id));
            let committed = house.commit(answered(&seat)).await;
            assert_eq!(committed.is_ready_again, seat.has_more);
            if !committed.is_ready_again {
                break;
            }
        }
        assert_eq!(taken, (0..10_000).collect::<Vec<_>>());
        assert_eq!(house.store.counts().await.unwrap().inbox_done, 10_000);
    }

    async fn an_invitation_is_claimed_once(house: House) {
        let connection = house.connect().await;
        house.store.create_invite(&business(), "hash", Role::Owner, None, at(10_000)).await.unwrap();
        assert!(!house.store.has_operators(&business()).await.unwrap());
        let claim = |chat: i64| OperatorClaim {
            operator: OperatorRow {
                id: OperatorId::from_unique(&chat.to_string()),
                business: business(),
                place: Some((connection.clone(), ChatId(chat))),
                name: "Olga".to_owned(),
                role: Role::Viewer,
                claimed_at: at(1),
                is_on_duty: true,
                language: None,
            },
            code_hash: "hash".to_owned(),
        };
        house.hear(&connection, 1, 7).await;
        house.hear(&connection, 2, 8).await;
        let (first, second) = (house.sit().await, house.sit().await);
        for (seat, chat, is_first) in [(&first, 7, true), (&second, 8, false)] {
            let mut turn = answered(seat);
            turn.changes.claims.push(claim(chat));
            let outcome = house.store.commit(turn).await;
            assert_eq!(outcome.is_ok(), is_first);
            assert_eq!(matches!(outcome, Err(CommitError::InviteSpent)), !is_first);
        }
        let staff = house.store.operators(&business()).await.unwrap();
        // The invitation says what the person may do, not the person.
        assert_eq!(staff, [OperatorRow { role: Role::Owner, ..claim(7).operator }]);
        assert!(house.store.has_operators(&business()).await.unwrap());
        let invite = house.store.invite(&business(), "hash").await.unwrap().unwrap();
        assert!(!invite.is_open(at(2)));
        house.hear(&connection, 3, 7).await;
        let lanes = [house.sit().await, house.sit().await];
        let operator = lanes.iter().find(|seat| seat.lane.chat == ChatId(7)).unwrap().operator.clone();
        assert_eq!(operator.unwrap().name, "Olga");
    }

    async fn an_expired_invitation_cannot_be_claimed(house: House) {
        house.store.create_invite(&business(), "hash", Role::Manager, None, at(0)).await.unwrap();
        let invite = house.store.invite(&business(), "hash").await.unwrap().unwrap();
        assert!(!invite.is_open(at(0)) && invite.is_open(Moment::default()));
        assert_eq!(house.store.invite(&business(), "no such").await.unwrap(), None);
        let again = house.store.create_invite(&business(), "hash", Role::Manager, None, at(0)).await;
        assert!(matches!(again, Err(candor_store::Error::Conflict(_))));
    }
}
