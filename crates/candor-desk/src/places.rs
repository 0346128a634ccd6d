//! Places at which turns are thought. A turn that only waits for a model gives its place to another: somebody who writes "stop" meanwhile
//! is answered at once (H5), however long models take.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task_local,
};

/// So many turns at most are begun and not ended, those that wait for a model included.
const IN_FLIGHT: usize = 64;

task_local! {
    static PLACE: Arc<Place>;
}

/// All places of a process.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// One for each turn that is begun.
    begun: Arc<Semaphore>,
    /// One for each that is thought just now.
    thought: Arc<Semaphore>,
}

/// The place of one turn.
#[derive(Debug)]
pub(crate) struct Place {
    of: Places,
    _begun: OwnedSemaphorePermit,
    /// Given away while the turn waits.
    thought: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Places {
    /// So many turns are thought at once.
    pub(crate) fn new(thought: usize) -> Self {
        let begun = Arc::new(Semaphore::new(IN_FLIGHT.max(thought)));
        Self { begun, thought: Arc::new(Semaphore::new(thought)) }
    }

    /// Waits for a place, whoever came first first. They are never closed, so that `None` does not come.
    pub(crate) async fn take(&self) -> Option<Place> {
        let begun = Arc::clone(&self.begun).acquire_owned().await.ok()?;
        let thought = Arc::clone(&self.thought).acquire_owned().await.ok()?;
        Some(Place { of: self.clone(), _begun: begun, thought: Mutex::new(Some(thought)) })
    }
}

impl Place {
    /// Thinks a turn here.
    pub(crate) async fn within<T>(self, turn: impl Future<Output = T>) -> T {
        PLACE.scope(Arc::new(self), turn).await
    }

    fn hold(&self, place: Option<OwnedSemaphorePermit>) {
        *self.thought.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }
}

/// Waits for something that is not thinking, with the turn's place given to others as long. Whatever is thought outside a turn has none.
/// Calls may not lie within each other.
pub(crate) async fn without_place<T>(waiting: impl Future<Output = T>) -> T {
    let Ok(place) = PLACE.try_with(Arc::clone) else { return waiting.await };
    place.hold(None);
    let done = waiting.await;
    place.hold(Arc::clone(&place.of.thought).acquire_owned().await.ok());
    done
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use futures_util::FutureExt;
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn a_turn_that_waits_gives_its_place_away_and_takes_one_again_before_it_goes_on() {
        let places = Places::new(1);
        let (answer, answered) = oneshot::channel::<()>();
        let first = places.take().await.unwrap();
        let mut first = Box::pin(first.within(async {
            without_place(answered).await.unwrap();
            "done"
        }));
        assert!(places.take().now_or_never().is_none(), "a turn is thought");
        assert!(first.as_mut().now_or_never().is_none());
        let second = places.take().now_or_never().flatten().unwrap();
        answer.send(()).unwrap();
        assert!(first.as_mut().now_or_never().is_none(), "it waits until the other is through");
        drop(second);
        assert_eq!(first.await, "done");
        assert!(places.take().now_or_never().flatten().is_some(), "a turn that ended holds nothing");
    }

    #[tokio::test]
    async fn no_more_turns_are_begun_than_there_are_places_for() {
        let places = Places::new(1);
        let mut waiting = Vec::new();
        for _ in 0..IN_FLIGHT {
            let place = places.take().now_or_never().flatten().unwrap();
            let mut turn = Box::pin(place.within(without_place(std::future::pending::<()>())));
            assert!(turn.as_mut().now_or_never().is_none());
            waiting.push(turn);
            // Whoever takes very much at one go is held back by the runtime itself.
            tokio::task::yield_now().await;
        }
        assert!(places.take().now_or_never().is_none());
        waiting.pop();
        assert!(places.take().now_or_never().is_some());
    }
}
