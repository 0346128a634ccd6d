//! `GET /metrics`: figures for Prometheus. What happens is counted where it happens (`candor_desk::measure`); what waits is
//! read from the store when somebody asks. [`names`] lists every figure.
//!
//! No figure is anybody's: labels are words from closed lists. Still, how a business does is nobody's business: without a
//! listener of its own the page answers only this machine, and never through a proxy.

mod door;
mod names;

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use candor_core::moment::Moment;
use candor_desk::clock::Clock;
use candor_store::{Depths, Error, Lapses, Store};
use metrics::gauge;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

pub(crate) use door::{for_all, for_this_machine};

/// Takes the figures of this process and writes them down when asked. Cloning it is cheap and gives the same one.
#[derive(Clone)]
pub struct Metrics {
    handle: PrometheusHandle,
    store: Store,
    clock: Arc<dyn Clock>,
}

/// Times are sorted into what took at most so many seconds.
const BUCKETS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0];

/// How often measured times are put into their buckets, so that they do not pile up where nobody asks.
const TIDY_EVERY: Duration = Duration::from_secs(5);

impl Metrics {
    /// Takes figures from now on, once per process. Call it inside the runtime, before the desk starts.
    ///
    /// # Errors
    /// If figures are taken already, or the recorder refuses its buckets.
    pub fn install(store: Store, clock: Arc<dyn Clock>) -> Result<Self, String> {
        let recorder = recorder()?;
        let handle = recorder.handle();
        names::describe(&recorder);
        metrics::set_global_recorder(recorder).map_err(|error| error.to_string())?;
        names::begin_at_zero();
        let tidied = handle.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(TIDY_EVERY).await;
                tidied.run_upkeep();
            }
        });
        Ok(Self { handle, store, clock })
    }

    /// Every figure as it is now, in Prometheus' text format.
    pub(crate) async fn page(&self) -> String {
        let now = self.clock.now();
        match self.measured(now).await {
            Ok((depths, lapses)) => {
                gauge!(names::STORE_UP).set(1);
                waiting(&depths, now);
                lapsing(&lapses);
            }
            Err(error) => {
                tracing::warn!(%error, "the store does not answer, so what waits is not measured");
                gauge!(names::STORE_UP).set(0);
            }
        }
        self.handle.render()
    }

    async fn measured(&self, now: Moment) -> Result<(Depths, Lapses), Error> {
        Ok((self.store.depths().await?, self.store.lapses(now).await?))
    }
}

fn recorder() -> Result<PrometheusRecorder, String> {
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).map_err(|error| error.to_string())?;
    Ok(builder.build_recorder())
}

/// What waits, and for how long.
fn waiting(depths: &Depths, now: Moment) {
    for (state, depth) in [("received", depths.inbox_received), ("parked", depths.inbox_parked)] {
        gauge!(names::INBOX, "state" => state).set(figure(depth));
    }
    let states =
        [("ready", depths.outbox_ready), ("sending", depths.outbox_sending), ("uncertain", depths.outbox_uncertain)];
    for (state, depth) in states {
        gauge!(names::OUTBOX, "state" => state).set(figure(depth));
    }
    gauge!(names::HAND_OVERS).set(figure(depths.hand_overs_waiting));
    gauge!(names::INBOX_AGE).set(age(depths.inbox_oldest_at, now));
    gauge!(names::OUTBOX_AGE).set(age(depths.outbox_oldest_at, now));
    gauge!(names::HAND_OVER_AGE).set(age(depths.hand_over_oldest_at, now));
}

/// What has stopped or is about to.
fn lapsing(lapses: &Lapses) {
    gauge!(names::WEBHOOKS_OFF).set(figure(lapses.webhooks_off));
    gauge!(names::WEBHOOKS_FAILING).set(figure(lapses.webhooks_failing));
    gauge!(names::TOKENS_ENDING).set(figure(lapses.tokens_ending));
}

/// Seconds since the oldest began to wait; 0 if nothing waits.
fn age(oldest_at: Option<Moment>, now: Moment) -> f64 {
    let millis = oldest_at.map_or(0, |oldest| now.millis_since(oldest).max(0));
    Duration::from_millis(u64::try_from(millis).unwrap_or(0)).as_secs_f64()
}

/// Depths are far below what such a number holds exactly.
fn figure(depth: u64) -> f64 {
    f64::from(u32::try_from(depth).unwrap_or(u32::MAX))
}
