//! What a contact sees of an answer while a model writes it: whole sentences the guard has passed, as the message would begin with
//! them. A courtesy like typing: it is no message, passes no outbox, is dropped under load and holds nothing up. What was shown once is
//! only added to; what the guard stops is never shown, nor anything that follows it. The contact may stop it, and then keeps what
//! they have read.

use std::{
    future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use candor_connect::{
    channel::{ChannelError, Unfinished},
    model::Listening,
    telegram::{
        translate::{STOPPED, translate},
        updates::RawUpdate,
    },
};
use candor_core::{
    conversation::Holder,
    guard::{self, Judged, Scene},
    hearing::Hearing,
    ids::BusinessId,
    model::{ModelReply, ModelRequest, Stop, Tokens},
    writer::by_model::{SoFar, draft_so_far},
};
use candor_store::{InboxKey, LeasedLane};
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval, sleep},
};

use super::thinking::LOOK_EVERY;
use crate::Desk;

/// At most so many are on their way to Telegram at once; a change that finds no place is dropped, and the next sentence brings another.
pub(crate) const AT_ONCE: usize = 8;

/// So many sentences of an answer are judged while it comes; the rest is judged with the whole. A message of a few has no more.
const MOST_SENTENCES: usize = 20;

/// Where a turn is taken that will be committed: what is shown of it is shown there.
#[derive(Clone, Copy)]
pub(crate) struct Live<'a> {
    /// Its lane.
    pub lane: &'a LeasedLane,
    /// The last of what it answers.
    pub last: Option<InboxKey>,
}

/// What is shown of one answer.
pub(super) struct Preview<'a> {
    pub(super) desk: &'a Desk,
    pub(super) business: &'a BusinessId,
    pub(super) lane: &'a LeasedLane,
    /// The last of what the answer is to; a Stop comes after it. Its number is that of the preview too, so that every turn has one of
    /// its own.
    pub(super) last: InboxKey,
    /// It changes no oftener.
    pub(super) every: Duration,
    pub(super) scene: &'a Scene<'a>,
    pub(super) hearing: &'a Hearing,
    pub(super) state: State,
}

/// What came of it so far.
pub(super) struct State {
    reading: Mutex<Reading>,
    /// The newest words the guard passed.
    passed: watch::Sender<Option<Arc<Passed>>>,
    /// What of them is before the contact, or on its way.
    shown: watch::Sender<Option<Arc<Passed>>>,
    is_stopped: watch::Sender<bool>,
}

/// Words the guard passed: the message as it would be if nothing followed.
pub(super) struct Passed {
    text: String,
    judged: Judged,
}

/// One answer as it comes.
#[derive(Default)]
struct Reading {
    so_far: SoFar,
    bytes: usize,
    /// Where the last sentence ends that was judged.
    judged_to: usize,
    /// How many were judged.
    sentences: usize,
    /// Whether nothing more of it is to be shown.
    is_closed: bool,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            reading: Mutex::default(),
            passed: watch::Sender::new(None),
            shown: watch::Sender::new(None),
            is_stopped: watch::Sender::new(false),
        }
    }
}

