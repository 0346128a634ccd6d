//! `kill -9` at random moments under load, again and again: nothing acknowledged is lost, nothing is sent twice outside
//! the counted window, the order of each chat is kept. The simulator knows what really happened; the database says what
//! the desk believes; this compares the two.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stdout
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use candor_core::{
    ids::{ChatId, ConnectionId},
    outbox::Delivery,
    timeline::EntryKind,
};
use candor_store::{DeliveryState, Store};
use telegram_simulator::{FaultRates, NewUser};

use crate::program::{Running, World};

/// So many times the process is killed. It held for two hundred kills too, a minute longer.
const KILLS: usize = 80;
/// So many people write.
const PEOPLE: usize = 90;
/// The longest a process lives before it is killed, milliseconds.
const LONGEST_LIFE: u64 = 450;
/// How long the last process has to settle everything.
const LAST_WORDS: Duration = Duration::from_secs(120);

/// A generator with a seed that is printed, so that a failure can be repeated (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn eighty_kills_lose_nothing_double_nothing_and_keep_the_order() {
    let seed = u64::from(std::process::id());
    println!("kill -9 loop: seed {seed}");
    let mut chance = Chance(seed);
    let world = World::new().await;
    world.simulator.set_fault_rates(FaultRates {
        drop_before: 10,
        drop_after: 10,
        slow: 100,
        slow_millis: 20,
        methods: vec!["sendMessage".to_owned()],
        ..FaultRates::default()
    });
    let people: Vec<i64> =
        (0..PEOPLE).map(|number| world.simulator.add_user(NewUser::named(&format!("P{number}"))).unwrap()).collect();
    for person in &people {
        world.simulator.user_starts(world.bot.id, *person, None).unwrap();
    }
    let mut said: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let config = world.folder.path().join("candor.toml");
    std::fs::write(&config, "[desk]\nquiet_millis = 10\n").unwrap();

    for kill in 0..KILLS {
        let process = Running::start(&mut world.serve());
        let dies_at = Instant::now() + Duration::from_millis(80 + chance.below(LONGEST_LIFE));
        while Instant::now() < dies_at {
            let person = people[chance.below(PEOPLE as u64) as usize];
            let words = said.entry(person).or_default();
            let text = format!("How much are roses, please? #{kill}.{}", words.len());
            world.simulator.user_sends(world.bot.id, person, &text).unwrap();
            words.push(text);
            tokio::time::sleep(Duration::from_millis(5 + chance.below(25))).await;
        }
        process.kill();
    }

    world.simulator.set_fault_rates(FaultRates::default());
    let last = Running::start(&mut world.serve());
    let bot = world.bot.id;
    let quiet = |simulator: &telegram_simulator::Simulator| (simulator.pending_updates(bot) == 0).then_some(());
    world.simulator.wait_for(LAST_WORDS, quiet).await.expect("updates are left at the simulator");
    settled(&world).await;
    assert_eq!(last.stop(), Some(0), "a planned stop is clean");
    compare(&world, &people, &said).await;
}

/// Waits until the desk has nothing left to do, looking into its database from beside it.
async fn settled(world: &World) {
    let store = Store::open_beside(&format!("sqlite:{}", world.database().display()), &world.keys()).await.unwrap();
    let deadline = Instant::now() + LAST_WORDS;
    loop {
        let counts = store.counts().await.unwrap();
        if counts.inbox_received + counts.lanes_waiting + counts.outbox_ready + counts.outbox_sending == 0 {
            break;
        }
        assert!(Instant::now() < deadline, "the desk did not settle: {counts:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    store.close().await;
}

async fn compare(world: &World, people: &[i64], said: &BTreeMap<i64, Vec<String>>) {
    let store = Store::open(&format!("sqlite:{}", world.database().display()), &world.keys()).await.unwrap();
    let connection = ConnectionId::from_unique(&world.bot.id.to_string());
    let delivered = world.simulator.delivered(world.bot.id);
    let counts = store.counts().await.unwrap();
    let (mut kept, mut sent, mut uncertain, mut arrived_uncertain) = (0, 0, 0, 0);
    assert_eq!(counts.inbox_parked, 0, "{counts:?}");
    for person in people {
        let known = store.conversation_by_chat(&connection, ChatId(*person)).await.unwrap().expect("a conversation");
        let lines = store.timeline(&known.conversation.id, 0, 1_000_000).await.unwrap();
        let heard: Vec<&str> = lines
            .iter()
            .filter(|line| line.entry.kind == EntryKind::Message && line.entry.author.column() == "contact")
            .map(|line| line.entry.text.as_str())
            .collect();
        let wanted: Vec<&str> =
            said.get(person).map(|words| words.iter().map(String::as_str).collect()).unwrap_or_default();
        assert_eq!(heard, wanted, "every message of {person} is kept once and in order");
        kept += heard.len();

        let rows = store.delivery_states(&known.conversation.id).await.unwrap();
        let mut in_chat: Vec<_> = delivered.iter().filter(|delivery| delivery.chat_id == *person).collect();
        let recorded: Vec<i64> = rows
            .iter()
            .filter(|row| row.state == DeliveryState::Sent)
            .filter_map(|row| row.message_id.map(|id| id.0))
            .collect();
        assert!(recorded.windows(2).all(|pair| pair[0] < pair[1]), "the order of {person} is kept: {recorded:?}");
        let distinct: BTreeSet<i64> = recorded.iter().copied().collect();
        assert_eq!(distinct.len(), recorded.len(), "one row, one message");
        sent += recorded.len();
        in_chat.retain(|delivery| !distinct.contains(&delivery.message_id));
        // What arrived and was not recorded must be the one arrival of a row whose fate is counted as unknown.
        for row in rows.iter().filter(|row| row.state == DeliveryState::Uncertain) {
            uncertain += 1;
            let Delivery::Send { message } = &row.delivery else { continue };
            if let Some(at) = in_chat.iter().position(|delivery| delivery.text == message.text) {
                in_chat.remove(at);
                arrived_uncertain += 1;
            }
        }
        assert!(in_chat.is_empty(), "sent twice or unaccounted for: {in_chat:?}");
    }
    let acknowledged = world.simulator.acknowledged(world.bot.id);
    assert!(acknowledged.iter().all(|update| update.how.is_by_bot()), "an update was lost at the channel");
    assert_eq!(counts.inbox_done, acknowledged.len() as u64, "every acknowledged update is kept and answered");
    store.close().await;
    println!(
        "kill -9 loop: {KILLS} kills, {} updates acknowledged, {kept} messages kept, {sent} answers sent; lost 0, doubled 0, \
         order broken 0; {uncertain} sends of unknown fate, of which {arrived_uncertain} had arrived",
        acknowledged.len(),
    );
}
