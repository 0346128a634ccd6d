//! Publishes a text that somebody edited, unless somebody else published meanwhile: then nothing is lost, and the editor
//! sees what came in between.

use candor_core::{language::Language, roles::Deed, script::read};
use candor_store::ScriptVersion;

use super::{
    ActError, Bench, Refusal,
    publish_script::{PublishedScript, publish_script},
};

/// The version a text was begun from: the script's name and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The script.
    pub name: String,
    /// The version; 0 if there was none.
    pub version: i64,
}

/// What became of a text.
#[derive(Debug)]
pub enum Edited {
    /// It is published with the bench's commit.
    Published(Box<PublishedScript>),
    /// It was begun from another version than the one in use, which is this. Nothing was changed.
    Outdated(ScriptVersion),
}

/// Publishes a text that was begun from `base`. A text that names another script than `base` makes a new script, and never
/// takes the place of one that is there.
///
/// # Errors
/// As [`publish_script`].
pub async fn publish_edited(bench: &mut Bench<'_>, text: &str, note: &str, base: &Base) -> Result<Edited, ActError> {
    bench.must_be_allowed(Deed::PublishScript)?;
    // A text that cannot be read is refused with its problems by what follows.
    if let Some(script) = read(text) {
        let head = bench.desk.store.script_head(&bench.business, &script.name).await?;
        let begun_from = if script.name == base.name { base.version } else { 0 };
        if let Some(head) = head.filter(|head| head.version != begun_from && head.text != text) {
            return Ok(Edited::Outdated(head));
        }
    }
    let note = note.trim();
    let note = if note.is_empty() { published_by(bench) } else { note.to_owned() };
    Ok(Edited::Published(Box::new(publish_script(bench, text, &note).await?)))
}

/// What is noted of a version nobody noted anything of.
pub fn published_by(bench: &Bench<'_>) -> String {
    match bench.language {
        Language::En => format!("published by {}", bench.name()),
        Language::Ru => format!("опубликовано: {}", bench.name()),
    }
}

/// Publishes a text as a script there was none of before.
///
/// # Errors
/// [`Refusal::ScriptExists`], and as [`publish_script`].
pub async fn publish_first(bench: &mut Bench<'_>, text: &str, note: &str) -> Result<PublishedScript, ActError> {
    let base = Base { name: String::new(), version: 0 };
    match publish_edited(bench, text, note, &base).await? {
        Edited::Published(published) => Ok(*published),
        Edited::Outdated(head) => Err(Refusal::ScriptExists(head.name).into()),
    }
}

/// Publishes a text as the next version of its script; where a version is given, of that one only.
///
/// # Errors
/// [`Refusal::NoSuchScript`], [`Refusal::Outdated`], and as [`publish_script`].
pub async fn publish_next(
    bench: &mut Bench<'_>,
    name: &str,
    version: Option<i64>,
    text: &str,
    note: &str,
) -> Result<PublishedScript, ActError> {
    bench.must_be_allowed(Deed::PublishScript)?;
    let head = bench.desk.store.script_head(&bench.business, name).await?;
    let head = head.ok_or_else(|| Refusal::NoSuchScript(name.to_owned()))?;
    let base = Base { name: head.name, version: version.unwrap_or(head.version) };
    match publish_edited(bench, text, note, &base).await? {
        Edited::Published(published) => Ok(*published),
        Edited::Outdated(_) => Err(Refusal::Outdated.into()),
    }
}
