//! The owner's embedding model at work: vectors for passages, in batches, whenever some have none of this model's; and for a question
//! the script has no answer to, within a short time. Whatever it does, the local vectors are there.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use candor_connect::model::{Embedder, ModelError};
use candor_core::{
    ids::{BusinessId, ConversationId},
    knowledge::{Library, Meant, pack},
    model::{Breaker, Budget, Job, Limit, Prices, Tokens},
    reasons::CallMade,
};
use candor_store::{CallEnd, NewCall, Refused};
use tokio::time::timeout;

use crate::{Desk, measure};

/// So many passages are asked for at once.
const BATCH: usize = 64;
/// How long a batch may take.
const BATCH_TIME: Duration = Duration::from_secs(60);
/// The calls for passages are no conversation's; they are kept under this name.
const NO_CONVERSATION: &str = "documents";

/// An embedding model that can be asked.
pub struct Embedding {
    /// The model.
    pub embedder: Arc<dyn Embedder>,
    /// Its own name, kept with its vectors.
    pub model_name: String,
    /// What it costs.
    pub prices: Prices,
    /// Whether it runs on a machine of the owner's.
    pub is_own: bool,
    /// From this cosine on a passage is shown to the model that writes.
    pub floor: f64,
    breaker: Mutex<Breaker>,
}

/// For whom vectors are asked for.
pub(super) struct For<'a> {
    pub desk: &'a Desk,
    pub business: &'a BusinessId,
    pub conversation: ConversationId,
    /// The time zone in which the business counts its days.
    pub time_zone: &'a str,
    pub budget: Budget,
    /// What is embedded, kept where a prompt's version stands for other jobs.
    pub what: &'static str,
}

/// What came of asking for vectors.
pub(super) enum Embedded {
    /// They came.
    Vectors(Vec<Vec<f32>>, CallMade),
    /// They did not.
    Failed(ModelError, CallMade),
    /// A limit kept the call from being made.
    Refused(Refused),
    /// The model rests, or the store does not answer: no call was made.
    NotAsked,
}

impl Embedding {
    /// A model that has not been asked yet.
    pub fn new(embedder: Arc<dyn Embedder>, model_name: &str, prices: Prices, is_own: bool, floor: f64) -> Self {
        Self { embedder, model_name: model_name.to_owned(), prices, is_own, floor, breaker: Mutex::default() }
    }

    /// The library for a question with this vector.
    pub(super) fn faced(&self, library: &Library, vector: Vec<f32>) -> Library {
        library.facing(Meant { vector, floor: self.floor })
    }

    /// Asks for vectors once; the call is reserved before and settled after.
    pub(super) async fn ask(&self, wanted: &For<'_>, texts: &[String], left: Duration) -> Embedded {
        let desk = wanted.desk;
        if !self.with_breaker(|breaker| breaker.take(desk.clock.now())) {
            return Embedded::NotAsked;
        }
        let bytes: usize = texts.iter().map(String::len).sum();
        // No answer tells what it used: half a token a byte, as reservations are guessed elsewhere.
        let tokens = Tokens { prompt: u64::try_from(bytes).unwrap_or(u64::MAX).div_ceil(2), ..Tokens::default() };
        let id = match self.reserve(wanted, tokens).await {
            Ok(Ok(id)) => id,
            Ok(Err(refused)) => return Embedded::Refused(refused),
            Err(error) => {
                measure::store_failed(&error);
                tracing::error!(%error, "no call to an embedding model could be reserved");
                return Embedded::NotAsked;
            }
        };
        let began = desk.clock.now();
        let replied = timeout(left, self.embedder.embed(texts)).await.unwrap_or(Err(ModelError::TimedOut));
        let replied = replied.and_then(|vectors| {
            let is_whole = vectors.len() == texts.len();
            if is_whole { Ok(vectors) } else { Err(ModelError::BadAnswer("it holds other texts' vectors".to_owned())) }
        });
        let now = desk.clock.now();
        self.with_breaker(|breaker| match &replied {
            Err(error) if error.is_providers_fault() => {
                let asked = error.rests().map(|rest| i64::try_from(rest.as_millis()).unwrap_or(i64::MAX));
                breaker.failed(now, asked);
            }
            _ => breaker.succeeded(),
        });
        let outcome = replied.as_ref().map_or_else(ModelError::word, |_| "done");
        let used = if matches!(&replied, Ok(_) | Err(ModelError::TimedOut)) { tokens } else { Tokens::default() };
        let (millis, cost) = (now.millis_since(began).max(0), self.prices.cost(used));
        measure::model_called(Job::Embed, self.embedder.name(), outcome, millis, used);
        let end = CallEnd { outcome: outcome.to_owned(), tokens: used, cost, millis };
        if let Err(error) = desk.store.settle_call(&id, end).await {
            measure::store_failed(&error);
            tracing::error!(%error, "a call could not be settled; it counts as it was reserved");
        }
        let made = CallMade {
            job: Job::Embed,
            provider: self.embedder.name().to_owned(),
            model: self.model_name.clone(),
            prompt: wanted.what.to_owned(),
            outcome: outcome.to_owned(),
            tokens: used,
            cost,
            millis,
        };
        match replied {
            Ok(vectors) => Embedded::Vectors(vectors, made),
            Err(error) => {
                tracing::warn!(model = self.embedder.name(), %error, "an embedding model did not answer");
                Embedded::Failed(error, made)
            }
        }
    }