impl Preview<'_> {
    /// Another answer begins: the first, one of the next model, or a second try.
    pub(super) fn begin(&self) {
        *self.reading() = Reading::default();
    }

    /// Listens to a piece of the answer.
    pub(super) fn take(&self, piece: &str) -> Listening {
        if self.is_stopped() {
            return Listening::Stop;
        }
        let mut reading = self.reading();
        reading.bytes = reading.bytes.saturating_add(piece.len());
        if reading.is_closed {
            return Listening::GoOn;
        }
        reading.so_far.take(piece);
        // The message itself comes next.
        reading.is_closed = reading.so_far.is_whole();
        for end in reading.so_far.sentence_ends(reading.judged_to) {
            if reading.is_closed || reading.sentences >= MOST_SENTENCES {
                reading.is_closed = true;
                break;
            }
            reading.sentences = reading.sentences.saturating_add(1);
            let passed = reading.so_far.text().get(..end).and_then(|text| self.judge(text));
            reading.judged_to = end;
            reading.is_closed = passed.is_none();
            if let Some(passed) = passed {
                self.state.passed.send_replace(Some(Arc::new(passed)));
            }
        }
        Listening::GoOn
    }

    /// The message these words would make, if the guard lets it pass as it stands and it begins with what was passed before.
    fn judge(&self, text: &str) -> Option<Passed> {
        let draft = draft_so_far(self.scene.seat, self.hearing, self.scene.plan, text);
        if !guard::objections(&draft, self.scene).is_empty() {
            return None;
        }
        let judged = guard::check(draft, self.scene);
        let text = judged.draft.as_ref()?.text();
        let goes_on = self.state.passed.borrow().as_ref().is_none_or(|earlier| text.starts_with(&earlier.text));
        goes_on.then_some(Passed { text, judged })
    }

    /// Shows what has passed, at the pace; never ends.
    pub(super) async fn show(&self) {
        let mut passed = self.state.passed.subscribe();
        // A first sentence may have passed before anybody looked.
        passed.mark_changed();
        while passed.changed().await.is_ok() {
            let Some(next) = passed.borrow_and_update().clone() else { continue };
            if self.state.shown.borrow().as_ref().is_some_and(|shown| shown.text == next.text) {
                continue;
            }
            let Ok(permit) = self.desk.previews.try_acquire() else { continue };
            let Some(channel) = self.desk.channels.get(&self.lane.connection) else { break };
            if !self.may_be_shown().await {
                continue;
            }
            // Whatever is heard of it, it may be read from now on.
            let earlier = self.state.shown.send_replace(Some(Arc::clone(&next)));
            let unfinished = Unfinished { number: self.number(), text: &next.text };
            if let Err(error) = channel.show_unfinished(self.lane.chat, unfinished).await {
                // Only of unknown fate it may have arrived: what certainly did not is not what a Stop would keep.
                if !matches!(error, ChannelError::Uncertain(_)) {
                    self.state.shown.send_replace(earlier);
                }
                tracing::debug!(%error, "an unfinished message was not shown; no more of it is");
                break;
            }
            drop(permit);
            sleep(self.every).await;
        }
        future::pending().await
    }

    /// Asked each time, because nothing else stands between this and the contact (H5, H7).
    async fn may_be_shown(&self) -> bool {
        let conversation = self.scene.seat.conversation;
        let store = &self.desk.store;
        let known = store.conversation_by_chat(&self.lane.connection, self.lane.chat).await;
        let is_free = match known {
            Ok(known) => known.is_none_or(|known| !matches!(known.conversation.holder, Holder::Operator { .. })),
            Err(_) => false,
        };
        is_free
            && !store.is_opted_out(self.business, &conversation.contact).await.unwrap_or(true)
            && store.is_lane_current(self.lane).await.unwrap_or(false)
    }

    /// Looks whether the contact stops what is shown; never ends.
    pub(super) async fn watch(&self) {
        let mut changed = self.desk.store.lanes_changed();
        if self.state.shown.subscribe().wait_for(Option::is_some).await.is_err() {
            return future::pending().await;
        }
        let mut tick = interval(Duration::from_secs(2));
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            self.look().await;
            if self.is_stopped() {
                return future::pending().await;
            }
            sleep(LOOK_EVERY).await;
            tokio::select! {
                _ = changed.changed() => {}
                _ = tick.tick() => {}
            }
        }
    }

    /// Looks once whether the contact has stopped what is shown; where nothing is, there is nothing to stop.
    pub(super) async fn look(&self) {
        if self.is_stopped() || self.state.shown.borrow().is_none() {
            return;
        }
        let stops = |row: &candor_store::InboxRow| {
            let raw = RawUpdate::from_text(String::from_utf8_lossy(&row.raw));
            translate(&raw, row.received_at).stopped == Some(self.number())
        };
        match self.desk.store.came_after(self.lane, self.last, STOPPED).await {
            Ok(rows) if rows.iter().any(stops) => {
                self.state.is_stopped.send_replace(true);
            }
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "whether an answer is stopped could not be asked"),
        }
    }

    /// Whether the contact stopped it.
    pub(super) fn is_stopped(&self) -> bool {
        *self.state.is_stopped.borrow()
    }

    /// Ends when the contact stops it.
    pub(super) async fn stopped(&self) {
        if self.state.is_stopped.subscribe().wait_for(|is_stopped| *is_stopped).await.is_err() {
            future::pending().await
        }
    }

    /// What the contact has read of an answer they stopped.
    pub(super) fn read_of_it(&self) -> Option<Judged> {
        let shown = self.state.shown.borrow().clone().filter(|_| self.is_stopped())?;
        Some(shown.judged.clone())
    }

    /// An answer that was stopped, counted by what came of it: half a token for each byte, as where a provider does not say.
    pub(super) fn cut_off(&self, request: &ModelRequest, model: &str) -> ModelReply {
        let reserved = Tokens::reserved(request);
        let came = u64::try_from(self.reading().bytes.div_ceil(2)).unwrap_or(u64::MAX);
        let tokens = Tokens { output: came.min(reserved.output), ..reserved };
        ModelReply { text: String::new(), stop: Stop::Length, tokens, model: model.to_owned() }
    }

    /// The number Telegram knows it by; it must not be 0.
    fn number(&self) -> i64 {
        if self.last.update_id == 0 { 1 } else { self.last.update_id }
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.state.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
