//! Stories of figures: what was written is counted once, in the right quarter of an hour, and what became of conversations is told.

use candor_core::{
    consent::{ConsentAction, ConsentRecord},
    conversation::{Conversation, Decided, Holder},
    ids::ConnectionId,
    lead::LeadOutcome,
    message::Author,
    model::{Budget, Cost, Spent, Tokens},
    moment::Moment,
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{BegunLine, CallEnd, Changes, ConversationChange, FirstAnswers, NewCall, Tally};

use crate::house::{House, at, business, contact, conversation, entry, on_both};

const QUARTER: i64 = 15 * 60 * 1000;

fn line(of: &Conversation, when: Moment, author: Author, kind: EntryKind) -> TimelineEntry {
    TimelineEntry { at: when, kind, ..entry(&of.id, author, "words") }
}

fn thought(of: &Conversation, when: Moment, strategy: &str, moves: &[&str]) -> TimelineEntry {
    let reasons = serde_json::json!({ "strategy": strategy, "moves": moves });
    TimelineEntry { reasons, ..line(of, when, Author::Ai, EntryKind::Turn) }
}

impl House {
    /// A conversation that begins then, with these lines.
    async fn begins(&self, of: &Conversation, when: Moment, lines: Vec<TimelineEntry>) {
        let changes = Changes {
            contacts: vec![contact(of.chat.0)],
            conversations: vec![ConversationChange { conversation: of.clone(), expected_version: None }],
            timeline: lines,
            ..Changes::default()
        };
        self.store.apply(&business(), changes, when).await.unwrap();
    }

    async fn becomes(&self, of: &Conversation, when: Moment) {
        let known = self.store.conversation(&of.id).await.unwrap().unwrap();
        let change = ConversationChange { conversation: of.clone(), expected_version: Some(known.version) };
        let changes = Changes { conversations: vec![change], ..Changes::default() };
        self.store.apply(&business(), changes, when).await.unwrap();
    }

    /// Waits so long for the first answer.
    async fn waits(&self, connection: &ConnectionId, chat: i64, millis: i64) {
        let of = conversation(connection, chat);
        let lines = vec![
            line(&of, at(chat), Author::Contact, EntryKind::Message),
            line(&of, at(chat + millis), Author::Ai, EntryKind::Message),
            line(&of, at(chat + millis + 7), Author::Ai, EntryKind::Message),
        ];
        self.begins(&of, at(chat), lines).await;
    }
}

on_both! {
    async fn lines_are_counted_by_who_wrote_them_in_their_quarter_of_an_hour(house: House) {
        let one = conversation(&house.connect().await, 7);
        let operator = Author::Operator { name: "Vera".to_owned() };
        let first = vec![
            line(&one, at(0), Author::Contact, EntryKind::Message),
            line(&one, at(1), Author::Contact, EntryKind::Event),
            thought(&one, at(2), "script_80", &["say_step"]),
            line(&one, at(2), Author::Ai, EntryKind::Message),
            line(&one, at(2), Author::System, EntryKind::Message),
            line(&one, at(3), Author::Contact, EntryKind::Message),
            thought(&one, at(4), "hand_off", &["hand_over"]),
        ];
        house.begins(&one, at(0), first).await;
        let later = Changes {
            timeline: vec![
                line(&one, at(2 * QUARTER), operator, EntryKind::Message),
                thought(&one, at(2 * QUARTER), "free_20", &[]),
            ],
            ..Changes::default()
        };
        house.store.apply(&business(), later, at(2 * QUARTER)).await.unwrap();

        let tallies = house.store.tallies(&business(), at(0), at(4 * QUARTER), 1).await.unwrap();
        let told: Vec<Tally> = tallies.iter().map(|line| line.tally).collect();
        let before =
            Tally { begun: 1, from_contacts: 2, by_ai: 1, called: 1, script_80: 1, hand_off: 1, ..Tally::default() };
        let after = Tally { by_operators: 1, free_20: 1, ..Tally::default() };
        assert_eq!(told, [before, after]);
        assert_eq!(tallies[1].at.millis_since(tallies[0].at), 2 * QUARTER);
        assert!(tallies[0].at <= at(0) && at(0).millis_since(tallies[0].at) < QUARTER);

        let hours = house.store.tallies(&business(), at(-4 * QUARTER), at(8 * QUARTER), 4).await.unwrap();
        let mut whole = Tally::default();
        hours.iter().for_each(|line| whole.add(&line.tally));
        assert_eq!((whole.from_contacts, whole.by_operators, whole.begun), (2, 1, 1));
        assert!(hours.iter().all(|line| line.at.millis() % (4 * QUARTER) == 0));
        assert!(house.store.tallies(&business(), at(20 * QUARTER), at(30 * QUARTER), 1).await.unwrap().is_empty());
    }

    async fn a_turn_that_is_refused_counts_for_nothing(house: House) {
        let one = conversation(&house.connect().await, 7);
        house.begins(&one, at(0), Vec::new()).await;
        let changes = Changes {
            conversations: vec![ConversationChange { conversation: one.clone(), expected_version: Some(9) }],
            timeline: vec![line(&one, at(0), Author::Contact, EntryKind::Message)],
            ..Changes::default()
        };
        house.store.apply(&business(), changes, at(1)).await.unwrap_err();
        let tallies = house.store.tallies(&business(), at(0), at(1), 1).await.unwrap();
        assert_eq!(tallies.iter().map(|line| line.tally).collect::<Vec<_>>(), [Tally { begun: 1, ..Tally::default() }]);
    }

    async fn conversations_are_told_by_the_way_they_went(house: House) {
        let connection = house.connect().await;
        let path = |of: &mut Conversation, steps: &[&str]| of.visited = steps.iter().map(|&step| step.to_owned()).collect();
        for chat in 1..=3 {
            let mut one = conversation(&connection, chat);
            path(&mut one, &["greeting"]);
            house.begins(&one, at(chat), Vec::new()).await;
            if chat == 3 {
                path(&mut one, &["greeting", "roses"]);
                one.holder = Holder::Waiting { since: at(5), reason: "asked".to_owned() };
                house.becomes(&one, at(5)).await;
                one.holder = Holder::Desk;
                let (outcome, why, by) = (LeadOutcome::Enrolled, String::new(), "Vera".to_owned());
                one.lead.decided = Some(Decided { outcome, why, at: at(6), by });
                house.becomes(&one, at(6)).await;
            }
        }
        house.begins(&conversation(&connection, 4), at(1_000), Vec::new()).await;
        let told = house.store.begun_conversations(&business(), at(0), at(1_000)).await.unwrap();
        let went = |path: &[&str], outcome: Option<&str>, count| BegunLine {
            script_name: "flowers".to_owned(),
            script_version: 1,
            path: Some(path.iter().map(|&step| step.to_owned()).collect()),
            outcome: outcome.map(str::to_owned),
            was_called: outcome.is_some(),
            count,
        };
        assert_eq!(told, [went(&["greeting"], None, 2), went(&["greeting", "roses"], Some("enrolled"), 1)]);
        let leads = house.store.leads_begun(&business(), at(0), at(1_000)).await.unwrap();
        assert_eq!(leads, [(at(3), "enrolled".to_owned())]);
    }

    async fn a_path_longer_than_an_index_takes_is_cut_and_refuses_nothing(house: House) {
        let mut one = conversation(&house.connect().await, 1);
        one.visited = (0..400).map(|step| format!("шаг-с-длинным-именем-{step}")).collect();
        house.begins(&one, at(0), Vec::new()).await;
        let told = house.store.begun_conversations(&business(), at(0), at(1)).await.unwrap();
        let kept = told[0].path.as_ref().unwrap();
        assert!(kept.len() > 10 && kept.iter().zip(&one.visited).all(|(kept, step)| kept == step), "{kept:?}");
    }

    async fn half_and_nine_of_ten_waited_so_long_for_their_first_answer(house: House) {
        let connection = house.connect().await;
        assert_eq!(house.store.first_answers(&business(), at(0), at(99)).await.unwrap(), FirstAnswers::default());
        for chat in 1..=10 {
            house.waits(&connection, chat, chat * 1_000).await;
        }
        house.begins(&conversation(&connection, 11), at(11), Vec::new()).await;
        let all = house.store.first_answers(&business(), at(0), at(99)).await.unwrap();
        assert_eq!(all, FirstAnswers { answered: 10, median: Some(5_000), nine_of_ten: Some(9_000) });
        let one = house.store.first_answers(&business(), at(1), at(2)).await.unwrap();
        assert_eq!(one, FirstAnswers { answered: 1, median: Some(1_000), nine_of_ten: Some(1_000) });
    }

    async fn opt_outs_and_blocks_are_told_and_returns_are_not(house: House) {
        let record = |when, action| ConsentRecord {
            contact: contact(7).id,
            at: at(when),
            action,
            method: "words".to_owned(),
            words: "stop".to_owned(),
        };
        let consent = vec![
            record(1, ConsentAction::OptedOut),
            record(2, ConsentAction::OptedIn),
            record(3, ConsentAction::Blocked),
            record(9, ConsentAction::OptedOut),
        ];
        let changes = Changes { contacts: vec![contact(7)], consent, ..Changes::default() };
        house.store.apply(&business(), changes, at(9)).await.unwrap();
        assert_eq!(house.store.opt_outs(&business(), at(0), at(9)).await.unwrap(), [at(1), at(3)]);
    }

    async fn what_models_used_is_told_by_the_days_of_the_business(house: House) {
        for (id, day) in [("a", "2026-11-26"), ("b", "2026-11-27"), ("c", "2026-11-27"), ("d", "2026-11-28")] {
            let call = NewCall {
                id: id.to_owned(),
                business: business(),
                conversation: conversation(&house.connect().await, 7).id,
                at: at(0),
                day: day.to_owned(),
                month: "2026-11".to_owned(),
                job: candor_core::model::Job::Write,
                provider: "own".to_owned(),
                model: "example".to_owned(),
                prompt: "write/1".to_owned(),
                tokens: Tokens { prompt: 90, cached: 0, output: 10 },
                cost: Cost(50),
            };
            house.store.reserve_call(call, Budget::default()).await.unwrap().unwrap();
        }
        let tokens = Tokens { prompt: 20, cached: 0, output: 10 };
        let end = CallEnd { outcome: "done".to_owned(), tokens, cost: Cost(5), millis: 1 };
        house.store.settle_call("b", end).await.unwrap();
        let days = house.store.model_days(&business(), "2026-11-26", "2026-11-27").await.unwrap();
        let told: Vec<_> = days.iter().map(|day| (day.day.as_str(), day.calls, day.spent)).collect();
        let spent = |tokens, cost| Spent { tokens, cost: Cost(cost) };
        assert_eq!(told, [("2026-11-26", 1, spent(100, 50)), ("2026-11-27", 2, spent(130, 55))]);
    }
}
