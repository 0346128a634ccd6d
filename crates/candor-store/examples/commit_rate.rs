//! How many writes a second the store makes durable, one after another and many at a time; and what the search costs a commit: two lines
//! of a conversation are written with words, which are taken into the index, and with as many signs, which are not, by turns.
//!
//! `cargo run --release -p candor-store --example commit_rate -- sqlite:target/commit_rate.db`
//! (or `postgres://…`, an empty database). On SQLite the ratio is what group commit gains.

#![allow(clippy::print_stdout, reason = "a measurement is for the person at the terminal")]

use std::time::{Duration, Instant};

use candor_core::{
    conversation::{Conversation, ScriptRef},
    ids::{BusinessId, ChatId, ConnectionId, ContactId, ConversationId},
    language::Language,
    message::Author,
    moment::Moment,
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{
    Changes, ContactRow, ConversationChange, FreshKey, Keys, MasterKey, NewConnection, ReceivedUpdate, Store,
};

/// So long is each measurement.
const LENGTH: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("give the address of an empty database")?;
    let keys = Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], Moment::from_millis(0)));
    let store = Store::open(&address, &keys).await?;
    let connection = ConnectionId::from_unique("measured");
    store.upsert_connection(measured(&connection)).await?;
    let mut first = 0;
    println!("at a time   writes/s   commits/s");
    for writers in [1, 8, 64, 256] {
        let (commits, begun) = (store.commits(), Instant::now());
        let mut tasks = Vec::new();
        for writer in 0..writers {
            tasks.push(tokio::spawn(write_for_a_while(store.clone(), connection.clone(), first + writer * 1_000_000)));
        }
        first += writers * 1_000_000;
        let mut writes = 0_u64;
        for task in tasks {
            writes += task.await??;
        }
        let millis = u64::try_from(begun.elapsed().as_millis())?.max(1);
        let rate = |count: u64| count * 1_000 / millis;
        println!("{writers:9} {:10} {:11}", rate(writes), rate(store.commits() - commits));
    }
    println!("\nat a time   with words/s   without/s   ratio");
    let mut number = 0;
    for writers in [1, 8, 64] {
        let (mut with, mut without) = (0, 0);
        for _ in 0..ROUNDS {
            for (has_words, written) in [(true, &mut with), (false, &mut without)] {
                let mut tasks = Vec::new();
                for _ in 0..writers {
                    number += 1;
                    tasks.push(tokio::spawn(talk_for_a_while(store.clone(), connection.clone(), number, has_words)));
                }
                for task in tasks {
                    *written += task.await??;
                }
            }
        }
        let rate = |count: u64| count * 1_000 / (u64::from(ROUNDS) * 1_000);
        let thousandths = with * 1_000 / without.max(1);
        println!(
            "{writers:9} {:14} {:11}   {}.{:03}",
            rate(with),
            rate(without),
            thousandths / 1_000,
            thousandths % 1_000
        );
    }
    store.close().await;
    Ok(())
}

/// So often words and signs take turns, a second each.
const ROUNDS: u32 = 6;

const ASKED: &str = "Здравствуйте! Сколько стоит букет из двадцати пяти роз с доставкой в воскресенье?";
const TOLD: &str = "25 роз — 3 900 ₽, соберём за час и доставим в воскресенье до 21:00. На какой адрес?";

/// Commits of two lines and the conversation they belong to.
async fn talk_for_a_while(
    store: Store,
    connection: ConnectionId,
    number: i64,
    has_words: bool,
) -> Result<u64, candor_store::CommitError> {
    let business = BusinessId::from_unique("measured");
    let contact = ContactId::from_unique(&format!("talk{number}"));
    let id = ConversationId::from_unique(&format!("talk{number}"));
    let script = ScriptRef { name: "none".to_owned(), version: 1 };
    let known = Conversation::begin(id, connection, ChatId(number), contact.clone(), script, Language::Ru);
    let person = ContactRow {
        id: contact,
        business: business.clone(),
        channel_user_id: number,
        first_name: "Anna".to_owned(),
        last_name: None,
        username: None,
        language: None,
        created_at: Moment::from_millis(0),
    };
    let text = |words: &str| {
        // As many bytes, none of them a letter.
        if has_words { words.to_owned() } else { "!".repeat(words.len()) }
    };
    let begun = Instant::now();
    let mut writes = 0;
    while begun.elapsed() < Duration::from_secs(1) {
        let at = Moment::from_millis(1_790_000_000_000 + i64::try_from(writes).unwrap_or_default() * 1_000 + number);
        let line = |author, words: &str| TimelineEntry {
            conversation: known.id.clone(),
            at,
            author,
            kind: EntryKind::Message,
            text: text(words),
            message_id: None,
            turn: None,
            file: None,
            reasons: serde_json::Value::Null,
        };
        let expected_version = i64::try_from(writes).ok().filter(|version| *version > 0);
        let changes = Changes {
            contacts: vec![person.clone()],
            conversations: vec![ConversationChange { conversation: known.clone(), expected_version }],
            timeline: vec![line(Author::Contact, ASKED), line(Author::Ai, TOLD)],
            ..Changes::default()
        };
        store.apply(&business, changes, at).await?;
        writes += 1;
    }
    Ok(writes)
}

async fn write_for_a_while(store: Store, connection: ConnectionId, first: i64) -> Result<u64, candor_store::Error> {
    let begun = Instant::now();
    let (mut number, mut writes) = (first, 0);
    while begun.elapsed() < LENGTH {
        let update = ReceivedUpdate {
            update_id: Some(number),
            chat: Some(ChatId(first)),
            kind: "message".to_owned(),
            raw: vec![b'x'; 600],
            is_urgent: false,
            is_readable: true,
            is_only_kept: false,
        };
        store.accept(&connection, vec![update], None, Moment::from_millis(0), 0).await?;
        number += 1;
        writes += 1;
    }
    Ok(writes)
}

fn measured(connection: &ConnectionId) -> NewConnection {
    NewConnection {
        id: connection.clone(),
        business: BusinessId::from_unique("measured"),
        kind: "bot".to_owned(),
        bot_id: 1,
        bot_username: "measured_bot".to_owned(),
        script_name: "none".to_owned(),
        server: "http://localhost".to_owned(),
    }
}
