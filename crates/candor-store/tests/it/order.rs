//! A property: whatever senders, refusals, doubts and crashes do in whatever order, each chat is sent its messages in the
//! order in which they were decided, never two at a time, and nothing is lost.

use std::collections::{BTreeMap, BTreeSet};

use candor_core::ids::OutboxId;
use candor_store::{Arrival, Begun};
use proptest::{
    prelude::{Strategy, any, prop_oneof},
    strategy::Just,
    test_runner::{Config, TestRunner},
};

use crate::house::{House, Kind, arrived, at, tell};

/// One thing that happens. Numbers choose among what is there at the time.
#[derive(Clone, Copy, Debug)]
enum Happening {
    /// A turn decides so many messages for a chat.
    Decide { chat: u8, messages: u8 },
    /// A sender begins some due row.
    Begin { which: u8 },
    /// A row being sent arrives.
    Arrive { which: u8 },
    /// A row being sent is refused for a while.
    PutOff { which: u8 },
    /// A row being sent is refused for good.
    Fail { which: u8 },
    /// Nobody knows about a row being sent.
    Doubt { which: u8 },
    /// Every sender dies and another one starts.
    Crash,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        3 => (0..3_u8, 1..4_u8).prop_map(|(chat, messages)| Happening::Decide { chat, messages }),
        6 => any::<u8>().prop_map(|which| Happening::Begin { which }),
        5 => any::<u8>().prop_map(|which| Happening::Arrive { which }),
        1 => any::<u8>().prop_map(|which| Happening::PutOff { which }),
        1 => any::<u8>().prop_map(|which| Happening::Fail { which }),
        1 => any::<u8>().prop_map(|which| Happening::Doubt { which }),
        1 => Just(Happening::Crash),
    ]
}

#[test]
fn order_holds_in_every_chat_whatever_happens_on_sqlite() {
    hold(Kind::Sqlite, 48);
}

#[test]
fn order_holds_in_every_chat_whatever_happens_on_postgres() {
    hold(Kind::Postgres, 8);
}

fn hold(kind: Kind, cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let histories = proptest::collection::vec(happening(), 1..50);
    runner
        .run(&histories, |history| {
            tell(kind, move |house| live(house, history.clone()));
            Ok(())
        })
        .unwrap();
}

/// What the model remembers: rows by their place in the order of decisions.
#[derive(Default)]
struct Model {
    /// The chat of each row.
    chats: BTreeMap<OutboxId, u8>,
    /// The place of each row.
    places: BTreeMap<OutboxId, usize>,
    sending: BTreeSet<OutboxId>,
    settled: BTreeSet<OutboxId>,
    /// The place of the newest row begun in each chat.
    newest: BTreeMap<u8, usize>,
}

async fn live(house: House, history: Vec<Happening>) {
    let connection = house.connect().await;
    let mut model = Model::default();
    let mut owner = 0;
    for (number, happening) in history.into_iter().enumerate() {
        let chosen = |which: u8, model: &Model| {
            let sending: Vec<_> = model.sending.iter().cloned().collect();
            (!sending.is_empty()).then(|| sending[usize::from(which) % sending.len()].clone())
        };
        match happening {
            Happening::Decide { chat, messages } => {
                let turn = format!("t{number}");
                let texts: Vec<_> = (0..messages).map(|message| format!("{number} {message}")).collect();
                let texts: Vec<_> = texts.iter().map(String::as_str).collect();
                house.answer(&connection, i64::from(chat) + 1, &turn, &texts).await;
                for seq in 0..messages {
                    let id = OutboxId::from_unique(&format!("{turn}_{seq}"));
                    model.places.insert(id.clone(), model.places.len());
                    model.chats.insert(id, chat);
                }
            }
            Happening::Begin { which } => {
                let due = house.store.due_outgoing(at(10), 100, &[]).await.unwrap();
                if let Some(row) = due.get(usize::from(which) % due.len().max(1)) {
                    begin(&house, &mut model, &row.id, owner).await;
                }
            }
            Happening::Arrive { which } => {
                if let Some(id) = chosen(which, &model) {
                    house.store.mark_sent(&id, arrived(1, false), at(10)).await.unwrap();
                    model.sending.remove(&id);
                    model.settled.insert(id);
                }
            }
            Happening::PutOff { which } => {
                if let Some(id) = chosen(which, &model) {
                    house.store.retry_at(&id, at(10), "again").await.unwrap();
                    model.sending.remove(&id);
                }
            }
            Happening::Fail { which } => {
                if let Some(id) = chosen(which, &model) {
                    house.store.mark_failed(&id, "no", None, at(10)).await.unwrap();
                    model.sending.remove(&id);
                    model.settled.insert(id);
                }
            }
            Happening::Doubt { which } => {
                if let Some(id) = chosen(which, &model) {
                    house.store.mark_uncertain(&id, "timed out", None, at(10)).await.unwrap();
                    model.sending.remove(&id);
                    model.settled.insert(id);
                }
            }
            Happening::Crash => {
                owner += 1;
                let found = house.store.recover(&format!("desk {owner}"), at(10), at(10)).await.unwrap();
                assert_eq!(found.uncertain, u64::try_from(model.sending.len()).unwrap());
                model.settled.append(&mut model.sending);
            }
        }
    }
    drain(&house, &mut model, owner).await;
    let counts = house.store.counts().await.unwrap();
    let all = counts.outbox_sent + counts.outbox_failed + counts.outbox_uncertain;
    assert_eq!(all, u64::try_from(model.places.len()).unwrap(), "{counts:?}");
}

async fn begin(house: &House, model: &mut Model, id: &OutboxId, owner: u32) {
    let begun = house.store.begin_sending(id, &format!("desk {owner}"), at(10)).await.unwrap();
    assert!(matches!(begun, Begun::Send { .. }), "{id} was due and did not begin: {begun:?}");
    let (chat, place) = (model.chats[id], model.places[id]);
    let is_alone = model.sending.iter().all(|other| model.chats[other] != chat);
    assert!(is_alone, "two rows of chat {chat} on their way");
    let overtaken = model.places.iter().find(|(other, other_place)| {
        model.chats[*other] == chat && **other_place < place && !model.settled.contains(*other)
    });
    assert!(overtaken.is_none(), "{id} overtook {overtaken:?}");
    let newest = model.newest.entry(chat).or_insert(place);
    assert!(*newest <= place, "{id} came late");
    *newest = place;
    model.sending.insert(id.clone());
}

/// Sends all that is left.
async fn drain(house: &House, model: &mut Model, owner: u32) {
    loop {
        for id in std::mem::take(&mut model.sending) {
            house.store.mark_sent(&id, Arrival::default(), at(10)).await.unwrap();
            model.settled.insert(id);
        }
        let due = house.store.due_outgoing(at(10), 100, &[]).await.unwrap();
        if due.is_empty() {
            return;
        }
        for row in due {
            begin(house, model, &row.id, owner).await;
        }
    }
}
