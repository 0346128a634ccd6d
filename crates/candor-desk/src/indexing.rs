//! Takes what was said before there was a search into its index, a little at a time and out of the way of answers: what was written last
//! year must not make whoever writes now wait. Ended at any moment it goes on where it was.

use std::time::Duration;

use tokio::{sync::watch, time::timeout};

use crate::{Desk, measure, workers::STORE_REST};

/// So many lines are taken in by one transaction: some milliseconds.
const LINES: u32 = 200;
/// How long others have the store to themselves in between.
const REST: Duration = Duration::from_millis(15);
/// After so many conversations the log says how far it is.
const REPORTED: u64 = 5_000;

/// Takes in until stopped; once everything is in, only waits for that.
pub(crate) async fn take_in(desk: Desk, mut stopped: watch::Receiver<bool>) {
    let (mut reported, mut is_done) = (0, false);
    while !*stopped.borrow() && !is_done {
        let rest = match desk.store.index_some(LINES).await {
            Ok(progress) => {
                is_done = progress.is_done;
                let (conversations, of) = (progress.conversations, progress.of);
                if conversations >= reported + REPORTED {
                    tracing::info!(conversations, of, "taking earlier conversations into the search");
                    reported = conversations;
                } else if is_done && reported > 0 {
                    tracing::info!(conversations, "every conversation is in the search");
                }
                REST
            }
            Err(error) => {
                measure::store_failed(&error);
                tracing::warn!(%error, "earlier conversations cannot be taken into the search just now");
                STORE_REST
            }
        };
        if !is_done {
            let _ = timeout(rest, stopped.changed()).await;
        }
    }
    // A worker that ends counts as one that broke.
    let _ = stopped.wait_for(|is_stopped| *is_stopped).await;
}
