//! Publishes a script: checks it, numbers it, makes it the one new conversations begin with. At once, without a restart.
//! A broken one is refused and the old one keeps working.

use candor_core::{
    hearing::Ear,
    roles::Deed,
    script::{Problem, Script, Severity, advice, digest, parse},
};
use candor_store::{NewVersion, Published, ScriptVersion};
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
    let (script, mut problems) = parse(text);
    let script = refuse_broken(script, &problems)?;
    let kept = kept_of_head(bench, &script.name, &digest(text)).await?;
    let (script, model, advice) = learn(script, kept).await?;
    problems.extend(advice);
    problems.sort_by_key(|problem| (problem.line, problem.column, problem.code));
    let published = put_in_use(bench, Deed::PublishScript, &script.name, (text, model), note).await?;
    Ok(PublishedScript { script, published, warnings: problems })
}

/// The script, unless something in it is wrong.
pub(super) fn refuse_broken(script: Option<Script>, problems: &[Problem]) -> Result<Script, Refusal> {
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    script.filter(|_| !is_broken).ok_or_else(|| Refusal::BrokenScript(problems.to_vec()))
}

/// What the version in use taught, if it is this very text.
async fn kept_of_head(bench: &Bench<'_>, name: &str, digest: &str) -> Result<Option<Vec<u8>>, ActError> {
    let store = &bench.desk.store;
    match store.script_head(&bench.business, name).await? {
        Some(head) if head.digest == digest => Ok(store.script_model(&bench.business, name, head.version).await?),
        _ => Ok(None),
    }
}

/// Learns a script, beside whatever else this machine does, unless what it taught was kept: what it taught, and what shows
/// only then.
pub(super) async fn learn(script: Script, kept: Option<Vec<u8>>) -> Result<(Script, Vec<u8>, Vec<Problem>), ActError> {
    let learning = tokio::task::spawn_blocking(move || {
        let (ear, model) = match kept.and_then(|kept| Some((Ear::wake(&script, &kept)?, kept))) {
            Some(woken) => woken,
            None => {
                let ear = Ear::train(&script);
                let model = ear.kept();
                (ear, model)
            }
        };
        let advice = advice(&script, &ear);
        (script, model, advice)
    });
    // It does nothing that could fail; should it all the same, whoever publishes tries again.
    learning.await.map_err(|_| candor_store::Error::Raced.into())
}

/// Makes a text the head of a script, as its next version. The text that is the head already makes none.
pub(super) async fn put_in_use(
    bench: &mut Bench<'_>,
    deed: Deed,
    name: &str,
    (text, model): (&str, Vec<u8>),
    note: &str,
) -> Result<Published, ActError> {
    let store = &bench.desk.store;
    // What this bench publishes already counts: two files of the same script may come in one burst.
    let published = bench.changes.scripts.iter().map(|new| &new.script);
    let earlier: Vec<&ScriptVersion> = published.filter(|script| script.name == name).collect();
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
    let script = ScriptVersion {
        name: name.to_owned(),
        version: next,
        text: text.to_owned(),
        digest,
        note: note.to_owned(),
        published_at: bench.now,
    };
    bench.changes.scripts.push(NewVersion { script, model });
    bench.record(deed, name, json!({"version": before}), json!({"version": next}));
    Ok(Published { version: next, is_new: true })
}
