//! Stories of webhooks: what is told is written with what happened, one delivery at a time goes to each, and none is lost.

use std::collections::BTreeSet;

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    conversation::take_over,
    event::Event,
    ids::{DeliveryId, OperatorId, WebhookId},
    message::Author,
    webhook::{Wanted, schedule::Trouble},
};
use candor_store::{
    Changes, CommitError, ConversationChange, DeliveryEnd, DeliveryFate, DeliveryTry, DueDelivery, Error, Lapses,
    Replay, Secret, SwitchedOff, WebhookChange, WebhookDelivery,
};

use crate::house::{House, answered, arrived, at, business, contact, conversation, entry, on_both, row};

const LEASE: i64 = 45_000;

impl House {
    async fn hook(&self, name: &str, kinds: &str) -> WebhookId {
        let id = WebhookId::from_unique(name);
        self.change_hook(WebhookChange::Made {
            id: id.clone(),
            address: Secret::new(format!("https://{name}.example.org/hook")),
            secret: Secret::new(format!("secret of {name}")),
            wanted: Wanted::read(kinds).unwrap(),
            note: String::new(),
        })
        .await
        .unwrap();
        id
    }

    async fn change_hook(&self, change: WebhookChange) -> Result<(), CommitError> {
        let changes = Changes { webhooks: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, at(0)).await.map(drop)
    }

    async fn switch_hook(&self, id: &WebhookId, is_on: bool) {
        let version = self.store.webhook(&business(), id).await.unwrap().unwrap().version;
        self.change_hook(WebhookChange::Switched { id: id.clone(), version, is_on }).await.unwrap();
    }

    async fn ping_hook(&self, id: &WebhookId, mark: &str, millis: i64) {
        let pings = vec![(id.clone(), Event::ping(mark, at(millis)))];
        self.store.apply(&business(), Changes { pings, ..Changes::default() }, at(millis)).await.unwrap();
    }

    async fn replay_hook(&self, replay: Replay, millis: i64) {
        let changes = Changes { replays: vec![replay], ..Changes::default() };
        self.store.apply(&business(), changes, at(millis)).await.unwrap();
    }

    /// Everything written for a webhook, oldest first.
    async fn log_of(&self, id: &WebhookId) -> Vec<WebhookDelivery> {
        let mut log = self.store.webhook_deliveries((&business(), id), None, None, 1_000).await.unwrap();
        log.reverse();
        log
    }

    async fn kinds_of(&self, id: &WebhookId) -> Vec<&'static str> {
        self.log_of(id).await.iter().map(|delivery| delivery.kind.word()).collect()
    }

    async fn take_delivery(&self, millis: i64) -> Option<DueDelivery> {
        self.store.claim_delivery(at(millis), LEASE).await.unwrap()
    }

    async fn settle_delivery(&self, due: &DueDelivery, end: DeliveryEnd, millis: i64) -> bool {
        self.store.settle_delivery(due, tried(end), None, at(millis)).await.unwrap()
    }
}

fn tried(end: DeliveryEnd) -> DeliveryTry {
    let is_there = end == DeliveryEnd::Delivered;
    DeliveryTry { status: is_there.then_some(204), trouble: (!is_there).then_some(Trouble::TimedOut), millis: 7, end }
}

