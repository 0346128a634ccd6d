//! Asks Telegram for updates, hands them to the sink, and asks for the next ones only after the sink has kept these:
//! asking with a higher offset is what makes Telegram forget (Bot API, `getUpdates.offset`). Nothing that arrives,
//! however malformed, ends the loop; only a wrong token, a rival, a webhook or the sink itself do.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use serde_json::{json, value::RawValue};
use tokio::time::{Instant, sleep};

use super::{ALLOWED_UPDATES, RawUpdate, SinkError, UpdateSink, counts::PollCounts, salvage::salvage};
use crate::telegram::bot_api::{Answer, ApiError, BotApi, Reason};

/// How long Telegram holds an empty answer, in seconds (Bot API: at most 50).
const HOLD_SECONDS: u16 = 30;

/// How much longer the answer may take before the connection counts as dead.
const GRACE: Duration = Duration::from_secs(10);

/// After how many unreadable answers in a row the next one is taken apart.
const SALVAGE_AFTER: u32 = 3;

/// How long to wait when something fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// After the first failure. At least 3 s in production: Telegram slows down whoever asks twice with one offset in
    /// less (its server's `process_get_updates_query`).
    pub first: Duration,
    /// After many failures; each one doubles the wait until then.
    pub most: Duration,
    /// After an empty answer that was not held, so that a server that never holds is not asked without end.
    pub if_not_held: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { first: Duration::from_secs(3), most: Duration::from_secs(60), if_not_held: Duration::from_secs(1) }
    }
}

impl Patience {
    fn after(&self, failures: u32) -> Duration {
        let doublings = failures.saturating_sub(1).min(16);
        self.first.saturating_mul(1 << doublings).min(self.most)
    }
}

/// Why polling ended. Each is for a person to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PollingEnd {
    /// Another process polls with the same token. Telegram always turns away the older one, which is this one.
    #[error("another process is polling the same bot; stop one of the two")]
    AnotherPoller,
    /// A webhook is set, or was set just now.
    #[error("a webhook is set for this bot; delete it to poll, or stop the process that set it")]
    WebhookIsSet,
    /// The token is wrong or revoked.
    #[error("the bot's token is wrong or revoked; ask @BotFather for the right one")]
    Unauthorized,
    /// The sink takes no more.
    #[error("updates are no longer taken here: {0}")]
    SinkStopped(String),
}

/// The loop of one bot.
pub struct Polling {
    api: BotApi,
    sink: Arc<dyn UpdateSink>,
    offset: Option<i64>,
    patience: Patience,
    failures: u32,
    garbled: u32,
    counts: Arc<PollCounts>,
}

impl Polling {
    /// Polls for this bot, beginning at the offset last given to the sink, or with the oldest update there is.
    pub fn new(api: BotApi, sink: Arc<dyn UpdateSink>, offset: Option<i64>) -> Self {
        Self { api, sink, offset, patience: Patience::default(), failures: 0, garbled: 0, counts: Arc::default() }
    }

    /// Waits differently when something fails.
    #[must_use]
    pub const fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// What has been counted so far; stays readable while the loop runs.
    pub fn counts(&self) -> Arc<PollCounts> {
        Arc::clone(&self.counts)
    }

    /// Polls until `stop` is ready, which ends it at once but for a commit under way, or until it cannot go on.
    pub async fn run(&mut self, stop: impl Future<Output = ()>) -> Result<(), PollingEnd> {
        let mut stop = pin!(stop);
        loop {
            let asked_at = Instant::now();
            let answer = tokio::select! {
                biased;
                () = &mut stop => return Ok(()),
                answer = self.ask() => answer,
            };
            let was_held = asked_at.elapsed() >= self.patience.if_not_held;
            let pause = match answer {
                Ok(batch) if batch.is_empty() => {
                    (self.failures, self.garbled) = (0, 0);
                    (!was_held).then_some(self.patience.if_not_held)
                }
                Ok(batch) => self.hand_over(batch).await?,
                Err(error) => Some(self.judge(&error)?),
            };
            if let Some(pause) = pause {
                tokio::select! {
                    biased;
                    () = &mut stop => return Ok(()),
                    () = sleep(pause) => {}
                }
            }
        }
    }

