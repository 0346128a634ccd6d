//! Group commit on SQLite: one task owns the one writing connection, takes all writes that wait, runs each inside a
//! savepoint and commits once, with one synchronisation of the disk. Only then does it answer.
//!
//! A write that fails is undone alone. If the commit fails, or the process dies before it, nobody was answered.

use std::{
    fs::File,
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{FutureExt as _, future::BoxFuture};
use sqlx::{Connection as _, SqliteConnection};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    Error,
    seal::Sealer,
    sql::{Tx, params},
    write::Work,
};

/// At most so many writes share a commit.
const BATCH: usize = 64;

/// At most so many writes wait; who comes later waits for a place.
const QUEUE: usize = 1024;

/// The door to the task that writes.
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
    task: Mutex<Option<JoinHandle<()>>>,
    commits: Arc<AtomicU64>,
}

enum Message {
    Write(Box<dyn Job>),
    Stop,
}

/// A write whose types are forgotten.
trait Job: Send {
    /// Runs it; an error is what it failed with.
    fn run<'a>(&'a mut self, tx: Tx<'a>) -> BoxFuture<'a, Result<(), Error>>;

    /// Answers who asked: with its own outcome if the batch was committed.
    fn answer(self: Box<Self>, batch: Result<(), Error>);
}

struct Asked<W, T> {
    what: W,
    work: Work<W, T>,
    outcome: Option<Result<T, Error>>,
    answer: oneshot::Sender<Result<T, Error>>,
}

impl<W: Send + Sync, T: Send> Job for Asked<W, T> {
    fn run<'a>(&'a mut self, tx: Tx<'a>) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let running = AssertUnwindSafe((self.work)(&self.what, tx)).catch_unwind();
            let outcome = running.await.unwrap_or_else(|_| Err(Error::Other("a write broke down".to_owned())));
            let fate = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
            self.outcome = Some(outcome);
            fate
        })
    }

    fn answer(self: Box<Self>, batch: Result<(), Error>) {
        let answer = match (self.outcome, batch) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(shared)) => Err(shared),
            (Some(outcome), Ok(())) => outcome,
            (None, Ok(())) => Err(Error::Other("a write was not run".to_owned())),
        };
        // Who asked may have gone; what was committed stays committed.
        let _ = self.answer.send(answer);
    }
}

impl Writer {
    /// Starts the task. The lock on the file, if there is one, is given up when the task has closed the connection.
    pub(crate) fn start(conn: SqliteConnection, sealer: Arc<Sealer>, lock: Option<File>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let commits = Arc::new(AtomicU64::new(0));
        let task = tokio::spawn(serve(conn, sealer, waiting, Arc::clone(&commits), lock));
        Self { queue, task: Mutex::new(Some(task)), commits }
    }

    /// Runs a write together with all others that wait, and answers when it is durable.
    pub(crate) async fn write<W, T>(&self, what: W, work: Work<W, T>) -> Result<T, Error>
    where
        W: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Asked { what, work, outcome: None, answer });
        self.queue.send(Message::Write(job)).await.map_err(|_| Error::Closed)?;
        answered.await.unwrap_or(Err(Error::Closed))
    }

    /// Finishes what waits and closes the connection.
    pub(crate) async fn stop(&self) {
        // An error means that the task has ended before.
        let _ = self.queue.send(Message::Stop).await;
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }

    /// How many commits there were.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }
}

async fn serve(
    mut conn: SqliteConnection,
    sealer: Arc<Sealer>,
    mut waiting: mpsc::Receiver<Message>,
    commits: Arc<AtomicU64>,
    lock: Option<File>,
) {
    let mut messages = Vec::with_capacity(BATCH);
    let mut is_stopping = false;
    while !is_stopping && waiting.recv_many(&mut messages, BATCH).await > 0 {
        let mut jobs = Vec::with_capacity(messages.len());
        for message in messages.drain(..) {
            match message {
                Message::Write(job) => jobs.push(job),
                Message::Stop => is_stopping = true,
            }
        }
        if jobs.is_empty() {
            continue;
        }
        let batch = commit_together(&mut conn, &sealer, &mut jobs).await;
        match &batch {
            Ok(()) => {
                commits.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                tracing::warn!(store.writes = jobs.len(), "A group of writes was rolled back: {error}");
                // SQLite may have rolled back by itself; then this fails, and that is well.
                let _ = Tx::sqlite(&mut conn, &sealer).execute("ROLLBACK", params![]).await;
            }
        }
        for job in jobs {
            job.answer(batch.clone());
        }
    }
    if let Err(error) = conn.close().await {
        tracing::warn!("The database did not close cleanly, which costs nothing but time at the next start: {error}");
    }
    drop(lock);
}

async fn commit_together(
    conn: &mut SqliteConnection,
    sealer: &Arc<Sealer>,
    jobs: &mut [Box<dyn Job>],
) -> Result<(), Error> {
    Tx::sqlite(conn, sealer).execute("BEGIN IMMEDIATE", params![]).await?;
    for job in jobs {
        Tx::sqlite(conn, sealer).execute("SAVEPOINT one_write", params![]).await?;
        if let Err(error) = job.run(Tx::sqlite(conn, sealer)).await {
            // A full disk or a failing one ends the whole transaction, savepoints included: then this fails too, and
            // all that was to be written together is answered with the reason.
            let undone = Tx::sqlite(conn, sealer).execute("ROLLBACK TO one_write", params![]).await;
            undone.map_err(|_| error)?;
        }
        Tx::sqlite(conn, sealer).execute("RELEASE one_write", params![]).await?;
    }
    Tx::sqlite(conn, sealer).execute("COMMIT", params![]).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
