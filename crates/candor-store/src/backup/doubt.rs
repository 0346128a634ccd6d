//! What waited when a backup was taken, and what became of it since. The database that goes on knows; where there is
//! none, nobody does, and a message that may have been sent is not sent again blindly.

use candor_core::moment::Moment;

use super::Restored;
use crate::{
    DeliveryState, Error,
    sql::{Row, Tx, params},
    timers::number_when_due,
};

/// A message that waited.
pub(super) struct Unsettled {
    id: String,
    is_idempotent: bool,
}

/// An update that waited.
pub(super) struct Unread {
    connection: String,
    id_epoch: i64,
    update_id: i64,
}

/// Something meant for later.
pub(super) struct Meant {
    connection: String,
    key: String,
    due_at: Moment,
}

/// All that waited in a backup.
#[derive(Default)]
pub(super) struct Waiting {
    messages: Vec<Unsettled>,
    updates: Vec<Unread>,
    timers: Vec<Meant>,
}

/// What another database knows of it, in the same order.
#[derive(Default)]
pub(super) struct Evidence {
    messages: Vec<Option<Fate>>,
    updates: Vec<Option<String>>,
    timers: Vec<Since>,
}

/// What became of a timer.
#[derive(Clone, Copy)]
enum Since {
    /// It still waits, was taken back, or nobody knows: what it is about decides when it is due.
    Waits,
    /// It came due, and what it was for was done.
    Fired,
    /// It came due and was set again.
    SetAgain(Moment),
}

/// What became of a message.
struct Fate {
    state: DeliveryState,
    message_id: Option<i64>,
    settled_at: Option<Moment>,
    reason: Option<String>,
}

/// The reason kept with a message whose fate a restore left open.
const RESTORED: &str = "restored";

/// What waited when the backup was taken.
pub(super) async fn waiting(tx: &mut Tx<'_>) -> Result<Waiting, Error> {
    let sql = "SELECT id, is_idempotent FROM outbox WHERE state IN ('ready', 'sending') ORDER BY position";
    let rows = tx.rows(sql, params![]).await?;
    let messages =
        rows.iter().map(|row| Ok(Unsettled { id: row.text("id")?, is_idempotent: row.flag("is_idempotent")? }));
    let messages = messages.collect::<Result<_, Error>>()?;
    let sql = "SELECT connection, id_epoch, update_id FROM inbox WHERE state = 'received'";
    let updates = tx.rows(sql, params![]).await?.iter().map(read_unread).collect::<Result<_, Error>>()?;
    let rows = tx.rows("SELECT connection, key, due_at FROM timers ORDER BY connection, key", params![]).await?;
    let timers = rows.iter().map(|row| {
        Ok(Meant { connection: row.text("connection")?, key: row.text("key")?, due_at: row.moment("due_at")? })
    });
    let timers = timers.collect::<Result<_, Error>>()?;
    Ok(Waiting { messages, updates, timers })
}

fn read_unread(row: &Row) -> Result<Unread, Error> {
    Ok(Unread { connection: row.text("connection")?, id_epoch: row.int("id_epoch")?, update_id: row.int("update_id")? })
}

/// Asks the database that went on after the backup.
pub(super) async fn ask(tx: &mut Tx<'_>, waiting: &Waiting) -> Result<Evidence, Error> {
    let mut evidence = Evidence::default();
    for message in &waiting.messages {
        let sql = "SELECT state, message_id, settled_at, reason FROM outbox WHERE id = $1";
        let row = tx.row(sql, params![&message.id]).await?;
        evidence.messages.push(row.as_ref().map(read_fate).transpose()?);
    }
    for update in &waiting.updates {
        let sql = "SELECT state FROM inbox WHERE connection = $1 AND id_epoch = $2 AND update_id = $3";
        let row = tx.row(sql, params![&update.connection, update.id_epoch, update.update_id]).await?;
        evidence.updates.push(row.map(|row| row.text("state")).transpose()?);
    }
    for timer in &waiting.timers {
        evidence.timers.push(since(tx, timer).await?);
    }
    Ok(evidence)
}