    async fn ask(&self) -> Result<Vec<RawUpdate>, ApiError> {
        let mut params = json!({"limit": 100, "timeout": HOLD_SECONDS, "allowed_updates": ALLOWED_UPDATES});
        if let (Some(offset), Some(map)) = (self.offset, params.as_object_mut()) {
            map.insert("offset".to_owned(), offset.into());
        }
        let timeout = Duration::from_secs(HOLD_SECONDS.into()).saturating_add(GRACE);
        let answer = self.api.ask("getUpdates", &params, timeout).await?;
        match self.elements_of(&answer) {
            Err(ApiError::BadAnswer { .. }) if self.garbled >= SALVAGE_AFTER => {
                salvage(&answer.text()).ok_or_else(|| answer.bad("still not the JSON of an answer"))
            }
            other => other,
        }
    }

    /// Each element stays as it was written: one that is damaged must not take the others with it.
    fn elements_of(&self, answer: &Answer) -> Result<Vec<RawUpdate>, ApiError> {
        let result = self.api.result_of(answer)?;
        let elements: Vec<&RawValue> =
            serde_json::from_str(result.get()).map_err(|_| answer.bad("the result of getUpdates is not a list"))?;
        Ok(elements.into_iter().map(|element| RawUpdate::from_text(element.get())).collect())
    }

    /// Gives a batch to the sink. Says how long to wait before asking again.
    async fn hand_over(&mut self, batch: Vec<RawUpdate>) -> Result<Option<Duration>, PollingEnd> {
        let next = self.next_offset(&batch);
        let (size, unnumbered) = (batch.len(), batch.iter().filter(|update| !update.is_numbered()).count());
        match self.sink.accept(batch, next).await {
            Ok(()) => {
                self.counts.kept(size, unnumbered);
                if unnumbered > 0 {
                    tracing::warn!(bot = self.api.bot_id(), unnumbered, "updates without a number were kept raw");
                }
                let is_moving = next != self.offset;
                self.offset = next;
                if is_moving {
                    (self.failures, self.garbled) = (0, 0);
                    return Ok(None);
                }
                // Nothing can be acknowledged, so the same would come again at once.
                Ok(Some(self.patience.first))
            }
            Err(SinkError::TryAgain(why)) => {
                self.counts.sink_failed();
                tracing::error!(bot = self.api.bot_id(), %why, "updates could not be stored and will be asked for again");
                Ok(Some(self.next_wait()))
            }
            Err(SinkError::Stop(why)) => Err(PollingEnd::SinkStopped(why)),
        }
    }

    /// One more than the last number received, not the highest: after a quiet week numbers may begin anew, lower
    /// (Bot API, `Update.update_id`). A batch without any number still moves by one, so that what was kept raw at the
    /// head of the queue does not hold up the rest.
    fn next_offset(&self, batch: &[RawUpdate]) -> Option<i64> {
        let last = batch.iter().rev().find(|update| update.is_numbered()).map(|update| update.update_id);
        last.or(self.offset).map(|number| number.saturating_add(1))
    }

    /// Decides whether a failure ends the loop, and how long to wait if not.
    fn judge(&mut self, error: &ApiError) -> Result<Duration, PollingEnd> {
        self.counts.failed(error);
        let is_garbled = matches!(error, ApiError::BadAnswer { status: 200, .. });
        self.garbled = if is_garbled { self.garbled.saturating_add(1) } else { 0 };
        let mut asked_for = Duration::ZERO;
        match error {
            ApiError::Refused(refusal) => match refusal.reason() {
                Reason::Unauthorized => return Err(PollingEnd::Unauthorized),
                Reason::AnotherPoller => return Err(PollingEnd::AnotherPoller),
                Reason::WebhookIsSet => return Err(PollingEnd::WebhookIsSet),
                Reason::TooFast(wait) => asked_for = wait,
                _ => {}
            },
            ApiError::BadAnswer { retry_after: Some(wait), .. } => asked_for = (*wait).min(self.patience.most),
            _ => {}
        }
        let wait = self.next_wait().max(asked_for);
        tracing::warn!(bot = self.api.bot_id(), %error, failures = self.failures, ?wait, "asking for updates failed");
        Ok(wait)
    }

    fn next_wait(&mut self) -> Duration {
        self.failures = self.failures.saturating_add(1);
        self.patience.after(self.failures)
    }
}
