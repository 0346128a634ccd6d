//! `GET /scripts/{name}/versions` and `GET /scripts/{name}/versions/{version}`.

use candor_desk::actions::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shape::{Script, ScriptNamed, problems_of, publisher};
use crate::api::{
    Answer, Asked, At, Problem,
    paged::{self, Paged},
};

/// Which page is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedVersions {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// A version of a script, without its text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScriptVersionLine {
    /// The version.
    version: i64,
    /// Whether new conversations begin with it.
    is_in_use: bool,
    /// What its publisher said about it.
    note: String,
    /// When it was published.
    published_at: At,
    /// Who published it: a name, or `console` for whoever has the shell; null where that is not known.
    published_by: Option<String>,
}

/// Which version.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct ScriptVersionNamed {
    /// The name of the script.
    name: String,
    /// The version.
    #[schemars(range(min = 1))]
    version: i64,
}

/// Lists the versions of a script, the newest first.
pub(crate) async fn versions(
    asked: Asked<ScriptNamed, WantedVersions>,
) -> Result<Answer<Paged<ScriptVersionLine>>, Problem> {
    let (limit, below) = (paged::limit(asked.query.limit)?, paged::number(asked.query.cursor.as_deref())?);
    let (store, business, name) = (&asked.api.desk().store, asked.api.business(), &asked.path.name);
    let mut lines = store.list_scripts(business).await?;
    lines.retain(|line| line.name == *name);
    if lines.is_empty() {
        return Err(Refusal::NoSuchScript(name.clone()).into());
    }
    let authors = store.script_authors(business, name).await?;
    lines.retain(|line| below.is_none_or(|below| line.version < below));
    let tell = |line: &candor_store::ScriptLine| ScriptVersionLine {
        version: line.version,
        is_in_use: line.is_head,
        note: line.note.clone(),
        published_at: line.published_at.into(),
        published_by: publisher(authors.get(&line.version)),
    };
    Ok(Answer::of(Paged::of(&lines, limit, tell, |line| line.version.to_string())))
}

/// Tells one version, with its text.
pub(crate) async fn version(asked: Asked<ScriptVersionNamed>) -> Result<Answer<Script>, Problem> {
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let ScriptVersionNamed { name, version } = &asked.path;
    let known = store.script(business, name, *version).await?;
    let known = known.ok_or_else(|| Refusal::NoSuchScript(format!("{name} {version}")))?;
    let is_in_use = store.script_head(business, name).await?.is_some_and(|head| head.version == *version);
    let by = publisher(store.script_authors(business, name).await?.get(version));
    let (text, language) = (known.text.clone(), asked.language);
    let problems = asked.api.alone(move || problems_of(&text, language)).await?;
    Ok(Answer::versioned(Script::of(known, is_in_use, by, problems), *version))
}
