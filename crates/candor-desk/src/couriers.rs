//! Delivers to webhooks what was written for them, at least once: one at a time to each, so that a receiver that is slow holds up
//! nobody else. When something is tried again, and when a webhook is switched off, is the core's to say.

use std::time::Duration;

use candor_connect::webhooks::{TIME_LIMIT, host_of};
use candor_core::{
    message::Outgoing,
    moment::Moment,
    roles::{Deed, Role},
    webhook::{
        schedule::{KEPT, Next, Tried, is_given_up, next},
        signature::{SigningSecret, headers},
    },
};
use candor_store::{Changes, DeliveryEnd, DeliveryTry, DueDelivery, Error, SwitchedOff};
use serde_json::json;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    Desk,
    actions::{ActError, Bench},
    measure,
    staff::words::StaffWord,
    workers::{STORE_REST, rest, wait_until},
};

/// At most so many deliveries are on their way at once, over all webhooks.
const AT_ONCE: usize = 8;
/// A delivery nobody settled for so long is somebody else's to make: twice the time a receiver may take, and a bit.
const LEASE_MILLIS: i64 = 45_000;
/// How often what is older than thirty days is looked for.
const FORGET_EVERY_MILLIS: i64 = 60 * 60 * 1000;
/// How long to wait before writing an outcome again when the store does not answer.
const RECORD_AGAIN: Duration = Duration::from_millis(200);

/// Delivers until stopped, then waits for what is on its way.
pub(crate) async fn deliver(desk: Desk, mut stopped: watch::Receiver<bool>) {
    let mut on_their_way = JoinSet::new();
    let mut hint = desk.store.deliveries_changed();
    let mut forget_at = desk.clock.now();
    while !*stopped.borrow() {
        hint.mark_unchanged();
        while on_their_way.try_join_next().is_some() {}
        let now = desk.clock.now();
        if now >= forget_at {
            forget_at = forget(&desk, now).await;
        }
        let wait = match claim(&desk, now, on_their_way.len()).await {
            Ok(Claim::Due(due)) => {
                let desk = desk.clone();
                on_their_way.spawn(async move { deliver_one(&desk, &due).await });
                continue;
            }
            Ok(Claim::Wait(until)) => wait_until(until, now),
            Err(error) => {
                measure::store_failed(&error);
                tracing::error!(%error, "nothing can be delivered to webhooks");
                STORE_REST
            }
        };
        rest(&mut hint, &mut stopped, wait).await;
    }
    let finish = async { while on_their_way.join_next().await.is_some() {} };
    if timeout(TIME_LIMIT.saturating_mul(2), finish).await.is_err() {
        tracing::warn!("some deliveries did not end in time; they are made again");
    }
}

/// What there is to do.
enum Claim {
    Due(Box<DueDelivery>),
    Wait(Option<Moment>),
}

async fn claim(desk: &Desk, now: Moment, on_their_way: usize) -> Result<Claim, Error> {
    if on_their_way >= AT_ONCE {
        return Ok(Claim::Wait(None));
    }
    // Looking costs no transaction; claiming does.
    let next_at = desk.store.next_delivery_at().await?;
    if next_at.is_none_or(|at| at > now) {
        return Ok(Claim::Wait(next_at));
    }
    Ok(match desk.store.claim_delivery(now, LEASE_MILLIS).await? {
        Some(due) => Claim::Due(Box::new(due)),
        None => Claim::Wait(None),
    })
}

