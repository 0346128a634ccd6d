//! Publishes an old version of a script again, as a new one.

use candor_core::roles::Deed;
use candor_store::Published;
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Publishes an old version again. The audit record is the bench's to commit; the script is in use at once.
///
/// # Errors
/// [`Refusal::NoSuchScript`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn restore_script(bench: &mut Bench<'_>, name: &str, version: i64) -> Result<Published, ActError> {
    bench.must_be_allowed(Deed::RestoreScript)?;
    let store = &bench.desk.store;
    if store.script(&bench.business, name, version).await?.is_none() {
        return Err(Refusal::NoSuchScript(format!("{name} {version}")).into());
    }
    let before = store.script_head(&bench.business, name).await?.map(|head| head.version);
    let note = format!("restored from version {version} by {}", bench.name());
    let restored = store.restore_script(&bench.business, name, version, &note, bench.now).await?;
    bench.record(Deed::RestoreScript, name, json!({"version": before}), json!({"version": restored.version}));
    Ok(restored)
}
