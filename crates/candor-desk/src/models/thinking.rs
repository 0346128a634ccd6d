//! The part of a turn in which models are asked: at most twice, and not at all where the local brain is sure and the approved words
//! serve as well. Whatever they do, the turn goes on: without an answer the local brain's stands. Where the owner chose a judge, it is
//! asked besides, once for each text a model wrote that the guard let pass.

use std::{future, time::Duration};

use candor_connect::model::json;
use candor_core::{
    consent::Authorization,
    conversation::Holder,
    guard::{self, Judged, Scene, by_model as judged_by_model},
    hearing::{Ear, Hearing, by_model as heard_by_model},
    knowledge::{self, Library},
    model::{Job, ModelReply, ModelRequest, nameless},
    moment::Moment,
    reasons::{CallMade, RuleVerdict, VerdictKind},
    seat::Seat,
    strategy::Plan,
    writer::{Draft, by_model as written_by_model},
};
use candor_store::{Connection, LeasedLane, Refused};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    ask::{Asked, Asking},
    embedding::{Embedded, For},
    preview::{Live, Preview, State},
};
use crate::{Desk, places::without_place, typing};

/// At most so many answers of models go into one turn; a judge's add nothing to it and do not count.
const MOST_ANSWERS: usize = 2;
/// So much longer than its calls a turn keeps its conversation.
const LEASE_BEYOND_MILLIS: i64 = 15_000;
/// That somebody is writing is shown for about five seconds.
const TYPING_EVERY: Duration = Duration::from_secs(4);
/// Whether somebody wrote or took over meanwhile is looked at no oftener.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(150);
/// How long the vector of a question is waited for; then the local vectors find the passages.
const EMBEDDED_WITHIN: Duration = Duration::from_secs(2);
/// So many parts of the script a model may choose from beside those the local brain found.
const NEAREST: usize = 8;

/// What models did in one turn.
pub(crate) struct Thinking<'a> {
    asking: Asking<'a>,
    /// Where the turn is taken; none where nothing will be committed, so that there is nothing to keep, to overtake or to show.
    live: Option<Live<'a>>,
    /// How often what is written may be shown to the contact; none if it may not be.
    shown_every: Option<Duration>,
    began: Moment,
    answers: usize,
    /// Every call of this turn.
    pub calls: Vec<CallMade>,
    /// A limit that kept a call from being made.
    pub refused: Option<Refused>,
}

/// Words a model wrote that the guard let pass.
pub(crate) struct Written {
    /// The draft, judged.
    pub judged: Judged,
    /// The model.
    pub writer: String,
    /// Whether they are what the contact had read when they stopped the rest.
    pub is_stopped: bool,
}

impl<'a> Thinking<'a> {
    /// Nothing asked yet.
    pub fn begin(desk: &'a Desk, connection: &'a Connection, live: Option<Live<'a>>, seat: &Seat<'a>) -> Self {
        let asking = Asking {
            desk,
            models: &desk.models,
            business: &connection.business,
            conversation: &seat.conversation.id,
            time_zone: &seat.script.time_zone,
            authorization: Authorization::of(&connection.kind, None),
        };
        // Only a bot's own chat with one person shows what is being written (Bot API, `sendMessageDraft`).
        let is_private = live.is_some_and(|live| live.lane.chat.0 > 0) && connection.kind == "bot";
        let is_answered = !seat.is_opted_out && !matches!(seat.conversation.holder, Holder::Operator { .. });
        let shown_every = desk.models.shown_every().filter(|_| is_private && is_answered);
        Self { asking, live, shown_every, began: desk.clock.now(), answers: 0, calls: Vec::new(), refused: None }
    }

    /// Has a model look at what was said, where the local brain is not sure; joins both.
    pub async fn hear(&mut self, seat: &Seat<'_>, ear: &Ear, local: Hearing) -> Hearing {
        let context = seat.hearing_context();
        if self.asking.models.chain(Job::Hear).is_empty() || heard_by_model::is_sure(&local, &context) {
            return local;
        }
        let words = seat.words();
        let request = heard_by_model::ask(seat, &local, &ear.nearest(&words, NEAREST));
        let read = |reply: &ModelReply| heard_by_model::read(&json::object(&reply.text).ok()?).ok();
        match self.ask(&request, read, None).await {
            Some((told, _)) => heard_by_model::merge(local, &told, &words, seat.script, ear, &context),
            None => local,
        }
    }

