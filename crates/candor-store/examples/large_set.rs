//! Fills an empty database with the large set the panel is measured on: 100,000 conversations of a year with 2,000,000 lines, their
//! contacts, updates, outbox rows and calls to models. The same arguments give the same set.
//!
//! `cargo run --release -p candor-store --example large_set -- sqlite:target/large.db [CONVERSATIONS [LINES_EACH [UNTIL_MILLIS]]]`
//! (or `postgres://…`). It prints the master key the database is opened with.

#![allow(clippy::print_stdout, reason = "progress is for the person at the terminal")]

use std::time::Instant;

use candor_core::{
    consent::{ConsentAction, ConsentRecord, Permit},
    conversation::{Conversation, Decided, Holder, ScriptRef},
    ids::{BusinessId, ChatId, ConnectionId, ContactId, ConversationId, MessageId, OutboxId, TurnId},
    language::Language,
    lead::LeadOutcome,
    message::{Author, Content, Incoming, Outgoing},
    model::{Budget, Cost, Job, Tokens},
    moment::Moment,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    script,
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{
    CallEnd, Changes, ContactRow, ConversationChange, FreshKey, Keys, MasterKey, NewCall, NewConnection,
    ReceivedUpdate, Store,
};
use futures_util::{StreamExt as _, stream};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The key of the set. It keeps no secrets.
const KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const SCRIPT: &str = include_str!("../../../scripts/flower-shop.script.md");
const YEAR_MILLIS: i64 = 365 * 86_400_000;
/// So many conversations are written at once.
const AT_ONCE: usize = 64;

const NAMES: [&str; 12] =
    ["Анна", "Олег", "Мария", "Иван", "Елена", "Пётр", "Anna", "James", "Olivia", "Noah", "Дарья", "Тимур"];
const ASKED: [&str; 10] = [
    "Здравствуйте! Сколько стоит букет из 25 роз?",
    "А доставка сегодня возможна?",
    "Мне на день рождения, бюджет около 4000",
    "Привет",
    "Do you deliver on Sunday?",
    "How much is a wedding bouquet?",
    "Пионы есть?",
    "Нет, спасибо, дорого",
    "Можно открытку с текстом «С любовью»?",
    "Позовите человека, пожалуйста",
];
const TOLD: [&str; 6] = [
    "25 роз — 3 900 ₽, соберём за час.",
    "Да, доставим сегодня до 21:00. На какой адрес?",
    "We deliver every day, Sundays too.",
    "Какой у вас бюджет?",
    "Пионы бывают с мая по июль.",
    "Передаю ваш вопрос человеку, он ответит здесь.",
];

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().ok_or("give the address of an empty database")?;
    let mut number = |default: i64| arguments.next().map_or(Ok(default), |text| text.parse());
    let set = Set { conversations: number(100_000)?, lines: number(20)?, until: number(1_795_780_800_000)? };
    let keys = Keys::new(vec![MasterKey::parse(KEY)?], FreshKey::new([8; 32], Moment::from_millis(0)));
    let store = Store::open(&address, &keys).await?;
    let begun = Instant::now();
    let steps = set.house(&store).await?;
    let mut made = stream::iter(0..set.conversations)
        .map(|number| tokio::spawn(fill(store.clone(), set.made(number, &steps))))
        .buffer_unordered(AT_ONCE);
    let mut count = 0_i64;
    while let Some(one) = made.next().await {
        one??;
        count += 1;
        if count % 5_000 == 0 {
            println!("{count} conversations after {} s", begun.elapsed().as_secs());
        }
    }
    store.close().await;
    settle(&address).await?;
    println!("done after {} s; its master key is {KEY}", begun.elapsed().as_secs());
    Ok(())
}

/// What is to be made.
#[derive(Clone, Copy)]
struct Set {
    conversations: i64,
    lines: i64,
    until: i64,
}

/// One conversation with everything around it.
struct Made {
    begun: Moment,
    changes: Changes,
    updates: Vec<ReceivedUpdate>,
    calls: Vec<(NewCall, CallEnd)>,
}

fn business() -> BusinessId {
    BusinessId::from_stored("biz_main")
}

fn connection() -> ConnectionId {
    ConnectionId::from_unique("large")
}

async fn fill(store: Store, made: Made) -> Result<(), Failure> {
    store.accept(&connection(), made.updates, None, made.begun, 0).await?;
    store.apply(&business(), made.changes, made.begun).await?;
    for (call, end) in made.calls {
        let id = call.id.clone();
        let _ = store.reserve_call(call, Budget::default()).await?;
        store.settle_call(&id, end).await?;
    }
    Ok(())
}

