//! Lets the whole desk rest, and lets it go on. While it rests, whoever writes is handed to a person; what the honesty
//! contract demands goes on all the same.

use candor_core::roles::Deed;
use candor_store::DeskChange;
use serde_json::json;

use super::{ActError, Bench};

/// Lets the desk rest or go on; says whether that changed anything.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn pause_desk(bench: &mut Bench<'_>, is_paused: bool) -> Result<bool, ActError> {
    bench.must_be_allowed(Deed::PauseDesk)?;
    let before = bench.whole_desk().await?.paused.is_some();
    if before == is_paused {
        return Ok(false);
    }
    let paused = is_paused.then(|| (bench.now, bench.name()));
    bench.changes.desk.push(DeskChange::Paused(paused));
    let subject = bench.business.to_string();
    bench.record(Deed::PauseDesk, &subject, json!({"paused": before}), json!({"paused": is_paused}));
    Ok(true)
}
