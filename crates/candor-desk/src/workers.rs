//! Every worker of the desk by name, and how they stop: what was begun is finished, so that a planned restart leaves
//! nothing uncertain.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use candor_core::moment::Moment;
use candor_store::{AfterFailure, Error, LeasedLane, Replayed};
use futures_util::FutureExt;
use tokio::{
    sync::watch,
    task::{AbortHandle, JoinHandle, JoinSet},
    time::timeout,
};

use crate::{
    Desk,
    actions::{
        ActError,
        report_trouble::{Trouble, turn_given_up, undelivered},
    },
    couriers,
    dispatch::Dispatch,
    indexing, measure,
    places::{Place, Places},
    turn::{self, Taken},
};

/// How long a worker waits without a hint before it looks by itself; another process gives no hints.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// A worker that could not read the store waits so long.
pub(crate) const STORE_REST: Duration = Duration::from_millis(500);
/// A lane whose turn failed is ready again after so long, doubled each time.
const TURN_AGAIN_MILLIS: i64 = 500;
/// How long stopping waits for sends that are on their way.
const LAST_SENDS: Duration = Duration::from_secs(60);
/// A process silent for so long is dead; only PostgreSQL can have several.
const SILENT_MILLIS: i64 = 60_000;

/// A desk at work.
pub struct Running {
    stop: watch::Sender<bool>,
    workers: Vec<JoinHandle<()>>,
    stop_keeper: watch::Sender<bool>,
    keeper: JoinHandle<()>,
}

/// Whether the workers of a desk run. Cloning is cheap and gives the same answer.
#[derive(Clone)]
pub struct Liveness {
    stopped: watch::Receiver<bool>,
    workers: Arc<[AbortHandle]>,
}

impl Liveness {
    /// Whether the desk was told to stop.
    pub fn is_stopping(&self) -> bool {
        *self.stopped.borrow()
    }

    /// Whether every worker runs. None ever ends by itself, so one that did has panicked.
    pub fn is_whole(&self) -> bool {
        !self.workers.iter().any(AbortHandle::is_finished)
    }
}

impl Running {
    /// For whoever is asked whether the desk works.
    pub fn liveness(&self) -> Liveness {
        let workers = self.workers.iter().map(JoinHandle::abort_handle).collect();
        Liveness { stopped: self.stop.subscribe(), workers }
    }

    /// Stops: no turn and no send is begun any more, what was begun is finished.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for worker in self.workers {
            ended(worker).await;
        }
        // Last, so that the ledger has what the others committed last.
        self.stop_keeper.send_replace(true);
        ended(self.keeper).await;
    }
}

async fn ended(worker: JoinHandle<()>) {
    if let Err(error) = worker.await {
        tracing::error!(%error, "a worker ended badly");
    }
}

pub(crate) async fn start(desk: &Desk) -> Result<Running, Error> {
    let now = desk.clock.now();
    desk.store.heartbeat(&desk.owner, now).await?;
    let reminded = desk.store.replay_ledger().await?;
    if reminded != Replayed::default() {
        let Replayed { lines, strangers, unreadable } = reminded;
        tracing::warn!(lines, strangers, unreadable, "the opt-out ledger knew what the database did not");
    }
    let found = desk.store.recover(&desk.owner, now, now.plus_millis(-SILENT_MILLIS)).await?;
    if found.uncertain > 0 {
        tracing::warn!(count = found.uncertain, "messages of unknown fate were found; they are not sent again blindly");
    }
    report_found(desk, now).await;
    let (stop, stopped) = watch::channel(false);
    let mut workers = vec![
        tokio::spawn(send(desk.clone(), stopped.clone())),
        tokio::spawn(alarm(desk.clone(), stopped.clone())),
        tokio::spawn(beat(desk.clone(), stopped.clone())),
        tokio::spawn(couriers::deliver(desk.clone(), stopped.clone())),
        tokio::spawn(indexing::take_in(desk.clone(), stopped.clone())),
    ];
    let at_once = desk.settings.turn_workers.max(1);
    let places = Places::new(at_once);
    for _ in 0..at_once {
        workers.push(tokio::spawn(think(desk.clone(), places.clone(), stopped.clone())));
    }
    let (stop_keeper, stopped) = watch::channel(false);
    let store = desk.store.clone();
    let keeper = tokio::spawn(async move { store.keep_ledger(stopped).await });
    Ok(Running { stop, workers, stop_keeper, keeper })
}

/// Begins turns until stopped, each where there is a place for it, then waits for those that are begun.
async fn think(desk: Desk, places: Places, mut stopped: watch::Receiver<bool>) {
    let mut turns = JoinSet::new();
    let mut hint = desk.store.lanes_changed();
    while !*stopped.borrow() {
        while turns.try_join_next().is_some() {}
        let place = tokio::select! {
            place = places.take() => place,
            _ = stopped.changed() => continue,
        };
        let Some(place) = place else { break };
        hint.mark_unchanged();
        let now = desk.clock.now();
        match desk.store.claim_lane(now, &desk.owner, desk.settings.lease_millis).await {
            Ok(Some(lane)) => {
                turns.spawn(take_turn(desk.clone(), lane, place));
            }
            Ok(None) => {
                drop(place);
                let next = desk.store.next_lane_at().await.ok().flatten();
                rest(&mut hint, &mut stopped, wait_until(next, now)).await;
            }
            Err(error) => {
                measure::store_failed(&error);
                tracing::error!(%error, "no turn can be taken");
                drop(place);
                rest(&mut hint, &mut stopped, STORE_REST).await;
            }
        }
    }
    while turns.join_next().await.is_some() {}
}

