//! Does an action for a program: once, if it gave a key, however often it asks.

use candor_desk::actions::{self, ActError, Bench};
use candor_store::DoneOnce;
use futures_util::future::BoxFuture;

use super::{Asked, Problem};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// It was done now; the id of what it made or changed.
    Now(String),
    /// It was done before, under the same key.
    Before(String),
}

impl Done {
    /// The id of what it made or changed.
    pub(crate) fn made(&self) -> &str {
        match self {
            Self::Now(made) | Self::Before(made) => made,
        }
    }
}

impl<P, Q, B> Asked<P, Q, B> {
    /// A bench for whoever the program acts for.
    pub(crate) fn bench(&self) -> Bench<'_> {
        let bench = Bench::for_operator(self.api.desk(), self.caller.operator.clone(), self.language);
        bench.by_program(self.caller.token.id.clone())
    }

    /// Does an action and commits it, again from the beginning where what it read has changed. The action returns the id of what
    /// it made or changed. Where the program gave a key (`Idempotency-Key`), that is kept in the same commit, and the same
    /// request with the same key does nothing again.
    ///
    /// # Errors
    /// [`Problem::KeyUsed`], [`Problem::Refused`], [`Problem::Store`].
    pub(crate) async fn act<'a, A>(&'a self, action: A) -> Result<Done, Problem>
    where
        A: for<'b> Fn(&'b mut Bench<'a>) -> BoxFuture<'b, Result<String, ActError>>,
    {
        if let Some(done) = self.done_before().await? {
            return Ok(done);
        }
        let remember = |bench: &mut Bench<'a>, made: &String| {
            bench.changes.done_once = self.once.as_ref().map(|(key, request)| DoneOnce {
                token: self.caller.token.id.clone(),
                key: key.clone(),
                request: request.clone(),
                made: made.clone(),
            });
        };
        match actions::act_and(|| self.bench(), action, remember).await {
            Ok(made) => Ok(Done::Now(made)),
            // The same request at the same time may have been quicker: then what it did is in the way of this one.
            Err(error) => match self.done_before().await {
                Ok(Some(done)) => Ok(done),
                _ => Err(error.into()),
            },
        }
    }

    /// What was done under the same key before.
    ///
    /// # Errors
    /// [`Problem::KeyUsed`], [`Problem::Store`].
    pub(super) async fn done_before(&self) -> Result<Option<Done>, Problem> {
        let Some((key, request)) = &self.once else { return Ok(None) };
        let (store, token) = (&self.api.desk().store, &self.caller.token.id);
        match store.done_once(self.api.business(), token, key).await? {
            Some(done) if done.request == *request => Ok(Some(Done::Before(done.made))),
            Some(_) => Err(Problem::KeyUsed),
            None => Ok(None),
        }
    }
}