async fn deliver_one(desk: &Desk, due: &DueDelivery) {
    let began = desk.clock.now();
    let secrets: Result<Vec<_>, _> = due.secrets.iter().map(|secret| SigningSecret::parse(secret.expose())).collect();
    let Ok(secrets) = secrets else {
        // Sealed and written by this program alone, so this is a fault of the database; the lease ends by itself.
        tracing::error!(webhook = %due.webhook, "the secret of a webhook cannot be read; rotate it");
        return;
    };
    let headers = headers(&secrets, due.id.as_str(), began, &due.body);
    let tried = desk.courier.deliver(due.address.expose(), &headers, due.body.clone()).await;
    let now = desk.clock.now();
    let [jitter, ..] = desk.ids.secret();
    let next = next(tried, due.tries, now, jitter);
    let (status, trouble) = match tried {
        Tried::Answered { status, .. } => (Some(status), None),
        Tried::Failed(trouble) => (None, Some(trouble)),
    };
    if next != Next::Delivered {
        let trouble = trouble.map_or("answered", candor_core::webhook::schedule::Trouble::word);
        tracing::warn!(webhook = %due.webhook, delivery = %due.id, status, trouble, "a delivery did not arrive");
    }
    let off_because = match next {
        Next::Unwanted => Some(Off::Gone),
        Next::Delivered => None,
        Next::Again(_) | Next::GivenUp => {
            due.failing_since.filter(|since| is_given_up(*since, now)).map(|_| Off::Failing)
        }
    };
    let end = match next {
        Next::Delivered => DeliveryEnd::Delivered,
        Next::Again(at) if off_because.is_none() => DeliveryEnd::Again(at),
        Next::Again(_) | Next::GivenUp | Next::Unwanted => DeliveryEnd::Failed,
    };
    settle(desk, due, &DeliveryTry { status, trouble, millis: now.millis_since(began).max(0), end }, off_because).await;
}

/// Why the desk switches a webhook off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Off {
    Gone,
    Failing,
}

/// Writes the outcome down, again and again until the store takes it: until then the delivery counts as being on its way.
async fn settle(desk: &Desk, due: &DueDelivery, tried: &DeliveryTry, off: Option<Off>) {
    loop {
        let written = async {
            let switched_off = match off {
                Some(off) => Some(switched_off(desk, due, off).await?),
                None => None,
            };
            desk.store.settle_delivery(due, tried.clone(), switched_off, desk.clock.now()).await
        };
        match written.await {
            Ok(_) => return,
            Err(error @ (Error::Closed | Error::Missing(_) | Error::Corrupt(_))) => {
                tracing::error!(%error, "the outcome of a delivery could not be recorded; it is made again");
                return;
            }
            Err(error) => {
                tracing::warn!(%error, "the outcome of a delivery is not recorded yet");
                sleep(RECORD_AGAIN).await;
            }
        }
    }
}

/// What is written when the desk switches a webhook off: the record of it, and that the owners are told, once.
async fn switched_off(desk: &Desk, due: &DueDelivery, off: Off) -> Result<SwitchedOff, Error> {
    let (because, word) = match off {
        Off::Gone => ("gone", StaffWord::WebhookGone),
        Off::Failing => ("failing", StaffWord::WebhookFailing),
    };
    tracing::error!(webhook = %due.webhook, because, "a webhook is switched off");
    let told = told(desk, due, because, word).await.map_err(|error| match error {
        ActError::Store(error) => error,
        ActError::Refused(_) => Error::Conflict("what the owner is told"),
    })?;
    Ok(SwitchedOff { because, told: Some((due.business.clone(), told)) })
}

async fn told(desk: &Desk, due: &DueDelivery, because: &str, word: StaffWord) -> Result<Changes, ActError> {
    let mut bench = Bench::for_desk(desk, due.business.clone());
    let after = json!({ "is_on": false, "off_because": because });
    bench.record(Deed::EditWebhooks, due.webhook.as_str(), json!({ "is_on": true }), after);
    let host = host_of(due.address.expose());
    for owner in desk.store.operators(&due.business).await?.iter().filter(|operator| operator.role == Role::Owner) {
        let text = word.in_language(owner.language.unwrap_or(bench.language)).replace("{host}", &host);
        bench.tell(owner, None, Outgoing::plain(text));
    }
    Ok(bench.into_changes())
}

/// Forgets what is older than thirty days; returns when to look again.
async fn forget(desk: &Desk, now: Moment) -> Moment {
    match desk.store.forget_deliveries(now.plus_millis(-KEPT)).await {
        Ok(0) => now.plus_millis(FORGET_EVERY_MILLIS),
        Ok(_) => now,
        Err(error) => {
            measure::store_failed(&error);
            tracing::warn!(%error, "old deliveries could not be forgotten");
            now.plus_millis(FORGET_EVERY_MILLIS)
        }
    }
}