on_both! {
    async fn what_happens_is_told_to_every_webhook_that_wants_it(house: House) {
        let (all, leads, off) =
            (house.hook("all", "*").await, house.hook("leads", "lead.changed").await, house.hook("off", "*").await);
        house.switch_hook(&off, false).await;
        let connection = house.connect().await;
        house.hear(&connection, 1, 7).await;
        let mut turn = answered(&house.sit().await);
        let known = conversation(&connection, 7).with_field("phone", "+7 916 555-01-23", "x", at(1));
        turn.changes.contacts.push(contact(7));
        turn.changes.timeline.push(entry(&known.id, Author::Contact, "canary"));
        turn.changes.timeline.push(entry(&known.id, Author::Ai, "canary"));
        turn.changes.outbox.push(row(&known, "t1", 0, "canary"));
        turn.changes.conversations.push(ConversationChange { conversation: known.clone(), expected_version: None });
        house.commit(turn).await;
        assert_eq!(house.kinds_of(&all).await, ["conversation.begun", "lead.changed", "message.received"]);
        let due = house.store.due_outgoing(at(9), 1, &[]).await.unwrap().remove(0);
        house.store.begin_sending(&due.id, "desk", at(9)).await.unwrap();
        house.store.mark_sent(&due.id, arrived(11, true), at(9)).await.unwrap();
        house.store.mark_sent(&due.id, arrived(11, true), at(9)).await.unwrap();
        let taken = take_over(&known, OperatorId::from_unique("vera"), "Vera", at(10));
        let version = house.store.conversation(&known.id).await.unwrap().unwrap().version;
        let changes = Changes {
            conversations: vec![ConversationChange { conversation: taken, expected_version: Some(version) }],
            consent: vec![ConsentRecord {
                contact: contact(7).id,
                at: at(10),
                action: ConsentAction::OptedOut,
                method: "words".to_owned(),
                words: "canary".to_owned(),
            }],
            ..Changes::default()
        };
        house.store.apply(&business(), changes, at(10)).await.unwrap();
        let expected = [
            "conversation.begun", "lead.changed", "message.received", "message.sent", "conversation.taken",
            "contact.opted_out",
        ];
        assert_eq!(house.kinds_of(&all).await, expected);
        assert_eq!(house.kinds_of(&leads).await, ["lead.changed"]);
        assert_eq!(house.kinds_of(&off).await, [""; 0]);
        let log = house.log_of(&all).await;
        for delivery in &log {
            for personal in ["canary", "555", "Anna", "Vera"] {
                assert!(!delivery.body.contains(personal), "{}", delivery.body);
            }
        }
        assert!(log[3].body.contains(r#""author":"ai""#) && log[3].body.contains(r#""number":1"#), "{}", log[3].body);
        assert!(log[2].body.contains(r#""line":1"#), "{}", log[2].body);
        let ids: BTreeSet<&DeliveryId> = log.iter().map(|delivery| &delivery.id).collect();
        assert_eq!(ids.len(), log.len());
    }

    async fn what_was_not_committed_is_told_to_nobody(house: House) {
        let hook = house.hook("all", "*").await;
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        let before = house.kinds_of(&hook).await;
        let change = ConversationChange { conversation: known, expected_version: Some(41) };
        let changes = Changes { conversations: vec![change], ..Changes::default() };
        let refused = house.store.apply(&business(), changes, at(5)).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        assert_eq!(house.kinds_of(&hook).await, before);
    }

    async fn one_delivery_at_a_time_goes_to_a_webhook_in_order_and_a_slow_one_holds_up_no_other(house: House) {
        let (slow, quick) = (house.hook("slow", "*").await, house.hook("quick", "*").await);
        assert_eq!(house.store.next_delivery_at().await.unwrap(), None);
        for mark in ["1", "2", "3"] {
            house.ping_hook(&slow, mark, 1).await;
            house.ping_hook(&quick, mark, 2).await;
        }
        assert_eq!(house.store.next_delivery_at().await.unwrap(), Some(at(1)));
        let held = [house.take_delivery(5).await.unwrap(), house.take_delivery(5).await.unwrap()];
        let of = |hook: &WebhookId| held.iter().find(|due| due.webhook == *hook).unwrap().clone();
        assert!(house.take_delivery(5).await.is_none(), "both are busy");
        let log = house.log_of(&quick).await;
        let mut due = of(&quick);
        for (place, line) in log.iter().enumerate().take(3) {
            assert_eq!((&due.id, due.tries), (&line.id, 1));
            assert!(house.settle_delivery(&due, DeliveryEnd::Delivered, 6).await);
            match house.take_delivery(6).await {
                Some(next) => due = next,
                None => assert_eq!(place, 2),
            }
        }
        let slow = of(&slow);
        assert_eq!(house.store.next_delivery_at().await.unwrap(), Some(at(5 + LEASE)));
        assert!(house.take_delivery(4 + LEASE).await.is_none());
        let again = house.take_delivery(5 + LEASE).await.unwrap();
        assert_eq!((&again.id, again.tries), (&slow.id, 2), "whoever had it died: the same once more");
        assert!(!house.settle_delivery(&slow, DeliveryEnd::Delivered, 6 + LEASE).await, "it is not theirs any more");
        assert!(house.settle_delivery(&again, DeliveryEnd::Delivered, 7 + LEASE).await);
    }

    async fn six_workers_deliver_everything_once(house: House) {
        let hooks = [house.hook("a", "*").await, house.hook("b", "*").await, house.hook("c", "*").await];
        for number in 0..12 {
            for hook in &hooks {
                house.ping_hook(hook, &number.to_string(), 1).await;
            }
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let store = house.store.clone();
            workers.spawn(async move {
                let mut made = Vec::new();
                while store.next_delivery_at().await.unwrap().is_some() {
                    let Some(due) = store.claim_delivery(at(5), LEASE).await.unwrap() else {
                        tokio::task::yield_now().await;
                        continue;
                    };
                    assert!(store.settle_delivery(&due, tried(DeliveryEnd::Delivered), None, at(5)).await.unwrap());
                    made.push(due.id);
                }
                made
            });
        }
        let made: Vec<DeliveryId> = workers.join_all().await.into_iter().flatten().collect();
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), 36);
        assert_eq!(made.len(), 36, "none twice");
    }

    async fn what_failed_is_tried_again_when_it_is_due_and_replayed_under_the_same_id(house: House) {
        let hook = house.hook("a", "*").await;
        house.ping_hook(&hook, "1", 1).await;
        let due = house.take_delivery(1).await.unwrap();
        assert!(house.settle_delivery(&due, DeliveryEnd::Again(at(5_000)), 2).await);
        let failing = house.store.webhook(&business(), &hook).await.unwrap().unwrap().failing_since;
        assert_eq!(failing, Some(at(2)));
        let lapses = house.store.lapses(at(3)).await.unwrap();
        assert_eq!(lapses, Lapses { webhooks_failing: 1, ..Lapses::default() });
        assert!(house.take_delivery(4_999).await.is_none());
        let due = house.take_delivery(5_000).await.unwrap();
        assert_eq!((due.tries, due.failing_since), (2, Some(at(2))));
        assert!(house.settle_delivery(&due, DeliveryEnd::Failed, 5_001).await);
        let line = house.log_of(&hook).await.remove(0);
        assert_eq!((line.fate, line.attempts, line.trouble.as_deref()), (DeliveryFate::Failed, 2, Some("timed_out")));
        assert_eq!(house.store.count_failed_deliveries(&business(), &hook, at(1)).await.unwrap(), 1);
        house.replay_hook(Replay::FailedSince(hook.clone(), at(2)), 6_000).await;
        assert!(house.take_delivery(6_000).await.is_none(), "it was made before");
        house.replay_hook(Replay::FailedSince(hook.clone(), at(1)), 6_000).await;
        let again = house.take_delivery(6_000).await.unwrap();
        assert_eq!((&again.id, again.tries), (&due.id, 1), "the schedule begins anew");
        assert!(house.settle_delivery(&again, DeliveryEnd::Delivered, 6_001).await);
        assert_eq!(house.store.webhook(&business(), &hook).await.unwrap().unwrap().failing_since, None);
        house.replay_hook(Replay::One(due.id.clone()), 7_000).await;
        let twice = house.take_delivery(7_000).await.unwrap();
        assert!(twice.id == due.id && house.settle_delivery(&twice, DeliveryEnd::Delivered, 7_001).await);
        let line = house.log_of(&hook).await.remove(0);
        assert_eq!((line.fate, line.delivered_at, line.status), (DeliveryFate::Delivered, Some(at(6_001)), Some(204)));
    }

    async fn a_webhook_that_goes_off_drops_what_waits_and_keeps_what_is_on_its_way(house: House) {
        let (by_owner, by_desk) = (house.hook("a", "*").await, house.hook("b", "*").await);
        for hook in [&by_owner, &by_desk] {
            house.ping_hook(hook, "1", 1).await;
            house.ping_hook(hook, "2", 1).await;
        }
        let held = [house.take_delivery(2).await.unwrap(), house.take_delivery(2).await.unwrap()];
        let of = |hook: &WebhookId| held.iter().find(|due| due.webhook == *hook).unwrap().clone();
        house.switch_hook(&by_owner, false).await;
        assert!(house.settle_delivery(&of(&by_owner), DeliveryEnd::Delivered, 3).await);
        let off = SwitchedOff { because: "gone", told: None };
        let due = of(&by_desk);
        assert!(house.store.settle_delivery(&due, tried(DeliveryEnd::Failed), Some(off), at(3)).await.unwrap());
        let known = house.store.webhook(&business(), &by_desk).await.unwrap().unwrap();
        assert_eq!((known.is_on, known.off_because.as_deref(), known.version), (false, Some("gone"), 2));
        let lapses = house.store.lapses(at(3)).await.unwrap();
        assert_eq!(lapses, Lapses { webhooks_off: 1, ..Lapses::default() }, "who switches one off knows of it");
        for hook in [&by_owner, &by_desk] {
            let log = house.log_of(hook).await;
            assert_eq!((log[1].fate, log[1].trouble.as_deref()), (DeliveryFate::Failed, Some("switched_off")));
        }
        assert_eq!(house.log_of(&by_owner).await[0].fate, DeliveryFate::Delivered);
        assert_eq!(house.store.next_delivery_at().await.unwrap(), None);
        house.switch_hook(&by_desk, true).await;
        assert_eq!(house.store.next_delivery_at().await.unwrap(), None, "what failed meanwhile is delivered if asked for");
        assert_eq!(house.store.webhook(&business(), &by_desk).await.unwrap().unwrap().off_because, None);
    }

    async fn an_old_secret_signs_for_as_long_as_it_was_given(house: House) {
        let hook = house.hook("a", "*").await;
        let secret = Secret::new("the new one".to_owned());
        let rotated = WebhookChange::Rotated { id: hook.clone(), version: 1, secret, until: at(100) };
        house.change_hook(rotated.clone()).await.unwrap();
        assert!(matches!(house.change_hook(rotated).await, Err(CommitError::Conflict)), "the version is another now");
        house.ping_hook(&hook, "1", 1).await;
        let due = house.take_delivery(99).await.unwrap();
        let secrets: Vec<&str> = due.secrets.iter().map(Secret::expose).collect();
        assert_eq!(secrets, ["the new one", "secret of a"]);
        assert!(house.settle_delivery(&due, DeliveryEnd::Again(at(100)), 99).await);
        let due = house.take_delivery(100).await.unwrap();
        assert_eq!(due.secrets.iter().map(Secret::expose).collect::<Vec<_>>(), ["the new one"]);
        assert!(!format!("{due:?}").contains("the new one") && !format!("{due:?}").contains("example.org"));
    }

    async fn a_webhook_that_is_removed_takes_its_log_along_and_old_deliveries_are_forgotten(house: House) {
        let (gone, kept) = (house.hook("a", "*").await, house.hook("b", "*").await);
        house.ping_hook(&gone, "1", 1).await;
        let due = house.take_delivery(1).await.unwrap();
        house.change_hook(WebhookChange::Removed { id: gone.clone(), version: 1 }).await.unwrap();
        assert!(!house.settle_delivery(&due, DeliveryEnd::Delivered, 2).await);
        assert!(house.store.webhook(&business(), &gone).await.unwrap().is_none());
        assert!(house.log_of(&gone).await.is_empty());
        for millis in [1, 2, 3] {
            house.ping_hook(&kept, &millis.to_string(), millis).await;
        }
        assert_eq!(house.store.forget_deliveries(at(3)).await.unwrap(), 2);
        assert_eq!(house.log_of(&kept).await.len(), 1);
        let first = house.log_of(&kept).await[0].position;
        let page = house.store.webhook_deliveries((&business(), &kept), Some(DeliveryFate::Ready), Some(first), 9).await;
        assert_eq!(page, Ok::<_, Error>(Vec::new()));
    }
}