async fn since(tx: &mut Tx<'_>, timer: &Meant) -> Result<Since, Error> {
    let number = number_when_due(&timer.key, timer.due_at);
    let sql = "SELECT 1 AS fired FROM inbox WHERE connection = $1 AND update_id = $2";
    if tx.row(sql, params![&timer.connection, number]).await?.is_none() {
        return Ok(Since::Waits);
    }
    let sql = "SELECT due_at FROM timers WHERE connection = $1 AND key = $2";
    let again = tx.row(sql, params![&timer.connection, &timer.key]).await?;
    Ok(match again {
        Some(row) => Since::SetAgain(row.moment("due_at")?),
        None => Since::Fired,
    })
}

fn read_fate(row: &Row) -> Result<Fate, Error> {
    Ok(Fate {
        state: row.word("state", DeliveryState::from_column)?,
        message_id: row.opt_int("message_id")?,
        settled_at: row.opt_moment("settled_at")?,
        reason: row.opt_text("reason")?,
    })
}

/// Writes into the restored database what became of what waited.
pub(super) async fn settle(
    tx: &mut Tx<'_>,
    waiting: &Waiting,
    evidence: &Evidence,
    now: Moment,
    restored: &mut Restored,
) -> Result<(), Error> {
    for (place, message) in waiting.messages.iter().enumerate() {
        let fate = evidence.messages.get(place).and_then(Option::as_ref);
        let (fate, counter) = decide(message, fate, now, restored);
        *counter = counter.saturating_add(1);
        let sql = "UPDATE outbox SET state = $1, message_id = $2, settled_at = $3, reason = $4, owner = NULL
                   WHERE id = $5";
        let reason = fate.reason.as_deref();
        tx.execute(sql, params![fate.state.column(), fate.message_id, fate.settled_at, reason, &message.id]).await?;
    }
    for (place, update) in waiting.updates.iter().enumerate() {
        let state = evidence.updates.get(place).and_then(Option::as_deref);
        let Some(state) = state.filter(|state| *state != "received") else {
            restored.unanswered = restored.unanswered.saturating_add(1);
            continue;
        };
        restored.answered = restored.answered.saturating_add(1);
        let sql = "UPDATE inbox SET state = $1 WHERE connection = $2 AND id_epoch = $3 AND update_id = $4";
        tx.execute(sql, params![state, &update.connection, update.id_epoch, update.update_id]).await?;
    }
    for (timer, since) in waiting.timers.iter().zip(&evidence.timers) {
        settle_timer(tx, timer, *since).await?;
    }
    if restored.waiting == 0 && restored.uncertain == 0 {
        // Files are kept for messages that wait, and none does.
        tx.execute("DELETE FROM files", params![]).await?;
    }
    Ok(())
}

async fn settle_timer(tx: &mut Tx<'_>, timer: &Meant, since: Since) -> Result<(), Error> {
    match since {
        Since::Waits => {}
        Since::Fired => {
            let sql = "DELETE FROM timers WHERE connection = $1 AND key = $2";
            tx.execute(sql, params![&timer.connection, &timer.key]).await?;
        }
        Since::SetAgain(due_at) => {
            let sql = "UPDATE timers SET due_at = $1 WHERE connection = $2 AND key = $3";
            tx.execute(sql, params![due_at, &timer.connection, &timer.key]).await?;
        }
    }
    Ok(())
}

/// What a message becomes, and where it is counted. One that still waited when the desk stopped may be sent; one that was
/// being sent, or of which nothing is known, may have been.
fn decide<'a>(
    message: &Unsettled,
    fate: Option<&Fate>,
    now: Moment,
    restored: &'a mut Restored,
) -> (Fate, &'a mut u64) {
    let open = |state, settled_at| Fate { state, message_id: None, settled_at, reason: Some(RESTORED.to_owned()) };
    match fate {
        Some(Fate { state: DeliveryState::Ready, .. }) => (open(DeliveryState::Ready, None), &mut restored.waiting),
        Some(fate) if fate.state != DeliveryState::Sending => {
            let reason = fate.reason.clone();
            let fate = Fate { state: fate.state, message_id: fate.message_id, settled_at: fate.settled_at, reason };
            (fate, &mut restored.settled)
        }
        _ if message.is_idempotent => (open(DeliveryState::Cancelled, Some(now)), &mut restored.cancelled),
        _ => (open(DeliveryState::Uncertain, Some(now)), &mut restored.uncertain),
    }
}
