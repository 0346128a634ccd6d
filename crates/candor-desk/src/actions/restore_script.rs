//! Publishes an old version of a script again, as a new one.

use candor_core::{language::Language, roles::Deed, script};
use candor_store::Published;

use super::{
    ActError, Bench, Refusal,
    publish_script::{learn, put_in_use},
};

/// Publishes an old version again.
///
/// # Errors
/// [`Refusal::NoSuchScript`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn restore_script(bench: &mut Bench<'_>, name: &str, version: i64) -> Result<Published, ActError> {
    bench.must_be_allowed(Deed::RestoreScript)?;
    let Some(old) = bench.desk.store.script(&bench.business, name, version).await? else {
        return Err(Refusal::NoSuchScript(format!("{name} {version}")).into());
    };
    let note = match bench.language {
        Language::En => format!("restored from version {version} by {}", bench.name()),
        Language::Ru => format!("возвращена версия {version}: {}", bench.name()),
    };
    let script = script::read(&old.text).ok_or_else(|| Refusal::NoSuchScript(format!("{name} {version}")))?;
    let kept = bench.desk.store.script_model(&bench.business, name, version).await?;
    let (_, model, _) = learn(script, kept).await?;
    put_in_use(bench, Deed::RestoreScript, name, (&old.text, model), &note).await
}
