//! Publishing: a new script, the next version of one, and an earlier version again.

use candor_core::script::{MAX_SCRIPT_BYTES, read};
use candor_desk::actions::{
    publish_edited::{publish_first, publish_next},
    restore_script::restore_script,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    list::published,
    shape::{Script, ScriptNamed},
};
use crate::{
    api::{Answer, Asked, Nothing, Problem, must_not_exceed},
    panel::scripts::unix,
    respond::encoded,
};

/// A note is so long at most, in characters.
const LONGEST_NOTE: usize = 1000;

/// A text to be published.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScriptText {
    /// The whole text. Lines end with a line feed; others are turned into that.
    #[schemars(length(min = 1, max = 524288))]
    text: String,
    /// What is to be said about this version, beside its number.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    note: String,
}

impl ScriptText {
    fn read(&self) -> Result<(String, String), Problem> {
        must_not_exceed(&self.note, LONGEST_NOTE)?;
        must_not_exceed(&self.text, MAX_SCRIPT_BYTES)?;
        Ok((unix(&self.text), self.note.trim().to_owned()))
    }
}

/// Which version comes back.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EarlierVersion {
    /// The version.
    #[schemars(range(min = 1))]
    version: i64,
}

/// Publishes a script there was none of before.
pub(crate) async fn make(asked: Asked<Nothing, Nothing, ScriptText>) -> Result<Answer<Script>, Problem> {
    let (text, note) = asked.body.read()?;
    let done = asked.act(|bench| {
        let (text, note) = (text.clone(), note.clone());
        Box::pin(async move { Ok(publish_first(bench, &text, &note).await?.script.name) })
    });
    let done = done.await?;
    let path = format!("/api/v1/scripts/{}", encoded(done.made()));
    Ok(published(&asked, done.made()).await?.made(path))
}

/// Publishes a text as the next version of its script.
pub(crate) async fn change(asked: Asked<ScriptNamed, Nothing, ScriptText>) -> Result<Answer<Script>, Problem> {
    let (text, note) = asked.body.read()?;
    let (name, version) = (&asked.path.name, asked.version);
    // A text that cannot be read is refused with what is wrong in it.
    if let Some(other) = read(&text).map(|script| script.name).filter(|other| other != name) {
        return Err(Problem::Unfit(format!("the text is that of a script {other}, not of {name}")));
    }
    asked
        .act(|bench| {
            let (text, note) = (text.clone(), note.clone());
            Box::pin(async move {
                publish_next(bench, name, version, &text, &note).await?;
                Ok(name.clone())
            })
        })
        .await?;
    published(&asked, name).await
}

/// Publishes an earlier version again, as the newest.
pub(crate) async fn restore(asked: Asked<ScriptNamed, Nothing, EarlierVersion>) -> Result<Answer<Script>, Problem> {
    let (name, version) = (&asked.path.name, asked.body.version);
    asked
        .act(|bench| {
            Box::pin(async move {
                restore_script(bench, name, version).await?;
                Ok(name.clone())
            })
        })
        .await?;
    published(&asked, name).await
}
