//! `GET /scripts` and `GET /scripts/{name}`.

use std::collections::BTreeMap;

use candor_core::{
    conversation::ScriptRef,
    language::Language,
    script::{advice, parse, read},
};
use candor_desk::actions::Refusal;
use candor_store::ScriptVersion;
use schemars::JsonSchema;
use serde::Serialize;

use super::shape::{Script, ScriptNamed, problems_of, publisher, worded};
use crate::api::{Answer, Asked, At, Nothing, Problem, paged::Paged};

/// A script, as lists show it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScriptHead {
    /// Its name.
    name: String,
    /// The version in use.
    version: i64,
    /// How many versions there are.
    versions: usize,
    /// The business it speaks for, in its own words.
    business: Option<String>,
    /// The languages it speaks.
    #[schemars(with = "Vec<String>")]
    languages: Vec<Language>,
    /// The bots whose conversations begin with it, by their public names.
    bots: Vec<String>,
    /// What its publisher said about the version.
    note: String,
    /// When that was published.
    published_at: At,
}

/// Lists the scripts, by name.
pub(crate) async fn list(asked: Asked<Nothing, Nothing>) -> Result<Answer<Paged<ScriptHead>>, Problem> {
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let mut bots: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for connection in store.list_connections().await?.into_iter().filter(|one| one.business == *business) {
        bots.entry(connection.script_name).or_default().push(connection.bot_username);
    }
    let lines = store.list_scripts(business).await?;
    let mut heads = Vec::new();
    for line in lines.iter().filter(|line| line.is_head) {
        let text = store.script(business, &line.name, line.version).await?;
        let script = text.and_then(|version| read(&version.text));
        heads.push(ScriptHead {
            name: line.name.clone(),
            version: line.version,
            versions: lines.iter().filter(|other| other.name == line.name).count(),
            business: script.as_ref().and_then(|script| script.business.best(asked.language)).map(str::to_owned),
            languages: script.map(|script| script.languages).unwrap_or_default(),
            bots: bots.remove(&line.name).unwrap_or_default(),
            note: line.note.clone(),
            published_at: line.published_at.into(),
        });
    }
    Ok(Answer::of(Paged::whole(heads)))
}

/// Tells a script with the text in use.
pub(crate) async fn show(asked: Asked<ScriptNamed>) -> Result<Answer<Script>, Problem> {
    let (head, by) = head(&asked, &asked.path.name).await?;
    let (text, language) = (head.text.clone(), asked.language);
    let problems = asked.api.alone(move || problems_of(&text, language)).await?;
    let version = head.version;
    Ok(Answer::versioned(Script::of(head, true, by, problems), version))
}

/// The version in use, with all that shows once it was learnt.
pub(super) async fn published<P, Q, B>(asked: &Asked<P, Q, B>, name: &str) -> Result<Answer<Script>, Problem> {
    let (head, by) = head(asked, name).await?;
    let wanted = ScriptRef { name: head.name.clone(), version: head.version };
    let shelved = asked.api.desk().shelf.take(asked.api.business(), &wanted).await?;
    let (text, language) = (head.text.clone(), asked.language);
    let noticed = move || {
        let mut problems = parse(&text).1;
        problems.extend(advice(&shelved.script, &shelved.ear));
        worded(problems, language)
    };
    let problems = asked.api.alone(noticed).await?;
    let version = head.version;
    Ok(Answer::versioned(Script::of(head, true, by, problems), version))
}

async fn head<P, Q, B>(asked: &Asked<P, Q, B>, name: &str) -> Result<(ScriptVersion, Option<String>), Problem> {
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let head = store.script_head(business, name).await?;
    let head = head.ok_or_else(|| Refusal::NoSuchScript(name.to_owned()))?;
    let authors = store.script_authors(business, name).await?;
    let by = publisher(authors.get(&head.version));
    Ok((head, by))
}