/// What no action of a living desk does in bulk: everything was answered and arrived.
async fn settle(address: &str) -> Result<(), Failure> {
    let statements = [
        "UPDATE inbox SET state = 'done'",
        "UPDATE lanes SET ready_at = NULL, first_unread_at = NULL",
        "UPDATE outbox SET state = 'sent', message_id = position, attempts = 1, sending_at = created_at, settled_at = created_at",
        "UPDATE conversations SET updated_at = COALESCE(last_answer_at, created_at), last_sent_at = last_answer_at",
    ];
    for statement in statements.map(|text| AssertSqlSafe(text.to_owned())) {
        if address.starts_with("sqlite:") {
            SqliteConnection::connect(address).await?.execute(statement).await?;
        } else {
            PgConnection::connect(address).await?.execute(statement).await?;
        }
    }
    Ok(())
}

impl Set {
    /// The bot and the versions of its script; returns the script's steps.
    async fn house(&self, store: &Store) -> Result<Vec<String>, Failure> {
        let bot = NewConnection {
            id: connection(),
            business: business(),
            kind: "bot".to_owned(),
            bot_id: 1,
            bot_username: "large_bot".to_owned(),
            script_name: "flower-shop".to_owned(),
            server: "http://localhost".to_owned(),
        };
        store.upsert_connection(bot).await?;
        for version in 1..=3 {
            let text = format!("{SCRIPT}\n<!-- {version} -->\n");
            let at = Moment::from_millis(self.until - YEAR_MILLIS / version);
            store.publish(&business(), "flower-shop", &text, &script::digest(&text), "a version", at).await?;
        }
        let known = script::read(SCRIPT).ok_or("the example script cannot be read")?;
        Ok(known.steps.into_iter().map(|step| step.id).collect())
    }

    fn made(&self, number: i64, steps: &[String]) -> Made {
        let mut dice = Dice::new(number);
        let day = YEAR_MILLIS / 86_400_000 * number / self.conversations.max(1);
        // By day more than by night: the better of two throws.
        let minute = dice.throw(1_200).max(dice.throw(1_200));
        let begun =
            Moment::from_millis(self.until - YEAR_MILLIS + day * 86_400_000 + minute * 60_000 + dice.throw(60_000));
        let contact = ContactId::from_unique(&format!("large{number}"));
        let version = if number * 2 < self.conversations { 1 + i64::from(number * 3 > self.conversations) } else { 3 };
        let mut conversation = Conversation::begin(
            ConversationId::from_unique(&format!("large{number:07}")),
            connection(),
            ChatId(10_000 + number),
            contact.clone(),
            ScriptRef { name: "flower-shop".to_owned(), version },
            if dice.throw(4) == 0 { Language::En } else { Language::Ru },
        );
        let reached = 1 + dice.throw(8).min(dice.throw(12));
        conversation.visited = steps.iter().take(usize::try_from(reached).unwrap_or(1)).cloned().collect();
        conversation.step = conversation.visited.last().cloned();
        let is_new = number + 300 > self.conversations;
        match dice.throw(40) {
            0 if is_new => {
                conversation.holder = Holder::Waiting { since: begun, reason: "asked_for_person".to_owned() }
            }
            1 if is_new => conversation.asked = None,
            number @ 2..=9 => {
                let outcome = if number < 5 { LeadOutcome::Enrolled } else { LeadOutcome::Lost };
                let decided = Decided { outcome, why: String::new(), at: begun, by: "Vera".to_owned() };
                conversation.lead.decided = Some(decided);
            }
            _ => {}
        }
        let person = ContactRow {
            id: contact.clone(),
            business: business(),
            channel_user_id: 10_000 + number,
            first_name: dice.of(&NAMES).to_owned(),
            last_name: None,
            username: Some(format!("person{number}")),
            language: Some("ru".to_owned()),
            created_at: begun,
        };
        let mut changes = Changes { contacts: vec![person], ..Changes::default() };
        let updates = self.talk(&conversation, begun, &mut dice, &mut changes);
        if dice.throw(50) == 0 {
            let (action, method) = (ConsentAction::OptedOut, "words".to_owned());
            changes.consent.push(ConsentRecord { contact, at: begun, action, method, words: "стоп".to_owned() });
        }
        let calls = (0..2).map(|place| call(&conversation, begun, place, &mut dice)).collect();
        changes.conversations.push(ConversationChange { conversation, expected_version: None });
        Made { begun, changes, updates, calls }
    }

