//! One question to the models of a job, one after another, until one gives an answer that can be read.

use std::time::Duration;

use candor_connect::model::ModelError;
use candor_core::{
    consent::Authorization,
    ids::{BusinessId, ConversationId},
    model::{Cost, ModelReply, ModelRequest, Stop, Tokens},
    moment::Moment,
    reasons::CallMade,
};
use candor_store::{CallEnd, NewCall, Refused};
use tokio::time::timeout;

use super::{Hired, Models, preview::Preview};
use crate::{Desk, measure};

/// For whom a question is asked.
pub(super) struct Asking<'a> {
    pub desk: &'a Desk,
    pub models: &'a Models,
    pub business: &'a BusinessId,
    pub conversation: &'a ConversationId,
    /// The time zone in which the business counts its days.
    pub time_zone: &'a str,
    /// That what is asked may be shown to a third party.
    pub authorization: Option<Authorization>,
}

/// What came of a question.
pub(super) struct Asked<T> {
    /// The first answer that could be read, and who gave it.
    pub answer: Option<(T, String)>,
    /// Every call that was made.
    pub calls: Vec<CallMade>,
    /// The limit that kept a call from being made.
    pub refused: Option<Refused>,
}

impl Asking<'_> {
    /// Asks until an answer can be read, the time is up or the contact stops it. `left` is the time there is for all of it; `preview`
    /// listens to the answer while it comes.
    pub async fn ask<T>(
        &self,
        request: &ModelRequest,
        left: Duration,
        read: impl Fn(&ModelReply) -> Option<T>,
        preview: Option<&Preview<'_>>,
    ) -> Asked<T> {
        let began = self.desk.clock.now();
        let mut asked = Asked { answer: None, calls: Vec::new(), refused: None };
        for hired in self.models.chain(request.job) {
            let passed = u64::try_from(self.desk.clock.now().millis_since(began)).unwrap_or_default();
            let Some(left) = left.checked_sub(Duration::from_millis(passed)).filter(|left| !left.is_zero()) else {
                break;
            };
            let may_see = hired.is_own || self.authorization.is_some();
            if !may_see || !hired.with_breaker(|breaker| breaker.take(self.desk.clock.now())) {
                continue;
            }
            let reserved = match self.reserve(hired, request).await {
                Ok(Ok(id)) => id,
                Ok(Err(refused)) => {
                    asked.refused = Some(refused);
                    break;
                }
                Err(error) => {
                    measure::store_failed(&error);
                    tracing::error!(%error, "no call to a model could be reserved; the local brain answers");
                    break;
                }
            };
            let (call, answer) = self.call(hired, request, reserved, left, &read, preview).await;
            asked.calls.push(call);
            if preview.is_some_and(Preview::is_stopped) {
                break;
            }
            if let Some(answer) = answer {
                asked.answer = Some((answer, hired.model_name.clone()));
                break;
            }
        }
        asked
    }

    async fn reserve(
        &self,
        hired: &Hired,
        request: &ModelRequest,
    ) -> Result<Result<String, Refused>, candor_store::Error> {
        let now = self.desk.clock.now();
        let day = now.day_in(self.time_zone);
        let tokens = Tokens::reserved(request);
        let call = NewCall {
            id: format!("call_{}", self.desk.ids.unique()),
            business: self.business.clone(),
            conversation: self.conversation.clone(),
            at: now,
            day: day.to_string(),
            month: day.strftime("%Y-%m").to_string(),
            job: request.job,
            provider: hired.model.name().to_owned(),
            model: hired.model_name.clone(),
            prompt: request.prompt.clone(),
            tokens,
            cost: hired.prices.cost(tokens),
        };
        let id = call.id.clone();
        Ok(self.desk.store.reserve_call(call, self.models.budget).await?.map(|()| id))
    }

    /// One call, settled however it ends.
    async fn call<T>(
        &self,
        hired: &Hired,
        request: &ModelRequest,
        id: String,
        left: Duration,
        read: impl Fn(&ModelReply) -> Option<T>,
        preview: Option<&Preview<'_>>,
    ) -> (CallMade, Option<T>) {
        let began = self.desk.clock.now();
        let replied = match preview {
            None => timeout(left, hired.model.complete(request)).await.unwrap_or(Err(ModelError::TimedOut)),
            Some(preview) => {
                preview.begin();
                let mut listen = |piece: &str| preview.take(piece);
                let replying = timeout(left, hired.model.stream(request, &mut listen));
                tokio::select! {
                    replied = replying => replied.unwrap_or(Err(ModelError::TimedOut)),
                    () = preview.stopped() => Ok(preview.cut_off(request, &hired.model_name)),
                }
            }
        };
        let now = self.desk.clock.now();
        let (outcome, answer, tokens) = match &replied {
            Ok(reply) if preview.is_some_and(Preview::is_stopped) => ("stopped", None, reply.tokens),
            Ok(reply) => match (reply.stop, read(reply)) {
                (Stop::Refused, _) => ("refused", None, reply.tokens),
                (Stop::Done | Stop::Length, Some(answer)) => ("done", Some(answer), reply.tokens),
                (Stop::Done, None) => ("unreadable", None, reply.tokens),
                (Stop::Length, None) => ("cut_off", None, reply.tokens),
            },
            // A provider that did not answer may have worked all the same.
            Err(ModelError::TimedOut) => ("timeout", None, Tokens::reserved(request)),
            Err(error) => (error.word(), None, Tokens::default()),
        };
        hired.with_breaker(|breaker| rest(breaker, &replied, now));
        let millis = now.millis_since(began).max(0);
        let cost = hired.prices.cost(tokens);
        measure::model_called(request.job, hired.model.name(), outcome, millis, tokens);
        if let Err(error) = &replied {
            tracing::warn!(model = hired.model.name(), job = request.job.word(), %error, "a model did not answer");
        }
        self.settle(&id, CallEnd { outcome: outcome.to_owned(), tokens, cost, millis }).await;
        (made(hired, request, outcome, tokens, cost, millis), answer)
    }

    async fn settle(&self, id: &str, end: CallEnd) {
        if let Err(error) = self.desk.store.settle_call(id, end).await {
            measure::store_failed(&error);
            tracing::error!(%error, "a call could not be settled; it counts as it was reserved");
        }
    }
}

fn rest(breaker: &mut candor_core::model::Breaker, replied: &Result<ModelReply, ModelError>, now: Moment) {
    match replied {
        Ok(_) => breaker.succeeded(),
        Err(error) if error.is_providers_fault() => {
            let asked = error.rests().map(|rest| i64::try_from(rest.as_millis()).unwrap_or(i64::MAX));
            breaker.failed(now, asked);
        }
        // Wrong settings are no illness: each call tells so at once.
        Err(_) => breaker.succeeded(),
    }
}

fn made(hired: &Hired, request: &ModelRequest, outcome: &str, tokens: Tokens, cost: Cost, millis: i64) -> CallMade {
    CallMade {
        job: request.job,
        provider: hired.model.name().to_owned(),
        model: hired.model_name.clone(),
        prompt: request.prompt.clone(),
        outcome: outcome.to_owned(),
        tokens,
        cost,
        millis,
    }
}
