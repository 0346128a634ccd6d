//! Publishes a script: checks it, numbers it, makes it the one new conversations begin with. At once, without a restart.
//! A broken one is refused and the old one keeps working.

use candor_core::{
    ids::BusinessId,
    moment::Moment,
    script::{Problem, Script, Severity, digest, parse},
};
use candor_store::{Published, Store};

/// Why a script was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It has errors: mend them and publish again.
    #[error("the script has errors and was not published; the version in use keeps working")]
    Broken(Vec<Problem>),
    /// The store could not write.
    #[error(transparent)]
    Store(#[from] candor_store::Error),
}

/// A script that was published.
#[derive(Debug)]
pub struct PublishedScript {
    /// As it was read.
    pub script: Script,
    /// Its number.
    pub published: Published,
    /// What could be better.
    pub warnings: Vec<Problem>,
}

/// Publishes a text.
///
/// # Errors
/// See [`PublishError`].
pub async fn publish_script(
    store: &Store,
    business: &BusinessId,
    text: &str,
    note: &str,
    now: Moment,
) -> Result<PublishedScript, PublishError> {
    let (script, problems) = parse(text);
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    let Some(script) = script.filter(|_| !is_broken) else { return Err(PublishError::Broken(problems)) };
    let published = store.publish(business, &script.name, text, &digest(text), note, now).await?;
    Ok(PublishedScript { script, published, warnings: problems })
}
