//! Publishes a script: checks it, numbers it, makes it the one new conversations begin with. At once, without a restart.
//! A broken one is refused and the old one keeps working.

use candor_core::{
    roles::Deed,
    script::{Problem, Script, Severity, digest, parse},
};
use candor_store::{Published, ScriptVersion};
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// A script that is published with the bench's commit.
#[derive(Debug)]
pub struct PublishedScript {
    /// As it was read.
    pub script: Script,
    /// Its number.
    pub published: Published,
    /// What could be better.
    pub warnings: Vec<Problem>,
}

/// Publishes a text, with what its publisher says about it.
///
/// # Errors
/// [`Refusal::BrokenScript`], [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn publish_script(bench: &mut Bench<'_>, text: &str, note: &str) -> Result<PublishedScript, ActError> {
    bench.must_be_allowed(Deed::PublishScript)?;
    let (script, problems) = parse(text);
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    let Some(script) = script.filter(|_| !is_broken) else { return Err(Refusal::BrokenScript(problems).into()) };
    let published = put_in_use(bench, Deed::PublishScript, &script.name, text, note).await?;
    Ok(PublishedScript { script, published, warnings: problems })
}

/// Makes a text the head of a script, as its next version. The text that is the head already makes none.
pub(super) async fn put_in_use(
    bench: &mut Bench<'_>,
    deed: Deed,
    name: &str,
    text: &str,
    note: &str,
) -> Result<Published, ActError> {
    let store = &bench.desk.store;
    // What this bench publishes already counts: two files of the same script may come in one burst.
    let earlier: Vec<&ScriptVersion> = bench.changes.scripts.iter().filter(|script| script.name == name).collect();
    let (head, next) = match earlier.last() {
        Some(last) => (Some((last.version, last.digest.clone())), last.version + 1),
        None => {
            let head = store.script_head(&bench.business, name).await?.map(|head| (head.version, head.digest));
            (head, store.next_script_version(&bench.business, name).await?)
        }
    };
    let digest = digest(text);
    let before = match head {
        Some((version, known)) if known == digest => return Ok(Published { version, is_new: false }),
        head => head.map(|(version, _)| version),
    };
    bench.changes.scripts.push(ScriptVersion {
        name: name.to_owned(),
        version: next,
        text: text.to_owned(),
        digest,
        note: note.to_owned(),
        published_at: bench.now,
    });
    bench.record(deed, name, json!({"version": before}), json!({"version": next}));
    Ok(Published { version: next, is_new: true })
}