/// One turn that can neither end the worker nor be lost: a panic counts as a failure.
async fn take_turn(desk: Desk, lane: LeasedLane, place: Place) {
    let desk = &desk;
    let began = desk.clock.now();
    let taken = AssertUnwindSafe(place.within(Box::pin(turn::take(desk, lane.clone())))).catch_unwind().await;
    measure::turn_lasted(began, desk.clock.now());
    let failure = match taken {
        Ok(Ok(Taken::Committed | Taken::Dropped | Taken::Nothing)) => return,
        Ok(Err(error)) => error.to_string(),
        Err(_) => "it panicked".to_owned(),
    };
    measure::turn_ended("none", "failed");
    let doublings = u32::try_from(lane.attempts.clamp(0, 6)).unwrap_or(0);
    let again_at = desk.clock.now().plus_millis(TURN_AGAIN_MILLIS << doublings);
    match desk.store.fail_lane(&lane, again_at).await {
        Ok(AfterFailure::Parked(count)) => {
            measure::failed("turn_parked");
            tracing::error!(%failure, count, "a turn failed too often; its updates are parked for a person");
            if let Err(error) = turn_given_up(desk, &lane.connection, lane.chat).await {
                tracing::error!(%error, "nobody could be told of parked updates; `candor doctor` shows them");
            }
        }
        Ok(_) => tracing::warn!(%failure, "a turn failed and will be taken again"),
        Err(error) => tracing::error!(%failure, %error, "a turn failed; its lease will lapse"),
    }
}

/// Tells the staff of messages whose fate a crash left unknown.
async fn report_found(desk: &Desk, now: Moment) {
    let found = async {
        for row in desk.store.list_uncertain().await?.into_iter().filter(|row| row.settled_at == Some(now)) {
            if let Some((business, changes)) = undelivered(desk, &row, Trouble::Uncertain).await? {
                // What changed meanwhile is told all the same by the list of uncertain messages.
                let _ = desk.store.apply(&business, changes, now).await;
            }
        }
        Ok::<_, ActError>(())
    };
    if let Err(error) = found.await {
        tracing::warn!(%error, "the staff could not be told of messages of unknown fate; `candor outbox` lists them");
    }
}

/// Turns timers that are due into inbox rows until stopped.
async fn alarm(desk: Desk, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let now = desk.clock.now();
        let next = match desk.store.fire_timers(now).await {
            Ok(0) => desk.store.next_timer_at().await.ok().flatten(),
            Ok(_) => Some(now),
            Err(error) => {
                tracing::error!(%error, "timers cannot be looked at");
                None
            }
        };
        let _ = timeout(wait_until(next, now), stopped.changed()).await;
    }
}

/// Sends until stopped, then waits for what is on its way.
async fn send(desk: Desk, mut stopped: watch::Receiver<bool>) {
    let dispatch = Dispatch::new(desk.clone());
    let mut sends = JoinSet::new();
    let mut hint = desk.store.outbox_changed();
    while !*stopped.borrow() {
        hint.mark_unchanged();
        while sends.try_join_next().is_some() {}
        let wait = match dispatch.send_due(&mut sends).await {
            Ok(throttled_until) => {
                let next = desk.store.next_outgoing_at().await.ok().flatten();
                let now = desk.clock.now();
                let future = next.filter(|next| *next > now);
                wait_until([throttled_until, future].into_iter().flatten().min(), now)
            }
            Err(error) => {
                measure::store_failed(&error);
                tracing::error!(%error, "nothing can be sent");
                STORE_REST
            }
        };
        rest(&mut hint, &mut stopped, wait).await;
    }
    let finish = async { while sends.join_next().await.is_some() {} };
    if timeout(LAST_SENDS, finish).await.is_err() {
        tracing::warn!("some sends did not end in time; they will count as uncertain");
    }
}

/// Tells other processes that this one lives.
async fn beat(desk: Desk, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = desk.store.heartbeat(&desk.owner, desk.clock.now()).await {
            tracing::warn!(%error, "the heartbeat was not written");
        }
        let _ = timeout(Duration::from_secs(10), stopped.changed()).await;
    }
}

/// How long to wait for what comes next, and no longer than a worker waits without a hint.
pub(crate) fn wait_until(next: Option<Moment>, now: Moment) -> Duration {
    let millis = next.map_or(i64::MAX, |next| next.millis_since(now).max(1));
    u64::try_from(millis).map_or(LOOK_AGAIN, Duration::from_millis).min(LOOK_AGAIN)
}

/// Waits for a hint or the end, and no longer than that.
pub(crate) async fn rest(hint: &mut watch::Receiver<u64>, stopped: &mut watch::Receiver<bool>, longest: Duration) {
    let woken = async {
        tokio::select! {
            _ = hint.changed() => {}
            _ = stopped.changed() => {}
        }
    };
    let _ = timeout(longest, woken).await;
}