    async fn reserve(&self, wanted: &For<'_>, tokens: Tokens) -> Result<Result<String, Refused>, candor_store::Error> {
        let now = wanted.desk.clock.now();
        let day = now.day_in(wanted.time_zone);
        let call = NewCall {
            id: format!("call_{}", wanted.desk.ids.unique()),
            business: wanted.business.clone(),
            conversation: wanted.conversation.clone(),
            at: now,
            day: day.to_string(),
            month: day.strftime("%Y-%m").to_string(),
            job: Job::Embed,
            provider: self.embedder.name().to_owned(),
            model: self.model_name.clone(),
            prompt: wanted.what.to_owned(),
            tokens,
            cost: self.prices.cost(tokens),
        };
        let id = call.id.clone();
        Ok(wanted.desk.store.reserve_call(call, wanted.budget).await?.map(|()| id))
    }

    fn with_breaker<T>(&self, change: impl FnOnce(&mut Breaker) -> T) -> T {
        change(&mut self.breaker.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedding").field("model", &self.model_name).field("floor", &self.floor).finish_non_exhaustive()
    }
}

/// What became of asking for the vectors of passages that had none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// So many passages have one now that had none before.
    pub done: usize,
    /// So many have none still.
    pub left: usize,
    /// Why, in words.
    pub because: Option<String>,
}

/// Gives every passage in use a vector of the owner's embedding model that has none of it: new ones, and all after a change of model.
/// Those that get none are found by the local vectors. `None` if no such model is set up.
///
/// # Errors
/// Whatever keeps the store from answering; what was kept until then stays.
pub async fn index_passages(desk: &Desk, business: &BusinessId) -> Result<Option<Indexed>, candor_store::Error> {
    let Some(embedding) = desk.models.embedding() else { return Ok(None) };
    let time_zone = desk.shelf.zone(business).await?;
    let wanted = for_nobody(desk, business, &time_zone, "passages");
    let mut done = 0_usize;
    loop {
        let (some, left) = desk.store.unembedded(business, &embedding.model_name, BATCH).await?;
        if some.is_empty() {
            return Ok(Some(Indexed { done, left: 0, because: None }));
        }
        let texts: Vec<String> = some
            .iter()
            .map(|passage| {
                let under = passage.heading.rsplit(" › ").next().unwrap_or_default();
                if under.is_empty() { passage.text.clone() } else { format!("{under}. {}", passage.text) }
            })
            .collect();
        let because = match embedding.ask(&wanted, &texts, BATCH_TIME).await {
            Embedded::Vectors(vectors, _) => {
                let count = some.len();
                let keys = some.into_iter().map(|passage| passage.key);
                let kept = keys.zip(vectors.iter().map(|vector| pack(vector))).collect();
                desk.store.keep_vectors(business, &embedding.model_name, kept).await?;
                done = done.saturating_add(count);
                continue;
            }
            Embedded::Failed(error, _) => error.to_string(),
            Embedded::Refused(refused) => format!("the {} limit for models is reached", refused.limit.word()),
            Embedded::NotAsked => "the model is left alone for a while after failures".to_owned(),
        };
        return Ok(Some(Indexed { done, left, because: Some(because) }));
    }
}

/// A library as the owner's embedding model sees a question; `None` if no such model is set up or it does not answer.
///
/// # Errors
/// Whatever keeps the store from answering.
pub async fn ask_of(
    desk: &Desk,
    business: &BusinessId,
    library: &Library,
    question: &str,
) -> Result<Option<Library>, candor_store::Error> {
    let Some(embedding) = desk.models.embedding().filter(|_| library.is_embedded()) else { return Ok(None) };
    let time_zone = desk.shelf.zone(business).await?;
    let wanted = for_nobody(desk, business, &time_zone, "question");
    Ok(match embedding.ask(&wanted, &[question.to_owned()], BATCH_TIME).await {
        Embedded::Vectors(vectors, _) => vectors.into_iter().next().map(|vector| embedding.faced(library, vector)),
        Embedded::Failed(..) | Embedded::Refused(_) | Embedded::NotAsked => None,
    })
}

/// For no conversation: only the limits of the day and the month hold.
fn for_nobody<'a>(desk: &'a Desk, business: &'a BusinessId, time_zone: &'a str, what: &'static str) -> For<'a> {
    let conversation = ConversationId::from_unique(NO_CONVERSATION);
    let budget = Budget { conversation: Limit::default(), ..desk.models.budget };
    For { desk, business, conversation, time_zone, budget, what }
}
