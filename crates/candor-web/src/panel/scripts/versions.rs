//! `/panel/scripts/{name}/versions`: what was published, by whom, what changed, and the way back.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query, State},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use candor_core::{
    audit::Actor,
    moment::Moment,
    roles::Deed,
    script::{changes, read},
};
use candor_desk::actions::restore_script::restore_script;
use serde::Deserialize;

use super::{
    HERE,
    difference::{DiffLine, difference},
};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, act};

#[derive(Template)]
#[template(path = "scripts/versions.html")]
struct VersionsPage {
    frame: Frame,
    name: String,
    versions: Vec<Row>,
    compared: Option<Compared>,
}

impl VersionsPage {
    fn is_from(&self, version: &i64) -> bool {
        self.compared.as_ref().is_some_and(|compared| compared.from == *version)
    }

    fn is_to(&self, version: &i64) -> bool {
        self.compared.as_ref().is_some_and(|compared| compared.to == *version)
    }
}

/// A version.
struct Row {
    version: i64,
    is_head: bool,
    by: String,
    note: String,
    published_at: Moment,
    /// The one before it, to be compared with.
    before: Option<i64>,
}

/// Two versions side by side.
struct Compared {
    from: i64,
    to: i64,
    /// What changed, part by part.
    parts: Vec<String>,
    diff: Vec<DiffLine>,
}

/// Which versions to compare.
#[derive(Deserialize)]
pub(crate) struct Asked {
    from: Option<i64>,
    to: Option<i64>,
}

/// The versions, and what is different between two of them: without a choice the newest and the one before.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let store = &panel.desk().store;
    let lines = store.list_scripts(panel.business()).await?;
    let lines: Vec<_> = lines.into_iter().filter(|line| line.name == name).collect();
    let newest = lines.first().ok_or(Trouble::Missing)?.version;
    let authors = store.script_authors(panel.business(), &name).await?;
    let words = Words(viewer.language);
    let mut before = lines.iter().map(|line| Some(line.version)).skip(1).chain([None]);
    let versions: Vec<Row> = lines
        .iter()
        .map(|line| Row {
            version: line.version,
            is_head: line.is_head,
            by: match authors.get(&line.version) {
                Some(Actor::Operator { name, .. }) => name.clone(),
                Some(Actor::Console) => words.say("scripts.by_console").to_owned(),
                Some(Actor::Desk) | None => String::new(),
            },
            note: line.note.clone(),
            published_at: line.published_at,
            before: before.next().flatten(),
        })
        .collect();
    let to = asked.to.unwrap_or(newest);
    let from = asked.from.or_else(|| versions.iter().find(|row| row.version == to).and_then(|row| row.before));
    let compared = match from {
        Some(from) => Some(compare(&panel, &viewer, &name, from, to).await?),
        None => None,
    };
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    Ok(Page(VersionsPage { frame, name, versions, compared }).into_response())
}

async fn compare(panel: &Panel, viewer: &Viewer, name: &str, from: i64, to: i64) -> Result<Compared, Trouble> {
    let store = &panel.desk().store;
    let old = store.script(panel.business(), name, from).await?.ok_or(Trouble::Missing)?;
    let new = store.script(panel.business(), name, to).await?.ok_or(Trouble::Missing)?;
    let parts = match (read(&old.text), read(&new.text)) {
        (Some(old), Some(new)) => changes(&old, &new),
        _ => Vec::new(),
    };
    let told = parts.iter().filter_map(|change| change.describe().best(viewer.language).map(str::to_owned));
    Ok(Compared { from, to, parts: told.collect(), diff: difference(&old.text, &new.text) })
}

/// Which version is to come back.
#[derive(Deserialize)]
pub(crate) struct Back {
    version: i64,
}

/// `POST …/restore`: an earlier version, published again as the newest.
pub(crate) async fn restore(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(name): Path<String>,
    Form(back): Form<Back>,
) -> Result<Response, Trouble> {
    let (words, old) = (Words(viewer.language), back.version.to_string());
    // The name is part of an address and comes from one.
    let to = format!("{HERE}/{}/versions", crate::respond::encoded(&name));
    act(
        &panel,
        &viewer,
        &to,
        |bench| {
            let name = name.clone();
            Box::pin(async move { restore_script(bench, &name, back.version).await })
        },
        |made| words.fill("scripts.done_restore", &[("old", &old), ("version", &made.version.to_string())]),
    )
    .await
}

/// `GET …/versions/{version}`: the text as a file.
pub(crate) async fn download(
    State(panel): State<Panel>,
    _: Viewer,
    Path((name, version)): Path<(String, i64)>,
) -> Result<Response, Trouble> {
    let found = panel.desk().store.script(panel.business(), &name, version).await?.ok_or(Trouble::Missing)?;
    Ok(file(&name, &version.to_string(), found.text))
}

/// A text as a file to keep.
pub(super) fn file(name: &str, version: &str, text: String) -> Response {
    // A script's name has letters, digits and hyphens alone; what has more is left out all the same.
    let plain: String = name.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(64).collect();
    let file = format!("attachment; filename=\"{plain}-{version}.script.md\"");
    ([(CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, file)], text).into_response()
}