    /// Lines by three: what the contact said, the turn, its answer. Returns the updates they came in.
    fn talk(&self, of: &Conversation, begun: Moment, dice: &mut Dice, changes: &mut Changes) -> Vec<ReceivedUpdate> {
        let mut at = begun;
        let mut updates = Vec::new();
        for line in 0..self.lines {
            let turn = TurnId::from_unique(&format!("{}_{}", of.id, line / 3));
            let is_operators = line > 12 && dice.throw(30) == 0;
            let (author, kind, text, reasons) = match line % 3 {
                0 => (Author::Contact, EntryKind::Message, dice.of(&ASKED), json!(null)),
                1 => (Author::Ai, EntryKind::Turn, "", reasons(of, dice)),
                _ if is_operators => {
                    (Author::Operator { name: "Vera".to_owned() }, EntryKind::Message, dice.of(&TOLD), json!(null))
                }
                _ => (Author::Ai, EntryKind::Message, dice.of(&TOLD), json!(null)),
            };
            at = at.plus_millis(match line % 3 {
                0 => 20_000 + dice.throw(400_000),
                1 => 1_000 + dice.throw(4_000) + if dice.throw(20) == 0 { dice.throw(600_000) } else { 0 },
                _ => 1,
            });
            if kind == EntryKind::Message && author != Author::Contact {
                changes.outbox.push(outgoing(of, &turn, author.clone(), text, begun));
            }
            if author == Author::Contact {
                updates.push(ReceivedUpdate {
                    update_id: Some(of.chat.0 * 100 + line),
                    chat: Some(of.chat),
                    kind: "message".to_owned(),
                    raw: format!("{{\"message\":{{\"text\":\"{text}\",\"chat\":{{\"id\":{}}}}}}}", of.chat.0)
                        .into_bytes(),
                    is_urgent: false,
                    is_readable: true,
                    is_only_kept: false,
                });
            }
            changes.timeline.push(TimelineEntry {
                conversation: of.id.clone(),
                at,
                message_id: (author == Author::Contact).then_some(MessageId(line + 1)),
                author,
                kind,
                text: text.to_owned(),
                file: None,
                turn: Some(turn),
                reasons,
            });
        }
        updates
    }
}

fn reasons(of: &Conversation, dice: &mut Dice) -> serde_json::Value {
    let (strategy, moves) = match dice.throw(30) {
        0 => ("hand_off", json!(["hand_over"])),
        1..=8 => ("free_20", json!(["answer_question"])),
        9 => ("stay_silent", json!([])),
        _ => ("script_80", json!(["say_step", "ask_field"])),
    };
    json!({
        "heard": null, "strategy": strategy, "why": [{"word": "fit_above_threshold", "about": "0.82"}],
        "script": {"name": of.script.name, "version": of.script.version}, "step_before": of.step, "step_after": of.step,
        "moves": moves, "facts": ["roses_25"], "writer": "local",
        "verdicts": [{"rule": "figures", "verdict": "say", "reason": ""}, {"rule": "person", "verdict": "say", "reason": ""}],
    })
}

fn outgoing(of: &Conversation, turn: &TurnId, author: Author, text: &str, at: Moment) -> OutboxRow {
    let content = Content::Text { text: "?".to_owned(), reply_to: None };
    OutboxRow {
        id: OutboxId::from_unique(&format!("{turn}_0")),
        permit: Permit::to_answer(&Incoming { message_id: Some(MessageId(1)), at, content }),
        connection: of.connection.clone(),
        chat: of.chat,
        conversation: Some(of.id.clone()),
        turn: turn.clone(),
        seq: 0,
        purpose: Purpose::Reply,
        author,
        delivery: Delivery::Send { message: Outgoing::plain(text) },
        disclosure: Disclosure { is_in_text: true, words: "Отвечает ИИ-помощник.".to_owned() },
        carries: None,
        topic_of: None,
    }
}

fn call(of: &Conversation, at: Moment, place: i64, dice: &mut Dice) -> (NewCall, CallEnd) {
    let day = at.day_in("Europe/Moscow");
    let prompt = 800 + dice.number(2_000);
    let call = NewCall {
        id: format!("call_{}_{place}", of.id),
        business: business(),
        conversation: of.id.clone(),
        at,
        day: day.to_string(),
        month: day.strftime("%Y-%m").to_string(),
        job: if place == 0 { Job::Hear } else { Job::Write },
        provider: "own".to_owned(),
        model: "example-8b".to_owned(),
        prompt: "write/3".to_owned(),
        tokens: Tokens { prompt: 4_000, cached: 0, output: 600 },
        cost: Cost(2_000),
    };
    let tokens = Tokens { prompt, cached: prompt / 2, output: 50 + dice.number(200) };
    let outcome = if dice.throw(40) == 0 { "timeout" } else { "done" };
    (call, CallEnd { outcome: outcome.to_owned(), tokens, cost: Cost(prompt), millis: 400 + dice.throw(3_000) })
}

/// Chance that is the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    const fn new(seed: i64) -> Self {
        Self(seed.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    const fn number(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % below
    }

    fn throw(&mut self, below: i64) -> i64 {
        i64::try_from(self.number(below.cast_unsigned())).unwrap_or_default()
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        let place = usize::try_from(self.number(u64::try_from(words.len()).unwrap_or(1))).unwrap_or_default();
        words.get(place).copied().unwrap_or_default()
    }
}
