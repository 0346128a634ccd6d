//! Stories of what the staff needs: numbers, filters, timers, the audit log, topics, files.

use candor_core::{
    audit::{Actor, AuditRecord},
    conversation::{Conversation, Holder},
    ids::{ApiTokenId, ChatId, ConnectionId, FileId, MessageId, OperatorId},
    message::Author,
    moment::Moment,
    outbox::{Carried, Delivery, OutboxRow, Purpose},
    roles::Deed,
    timer::{NewFile, Timer},
};
use candor_store::{
    AccountChange, AccountRow, Acting, Arrival, Begun, Chain, Changes, CommitError, ConversationChange,
    ConversationFilter, DemandedOf, DeskChange, Error, OperatorChange, OperatorClaim, OperatorRow, Role, SecondFactor,
    Secret, TIMER_KIND, TimerChange,
};
use serde_json::json;

use crate::house::{House, answered, at, business, entry, on_both, raw_sql, row};

fn audit(subject: &str) -> AuditRecord {
    AuditRecord {
        at: at(5),
        actor: Actor::Operator { id: OperatorId::from_unique("vera"), name: "Vera".to_owned() },
        deed: Deed::Take,
        subject: subject.to_owned(),
        before: json!({"holder": "desk"}),
        after: json!({"holder": "operator"}),
    }
}

fn held(known: &Conversation, chat: i64) -> Conversation {
    let holder =
        Holder::Operator { id: OperatorId::from_unique(&chat.to_string()), name: "Vera".to_owned(), since: at(2) };
    Conversation { holder, ..known.clone() }
}

impl House {
    async fn change(&self, becomes: Conversation) {
        let version = self.store.conversation(&becomes.id).await.unwrap().unwrap().version;
        let changes = Changes {
            conversations: vec![ConversationChange { conversation: becomes, expected_version: Some(version) }],
            ..Changes::default()
        };
        self.store.apply(&business(), changes, at(3)).await.unwrap();
    }

    /// Lets somebody join by an invitation.
    pub async fn join(&self, connection: &ConnectionId, chat: i64, update_id: i64) -> OperatorId {
        let hash = format!("hash{chat}");
        self.store.create_invite(&business(), &hash, Role::Manager, None, at(10_000)).await.unwrap();
        self.hear(connection, update_id, chat).await;
        let mut turn = answered(&self.sit().await);
        let operator = OperatorRow {
            id: OperatorId::from_unique(&chat.to_string()),
            business: business(),
            place: Some((connection.clone(), ChatId(chat))),
            name: "Vera".to_owned(),
            role: Role::Manager,
            claimed_at: at(1),
            is_on_duty: true,
            language: Some(candor_core::language::Language::Ru),
        };
        let id = operator.id.clone();
        turn.changes.claims.push(OperatorClaim { operator, code_hash: hash });
        self.commit(turn).await;
        id
    }
}

