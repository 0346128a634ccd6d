//! Language models at work: which one does which job, in which order they are tried, what they may use. [`thinking`] is the part of
//! a turn in which one is asked, [`preview`] what a contact sees of an answer before it is sent, [`summing`] sums a conversation up for
//! a person, [`ask`] is one question to a chain.

mod ask;
mod embedding;
pub(crate) mod preview;
pub(crate) mod summing;
pub(crate) mod thinking;
pub mod trial;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use candor_connect::model::Model;
use candor_core::model::{Breaker, Budget, Job, Prices};

pub use self::embedding::{Embedding, Indexed, ask_of, index_passages};
pub(crate) use self::thinking::Thinking;

/// What is shown of an answer while it is written changes no oftener in a chat.
pub const SHOWN_EVERY: Duration = Duration::from_secs(1);

/// One model that can be asked.
pub struct Hired {
    /// The model.
    pub model: Arc<dyn Model>,
    /// Its own name, as its provider knows it.
    pub model_name: String,
    /// What it costs.
    pub prices: Prices,
    /// Whether it runs on a machine of the owner's, so that asking it shows nothing to a third party.
    pub is_own: bool,
    breaker: Mutex<Breaker>,
}

impl Hired {
    /// A model that has not been asked yet.
    pub fn new(model: Arc<dyn Model>, model_name: &str, prices: Prices, is_own: bool) -> Self {
        Self { model, model_name: model_name.to_owned(), prices, is_own, breaker: Mutex::default() }
    }

    fn with_breaker<T>(&self, change: impl FnOnce(&mut Breaker) -> T) -> T {
        change(&mut self.breaker.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Hired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hired")
            .field("name", &self.model.name())
            .field("model", &self.model_name)
            .finish_non_exhaustive()
    }
}

/// All models, by job. Without any, the desk goes by its local brain alone.
#[derive(Debug, Default)]
pub struct Models {
    chains: BTreeMap<Job, Vec<Arc<Hired>>>,
    budget: Budget,
    pace: Pace,
    embedding: Option<Embedding>,
    /// How often what is being written is shown anew; `None` if it is not shown.
    shown_every: Option<Duration>,
}

/// How long a turn may spend on models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// All calls of a turn together, in milliseconds; then the local brain answers.
    pub think_millis: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { think_millis: 25_000 }
    }
}

impl Models {
    /// These chains within this budget.
    pub fn new(chains: BTreeMap<Job, Vec<Arc<Hired>>>, budget: Budget, pace: Pace) -> Self {
        Self { chains, budget, pace, embedding: None, shown_every: None }
    }

    /// The same with a model that turns passages and questions into vectors.
    #[must_use]
    pub fn with_embedding(self, embedding: Embedding) -> Self {
        Self { embedding: Some(embedding), ..self }
    }

    /// The same, showing contacts what is written while it is written, changed no oftener than this ([`SHOWN_EVERY`]). Where a judge
    /// gives an opinion nothing is shown: it judges whole answers.
    #[must_use]
    pub fn with_previews(self, every: Duration) -> Self {
        Self { shown_every: Some(every), ..self }
    }

    /// How often what is being written may be shown anew; `None` where it may not be shown.
    pub(crate) fn shown_every(&self) -> Option<Duration> {
        self.shown_every.filter(|_| self.chain(Job::Judge).is_empty())
    }

    /// The model that turns passages and questions into vectors, if there is one.
    pub const fn embedding(&self) -> Option<&Embedding> {
        self.embedding.as_ref()
    }

    /// Who does a job, in the order in which they are tried; empty if nobody does.
    pub fn chain(&self, job: Job) -> &[Arc<Hired>] {
        self.chains.get(&job).map_or(&[], Vec::as_slice)
    }

    /// The limits within which they are asked.
    pub const fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Whether any of them belongs to a third party.
    pub fn shows_others(&self) -> bool {
        let embeds = self.embedding.iter().any(|embedding| !embedding.is_own);
        embeds || self.chains.values().flatten().any(|hired| !hired.is_own)
    }

    /// Whether there is any model at all.
    pub fn is_empty(&self) -> bool {
        self.chains.values().all(Vec::is_empty)
    }
}
