//! How many writes a second the store makes durable, one after another and many at a time.
//!
//! `cargo run --release -p candor-store --example commit_rate -- sqlite:target/commit_rate.db`
//! (or `postgres://…`, an empty database). On SQLite the ratio is what group commit gains.

#![allow(clippy::print_stdout, reason = "a measurement is for the person at the terminal")]

use std::time::{Duration, Instant};

use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId},
    moment::Moment,
};
use candor_store::{FreshKey, Keys, MasterKey, NewConnection, ReceivedUpdate, Store};

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
    store.close().await;
    Ok(())
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