on_both! {
    async fn conversations_are_numbered_in_the_order_in_which_they_began(house: House) {
        let connection = house.connect().await;
        for chat in 1..=3 {
            house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await;
        }
        for number in 1..=3 {
            let line = house.store.conversation_numbered(&business(), number).await.unwrap().unwrap();
            assert_eq!((line.number, line.conversation.conversation.chat), (number, ChatId(number)));
        }
        assert!(house.store.conversation_numbered(&business(), 4).await.unwrap().is_none());
        let second = house.store.conversation_after(&business(), 1).await.unwrap().unwrap();
        assert_eq!(second.number, 2);
        let found = house.store.conversation_with(&business(), "ANNA").await.unwrap().unwrap();
        assert_eq!(found.number, 3, "the one last active of all with this name");
        assert!(house.store.conversation_with(&business(), "nobody").await.unwrap().is_none());
    }

    async fn lists_are_filtered_and_who_waits_comes_first(house: House) {
        let connection = house.connect().await;
        let mut known = Vec::new();
        for chat in 1..=4 {
            known.push(house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await);
        }
        let waits = |since: i64, of: &Conversation| Conversation {
            holder: Holder::Waiting { since: at(since), reason: "asked_for_person".to_owned() },
            ..of.clone()
        };
        house.change(waits(20, &known[0])).await;
        house.change(waits(10, &known[1])).await;
        house.change(held(&known[2], 9)).await;
        let numbers = async |filter: ConversationFilter| -> Vec<i64> {
            let page = house.store.find_conversations(&business(), &filter, 10, 0).await.unwrap();
            page.lines.iter().map(|line| line.number).collect()
        };
        let every = ConversationFilter::default();
        assert_eq!(numbers(every.clone()).await[..2], [2, 1], "longest waiting first");
        let waiting = ConversationFilter { holder: Some("waiting".to_owned()), ..every.clone() };
        assert_eq!(numbers(waiting).await, [2, 1]);
        let mine = ConversationFilter { operator: Some(OperatorId::from_unique("9")), ..every.clone() };
        assert_eq!(numbers(mine).await, [3]);
        assert_eq!(house.store.held_by(&OperatorId::from_unique("9")).await.unwrap().len(), 1);
        let ended = Conversation {
            ended: Some(candor_core::conversation::Ended { at: at(9), by: "Vera".to_owned() }),
            ..known[3].clone()
        };
        house.change(ended).await;
        assert_eq!(numbers(every.clone()).await, [2, 1, 3]);
        assert_eq!(numbers(ConversationFilter { with_ended: true, ..every }).await.len(), 4);
    }

    async fn what_the_contact_said_last_is_unread_until_somebody_answers(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        let say = async |author: Author, millis: i64| {
            let line = candor_core::timeline::TimelineEntry { at: at(millis), ..entry(&known.id, author, "words") };
            let changes = Changes { timeline: vec![line], ..Changes::default() };
            house.store.apply(&business(), changes, at(millis)).await.unwrap();
            house.store.conversation_line(&known.id).await.unwrap().unwrap().is_unread()
        };
        assert!(say(Author::Contact, 10).await);
        assert!(say(Author::System, 11).await, "a plain line of the system answers nothing");
        assert!(!say(Author::Ai, 12).await);
        assert!(say(Author::Contact, 13).await);
        let unread = ConversationFilter { is_unread: true, ..ConversationFilter::default() };
        assert_eq!(house.store.find_conversations(&business(), &unread, 9, 0).await.unwrap().total, 1);
        assert!(!say(Author::Operator { name: "Vera".to_owned() }, 14).await);
        assert_eq!(house.store.find_conversations(&business(), &unread, 9, 0).await.unwrap().total, 0);
        assert_eq!(house.store.count_lines(&business(), None).await.unwrap(), 5);
        assert_eq!(house.store.count_lines(&business(), Some(&known.id)).await.unwrap(), 5);
    }

    async fn an_action_drops_the_turn_in_progress_and_conflicts_with_what_changed(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["hello"]).await;
        house.hear(&connection, 10, 7).await;
        let turn = house.sit().await;
        let change = |expected_version| Changes {
            conversations: vec![ConversationChange { conversation: held(&known, 9), expected_version }],
            disturb: vec![(connection.clone(), ChatId(7))],
            audit: vec![audit("one")],
            ..Changes::default()
        };
        house.store.apply(&business(), change(Some(1)), at(3)).await.unwrap();
        let refused = house.store.commit(answered(&turn)).await;
        assert!(matches!(refused, Err(CommitError::Superseded)), "{refused:?}");
        let again = house.store.apply(&business(), change(Some(1)), at(3)).await;
        assert!(matches!(again, Err(CommitError::Conflict)), "{again:?}");
        assert_eq!(house.store.audit_log(&business(), None, 10).await.unwrap().len(), 1);
    }

    async fn a_timer_becomes_an_inbox_row_once(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["hello"]).await;
        let timer = Timer::HandOverUnanswered { conversation: known.id.clone(), since: at(5), raised: 0 };
        let set = |due: i64| TimerChange::Set {
            connection: connection.clone(),
            chat: ChatId(7),
            due_at: at(due),
            timer: timer.clone(),
        };
        let put = async |timers: Vec<TimerChange>| {
            house.store.apply(&business(), Changes { timers, ..Changes::default() }, at(6)).await.unwrap();
        };
        put(vec![set(500)]).await;
        put(vec![set(900)]).await;
        assert_eq!(house.store.next_timer_at().await.unwrap(), Some(at(900)), "the later one took its place");
        assert_eq!(house.store.fire_timers(at(899)).await.unwrap(), 0);
        assert_eq!(house.store.fire_timers(at(900)).await.unwrap(), 1);
        assert_eq!(house.store.fire_timers(at(900)).await.unwrap(), 0);
        let seat = house.store.seat(&house.store.claim_lane(at(901), "desk", 60_000).await.unwrap().unwrap()).await;
        let seat = seat.unwrap().unwrap();
        assert_eq!(seat.unread.len(), 1);
        assert_eq!(seat.unread[0].kind, TIMER_KIND);
        assert_eq!(serde_json::from_slice::<Timer>(&seat.unread[0].raw).unwrap(), timer);
        house.commit(answered(&seat)).await;
        put(vec![set(2000)]).await;
        put(vec![TimerChange::Cancel { connection: connection.clone(), key: Timer::unanswered_key(&known.id) }]).await;
        assert_eq!(house.store.next_timer_at().await.unwrap(), None);
        assert_eq!(house.store.fire_timers(at(9000)).await.unwrap(), 0);
    }

    async fn the_audit_log_only_grows_and_shows_an_altered_record(house: House) {
        house.connect().await;
        for subject in ["one", "two", "three"] {
            let changes = Changes { audit: vec![audit(subject)], ..Changes::default() };
            house.store.apply(&business(), changes, at(3)).await.unwrap();
        }
        let log = house.store.audit_log(&business(), None, 2).await.unwrap();
        assert_eq!(log.iter().map(|line| line.record.subject.as_str()).collect::<Vec<_>>(), ["three", "two"]);
        assert_eq!(log[0].record, audit("three"));
        let earlier = house.store.audit_log(&business(), Some(log[1].position), 9).await.unwrap();
        assert_eq!(earlier.len(), 1);
        assert_eq!(house.store.verify_audit_log(&business()).await.unwrap(), Chain::Intact(3));
        for sql in ["UPDATE audit_log SET subject = 'x'", "DELETE FROM audit_log"] {
            assert!(raw_sql(&house, sql).await.is_err(), "{sql}");
        }
        let drop = match house.kind {
            crate::house::Kind::Sqlite => "DROP TRIGGER audit_log_keeps",
            crate::house::Kind::Postgres => "DROP TRIGGER audit_log_keeps ON audit_log",
        };
        raw_sql(&house, drop).await.unwrap();
        raw_sql(&house, "UPDATE audit_log SET subject = 'four' WHERE position = 2").await.unwrap();
        assert_eq!(house.store.verify_audit_log(&business()).await.unwrap(), Chain::BrokenAt(2));
    }

    async fn a_topic_is_known_to_the_rows_that_follow_the_one_that_opened_it(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        let group = ChatId(-100);
        let to_topic = |seq: i64, delivery: Delivery| OutboxRow {
            chat: group,
            purpose: Purpose::Staff,
            author: Author::System,
            delivery,
            topic_of: Some(known.id.clone()),
            ..row(&known, "t9", seq, "")
        };
        let open = to_topic(0, Delivery::OpenTopic { name: "#1 Anna".to_owned() });
        let card = to_topic(1, crate::house::said("a person is wanted"));
        let changes = Changes { outbox: vec![open.clone(), card.clone()], ..Changes::default() };
        house.store.apply(&business(), changes, at(3)).await.unwrap();
        let begin = async |id| match house.store.begin_sending(id, "desk", at(10)).await.unwrap() {
            Begun::Send { topic, .. } => topic,
            other => panic!("{other:?}"),
        };
        assert_eq!(begin(&open.id).await, None);
        let opened = Arrival { topic: Some(42), ..Arrival::default() };
        house.store.mark_sent(&open.id, opened, at(11)).await.unwrap();
        assert_eq!(begin(&card.id).await, Some(42));
        assert_eq!(house.store.topic(&connection, group, &known.id).await.unwrap(), Some(42));
        let of = house.store.conversation_of_topic(&connection, group, 42).await.unwrap();
        assert_eq!(house.store.count_topics(&connection, group).await.unwrap(), 1);
        assert_eq!(of, Some(known.id.clone()));
        // The group's owner deleted it: what was to go there goes to the general topic.
        house.store.topic_is_gone(&card.id, at(12)).await.unwrap();
        assert_eq!(house.store.topic(&connection, group, &known.id).await.unwrap(), None);
        assert_eq!(begin(&card.id).await, None);
    }

    async fn what_a_row_carries_is_found_from_both_ends(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        let carried = Carried { chat: ChatId(9), message_id: MessageId(31) };
        let relayed = OutboxRow { carries: Some(carried), ..row(&known, "t2", 0, "good evening") };
        let changes = Changes { outbox: vec![relayed.clone()], ..Changes::default() };
        house.store.apply(&business(), changes, at(3)).await.unwrap();
        house.store.begin_sending(&relayed.id, "desk", at(10)).await.unwrap();
        house.store.mark_sent(&relayed.id, crate::house::arrived(70, true), at(11)).await.unwrap();
        let there = house.store.message_of(&connection, ChatId(7), MessageId(70)).await.unwrap().unwrap();
        assert_eq!(there.carried, Some(carried));
        let carriers = house.store.carriers_of(&connection, carried).await.unwrap();
        assert_eq!((carriers.len(), carriers[0].message_id), (1, Some(MessageId(70))));
        let other = Carried { chat: ChatId(9), message_id: MessageId(32) };
        assert!(house.store.carriers_of(&connection, other).await.unwrap().is_empty());
    }

    async fn a_file_is_kept_until_it_was_sent(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &[]).await;
        let file = NewFile { id: FileId::from_unique("f"), bytes: vec![0, 255, 7] };
        let delivery =
            Delivery::Document { file: file.id.clone(), name: "all.csv".to_owned(), caption: String::new() };
        let sent = OutboxRow { delivery, purpose: Purpose::Staff, ..row(&known, "t2", 0, "") };
        let changes = Changes {
            outbox: vec![sent.clone()],
            files: vec![(connection.clone(), file.clone())],
            ..Changes::default()
        };
        house.store.apply(&business(), changes, at(3)).await.unwrap();
        assert_eq!(house.store.file(&connection, &file.id).await.unwrap(), Some(file.bytes.clone()));
        house.store.begin_sending(&sent.id, "desk", at(10)).await.unwrap();
        house.store.mark_sent(&sent.id, Arrival::default(), at(11)).await.unwrap();
        assert_eq!(house.store.file(&connection, &file.id).await.unwrap(), None);
    }

    async fn a_failure_is_told_in_the_transaction_that_records_it(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["hello"]).await;
        let id = row(&known, "t1", 0, "").id;
        house.store.begin_sending(&id, "desk", at(10)).await.unwrap();
        let notice = || OutboxRow { purpose: Purpose::Staff, chat: ChatId(9), ..row(&known, "t2", 0, "not delivered") };
        let told = || Some((business(), Changes { outbox: vec![notice()], ..Changes::default() }));
        house.store.mark_failed(&id, "rejected_400", told(), at(11)).await.unwrap();
        assert_eq!(house.store.counts().await.unwrap().outbox_ready, 1);
        // Repeating it tells nobody anything again.
        house.store.mark_failed(&id, "rejected_400", told(), at(11)).await.unwrap();
        assert_eq!(house.store.counts().await.unwrap().outbox_ready, 1);
    }

    async fn an_ended_conversation_gets_no_reply_that_was_ready(house: House) {
        let connection = house.connect().await;
        let known = house.answer(&connection, 7, "t1", &["hello"]).await;
        let changes = Changes { silenced: vec![known.id.clone()], ..Changes::default() };
        assert_eq!(house.store.apply(&business(), changes, at(3)).await.unwrap().cancelled, 1);
        assert_eq!(house.store.counts().await.unwrap().outbox_cancelled, 1);
    }

    async fn a_business_keeps_an_owner_and_nobody_off_the_staff_holds_a_conversation(house: House) {
        let connection = house.connect().await;
        let (vera, anna) = (house.join(&connection, 9, 1).await, house.join(&connection, 8, 2).await);
        let change = async |change| {
            let changes = Changes { operators: vec![change], ..Changes::default() };
            house.store.apply(&business(), changes, at(3)).await
        };
        for owner in [&vera, &anna] {
            change(OperatorChange::Role(owner.clone(), Role::Owner)).await.unwrap();
        }
        // Each was decided while the other was an owner still.
        change(OperatorChange::Role(vera.clone(), Role::Manager)).await.unwrap();
        for last in [OperatorChange::Role(anna.clone(), Role::Manager), OperatorChange::Removed(anna.clone())] {
            let refused = change(last).await;
            assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        }
        let known = house.answer(&connection, 7, "t1", &["hello"]).await;
        house.change(held(&known, 9)).await;
        change(OperatorChange::Role(vera.clone(), Role::Owner)).await.unwrap();
        change(OperatorChange::Role(vera.clone(), Role::Manager)).await.unwrap();
        for leaves in [OperatorChange::Role(vera.clone(), Role::Viewer), OperatorChange::Removed(vera.clone())] {
            let refused = change(leaves).await;
            assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        }
        let let_go = Holder::Waiting { since: at(3), reason: "operator_left".to_owned() };
        house.change(Conversation { holder: let_go, ..known }).await;
        change(OperatorChange::Removed(vera)).await.unwrap();
    }

    async fn whoever_is_not_what_they_were_let_act_by_any_more_changes_nothing(house: House) {
        let connection = house.connect().await;
        let vera = house.join(&connection, 9, 1).await;
        let act = async |role, token: Option<&str>| {
            let token = token.map(|token| ApiTokenId::from_stored(token.to_owned()));
            let acting = vec![Acting { operator: vera.clone(), role, token }];
            let changes = Changes { acting, audit: vec![audit("one")], ..Changes::default() };
            house.store.apply(&business(), changes, at(3)).await.is_ok()
        };
        assert!(act(Role::Manager, None).await);
        assert!(!act(Role::Owner, None).await, "another role");
        assert!(!act(Role::Manager, Some("tok_ended")).await, "a token that was ended");
        let gone = Changes { operators: vec![OperatorChange::Removed(vera.clone())], ..Changes::default() };
        house.store.apply(&business(), gone, at(3)).await.unwrap();
        assert!(!act(Role::Manager, None).await, "off the staff");
    }

    async fn an_account_that_changed_meanwhile_is_not_written_over_and_lets_nobody_in(house: House) {
        let operator = OperatorId::from_unique("anna");
        let second = |step| SecondFactor {
            secret: Secret::new("SECRET".to_owned()),
            last_step: step,
            recovery: vec!["one".to_owned(), "two".to_owned()],
        };
        let account = |changed: i64, password: &str| AccountRow {
            business: business(),
            operator: operator.clone(),
            login: "anna".to_owned(),
            password_hash: password.to_owned(),
            second: Some(second(1)),
            changed_at: at(changed),
        };
        let keep = async |account: AccountRow, as_of: Option<i64>, is_second_new| {
            let change = AccountChange { account, as_of: as_of.map(at), is_second_new };
            house.store.apply(&business(), Changes { accounts: vec![change], ..Changes::default() }, at(3)).await
        };
        let kept = async || house.store.account_of(&business(), &operator).await.unwrap().unwrap();
        keep(account(10, "first"), None, true).await.unwrap();
        assert!(keep(account(11, "again"), None, true).await.is_err(), "there is one already");
        let read = kept().await;
        house.store.begin_sign_in(&read, "before", at(10), at(0)).await.unwrap();
        assert!(house.store.use_totp_step(&business(), &operator, 7).await.unwrap());
        assert!(house.store.use_recovery_code(&business(), &operator, "one").await.unwrap());
        // Another password, decided before both were used.
        keep(account(20, "second"), Some(10), false).await.unwrap();
        let now = kept().await;
        let left = now.second.unwrap();
        assert_eq!((now.password_hash.as_str(), left.last_step, left.recovery.len()), ("second", 7, 1));
        assert!(house.store.sign_in("before").await.unwrap().is_none(), "every session ended");
        let late = house.store.begin_sign_in(&read, "late", at(21), at(0)).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        assert!(house.store.sign_in("late").await.unwrap().is_none());
        let stale = keep(account(30, "third"), Some(10), true).await;
        assert!(matches!(stale, Err(CommitError::Conflict)), "{stale:?}");
        assert_eq!(kept().await.password_hash, "second");
        let dropped = AccountRow { second: None, ..account(30, "second") };
        keep(dropped, Some(20), true).await.unwrap();
        assert!(kept().await.second.is_none());
        assert!(kept().await.changes_at(at(0)) > at(30), "each change has a moment of its own");
    }

    async fn what_changed_is_told_page_by_page_though_all_of_it_changed_at_once(house: House) {
        let connection = house.connect().await;
        for chat in 1..=5 {
            house.answer(&connection, chat, &format!("t{chat}"), &["hello"]).await;
        }
        let (mut after, mut numbers) = ((at(0), -1), Vec::new());
        loop {
            let page = house.store.conversations_changed(&business(), after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = (last.at, last.number);
            numbers.extend(page.iter().map(|change| change.number));
        }
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
    }

    async fn the_staff_changes_and_the_desk_rests(house: House) {
        let connection = house.connect().await;
        let vera = house.join(&connection, 9, 1).await;
        let change = async |change| {
            let changes = Changes { operators: vec![change], ..Changes::default() };
            house.store.apply(&business(), changes, at(3)).await
        };
        change(OperatorChange::Duty(vera.clone(), false)).await.unwrap();
        change(OperatorChange::Role(vera.clone(), Role::Viewer)).await.unwrap();
        let staff = house.store.operators(&business()).await.unwrap();
        assert_eq!((staff[0].is_on_duty, staff[0].role), (false, Role::Viewer));
        change(OperatorChange::Removed(vera.clone())).await.unwrap();
        assert!(house.store.operators(&business()).await.unwrap().is_empty());
        let gone = change(OperatorChange::Removed(vera)).await;
        assert!(matches!(gone, Err(CommitError::Conflict)), "{gone:?}");

        let desk = async |change: DeskChange| {
            let changes = Changes { desk: vec![change], ..Changes::default() };
            house.store.apply(&business(), changes, at(3)).await.unwrap();
            house.store.desk(&business()).await.unwrap()
        };
        let paused: Option<(Moment, String)> = Some((at(4), "Vera".to_owned()));
        assert_eq!(desk(DeskChange::Paused(paused.clone())).await.paused, paused);
        let group = Some((connection.clone(), ChatId(-100)));
        let both = desk(DeskChange::Group(group.clone())).await;
        assert_eq!((both.paused, both.group), (paused, group));
        assert_eq!(desk(DeskChange::Paused(None)).await.paused, None);
        for of in [DemandedOf::WhoAnswersForAll, DemandedOf::Everybody, DemandedOf::WhoAnswersForAll] {
            let demanded = desk(DeskChange::SecondDemanded(Some((at(5), of)))).await;
            assert_eq!((demanded.second_demanded, demanded.group.is_some()), (Some((at(5), of)), true));
        }
        assert_eq!(desk(DeskChange::SecondDemanded(None)).await.second_demanded, None);
    }
}