    /// The documents, for a question the script has no answer to, as the owner's embedding model sees it; `None` where there is no such
    /// model, nobody writes, or it does not answer in time.
    pub async fn look_up(&mut self, seat: &Seat<'_>, plan: &Plan) -> Option<Library> {
        let Asking { desk, models, business, conversation, time_zone, authorization } = &self.asking;
        let embedding = models.embedding()?;
        let is_of_use = plan.lacks_answer() && !models.chain(Job::Write).is_empty() && seat.library.is_embedded();
        let may_see = embedding.is_own || authorization.is_some();
        if !is_of_use || !may_see || self.refused.is_some() {
            return None;
        }
        let budget = models.budget;
        let wanted = For { desk, business, conversation: (*conversation).clone(), time_zone, budget, what: "question" };
        let question = [nameless(&knowledge::question(seat))];
        let (made, vector) = match without_place(Box::pin(embedding.ask(&wanted, &question, EMBEDDED_WITHIN))).await {
            Embedded::Vectors(vectors, made) => (made, vectors.into_iter().next()),
            Embedded::Failed(_, made) => (made, None),
            Embedded::Refused(refused) => {
                self.refused = Some(refused);
                return None;
            }
            Embedded::NotAsked => return None,
        };
        self.calls.push(made);
        Some(embedding.faced(seat.library, vector?))
    }

    /// Has a model write the words of a plan, where that is worth a call. What the guard has against them is told to it once;
    /// `None` if the approved words are to be said. `verdicts` gets what was held against words that are not said.
    pub async fn write(
        &mut self,
        seat: &Seat<'_>,
        hearing: Option<&Hearing>,
        plan: &Plan,
        verdicts: &mut Vec<RuleVerdict>,
    ) -> Option<Written> {
        let hearing = hearing?;
        let has_writer = !self.asking.models.chain(Job::Write).is_empty();
        if !has_writer || !written_by_model::is_worth_a_call(seat, Some(hearing), plan) {
            return None;
        }
        let scene = Scene::new(seat, Some(hearing), plan);
        let preview = self.preview(&scene, hearing);
        let mut request = written_by_model::ask(seat, hearing, plan);
        loop {
            let read = |reply: &ModelReply| {
                Some((reply.text.clone(), written_by_model::read(&json::object(&reply.text).ok()?)))
            };
            let asked = self.ask(&request, read, preview.as_ref()).await;
            // A Stop may have come with the last of the words.
            if let Some(preview) = &preview {
                preview.look().await;
            }
            if let Some(judged) = preview.as_ref().and_then(Preview::read_of_it) {
                let writer = self.calls.last().map(|call| call.model.clone()).unwrap_or_default();
                return Some(Written { judged, writer, is_stopped: true });
            }
            let ((answered, written), writer) = asked?;
            let draft = written.and_then(|written| written_by_model::draft(seat, hearing, plan, written));
            let objections = match draft {
                Ok(draft) => {
                    let objections = guard::objections(&draft, &scene);
                    // What is wrong with a sentence or two need not cost a second call, nor the whole answer.
                    let mended = guard::mend(&draft, &objections, &scene);
                    let (draft, objections) = match mended {
                        Some(mended) => {
                            verdicts.extend(objections);
                            (mended, Vec::new())
                        }
                        None => (draft, objections),
                    };
                    if objections.is_empty() {
                        let mut judged = guard::check(draft, &scene);
                        let opinion = self.judge(seat, hearing, plan, judged.draft.as_ref()?).await;
                        match opinion {
                            Some(opinion) if opinion.verdict != VerdictKind::Say => vec![opinion],
                            opinion => {
                                judged.verdicts.extend(opinion);
                                return Some(Written { judged, writer, is_stopped: false });
                            }
                        }
                    } else {
                        objections
                    }
                }
                Err(error) => {
                    let (rule, verdict) = ("written_as_planned".to_owned(), VerdictKind::Rewrite);
                    vec![RuleVerdict { rule, verdict, reason: error.to_string() }]
                }
            };
            let reasons: Vec<String> = objections.iter().map(|verdict| verdict.reason.clone()).collect();
            verdicts.extend(objections);
            if self.answers >= MOST_ANSWERS {
                return None;
            }
            request = written_by_model::again(&request, &answered, &reasons);
        }
    }

    /// What is shown of the answer while it is written, where it may be.
    fn preview<'b>(&self, scene: &'b Scene<'b>, hearing: &'b Hearing) -> Option<Preview<'b>>
    where
        'a: 'b,
    {
        let Live { lane, last } = self.live?;
        let (desk, business, every) = (self.asking.desk, self.asking.business, self.shown_every?);
        Some(Preview { desk, business, lane, last: last?, every, scene, hearing, state: State::new() })
    }

    /// What the judge thinks of words the guard let pass; `None` if there is none or it gave no opinion, so that they stand.
    async fn judge(&mut self, seat: &Seat<'_>, hearing: &Hearing, plan: &Plan, draft: &Draft) -> Option<RuleVerdict> {
        if self.asking.models.chain(Job::Judge).is_empty() {
            return None;
        }
        let request = judged_by_model::ask(seat, hearing, plan, draft)?;
        let read = |reply: &ModelReply| judged_by_model::read(&json::object(&reply.text).ok()?).ok();
        let (opinion, _) = self.ask(&request, read, None).await?;
        Some(judged_by_model::verdict(opinion))
    }

    async fn ask<T>(
        &mut self,
        request: &ModelRequest,
        read: impl Fn(&ModelReply) -> Option<T>,
        preview: Option<&Preview<'_>>,
    ) -> Option<(T, String)> {
        let desk = self.asking.desk;
        let passed = desk.clock.now().millis_since(self.began);
        let left = self.asking.models.pace.think_millis.saturating_sub(passed);
        let is_judge = request.job == Job::Judge;
        if (self.answers >= MOST_ANSWERS && !is_judge) || self.refused.is_some() || left <= 0 {
            return None;
        }
        let time = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        // In boxes: what waits for models is large, and a turn holds it within what holds it.
        let asking = Box::pin(self.asking.ask(request, time, read, preview));
        let asked = match self.live {
            Some(Live { lane, .. }) => {
                let until = left.saturating_add(LEASE_BEYOND_MILLIS);
                if !matches!(desk.store.renew_lane(lane, desk.clock.now(), until).await, Ok(true)) {
                    return None;
                }
                let nothing = || Asked { answer: None, calls: Vec::new(), refused: None };
                without_place(Box::pin(async {
                    tokio::select! {
                        asked = asking => asked,
                        // Somebody wrote again or took over: what is being thought will not be said, so that it need not be paid for.
                        () = overtaken(desk, lane) => nothing(),
                        () = show_typing(desk, lane) => nothing(),
                        // Whatever is on its way of it ends here as well, so that nothing follows the message.
                        () = shown(preview) => nothing(),
                    }
                }))
                .await
            }
            None => without_place(asking).await,
        };
        self.calls.extend(asked.calls);
        self.refused = self.refused.or(asked.refused);
        self.answers = self.answers.saturating_add(usize::from(asked.answer.is_some() && !is_judge));
        asked.answer
    }
}

/// Shows what is being written and looks whether the contact stops it; never ends.
async fn shown(preview: Option<&Preview<'_>>) {
    match preview {
        Some(preview) => {
            let ((), ()) = tokio::join!(preview.show(), preview.watch());
        }
        None => future::pending().await,
    }
}

/// Ends when the turn can no longer be committed.
async fn overtaken(desk: &Desk, lane: &LeasedLane) {
    let mut changed = desk.store.lanes_changed();
    let mut tick = interval(Duration::from_secs(2));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        // Lanes change all the time; this one need not be looked at each time.
        tokio::time::sleep(LOOK_EVERY).await;
        match desk.store.is_lane_current(lane).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::debug!(%error, "whether a turn is overtaken could not be asked"),
        }
        tokio::select! {
            _ = changed.changed() => {}
            _ = tick.tick() => {}
        }
    }
}

/// Shows that the desk is writing, again and again; never ends.
async fn show_typing(desk: &Desk, lane: &LeasedLane) {
    let mut tick = interval(TYPING_EVERY);
    loop {
        tick.tick().await;
        typing::show(desk, &lane.connection, vec![lane.chat]);
    }
}
