//! `GET /panel/scripts`: every script with its version in use.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::{moment::Moment, roles::Deed, script::read};

use super::HERE;
use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer};

#[derive(Template)]
#[template(path = "scripts/list.html")]
struct ListPage {
    frame: Frame,
    scripts: Vec<Row>,
}

/// A script.
struct Row {
    name: String,
    business: String,
    version: i64,
    versions: u64,
    note: String,
    published_at: Moment,
    /// The bots whose conversations begin with it.
    bots: Vec<String>,
}

/// The list.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let store = &panel.desk().store;
    let mut bots: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for connection in store.list_connections().await? {
        if connection.business == *panel.business() {
            bots.entry(connection.script_name).or_default().push(connection.bot_username);
        }
    }
    let lines = store.list_scripts(panel.business()).await?;
    let mut scripts: Vec<Row> = Vec::new();
    for line in lines.iter().filter(|line| line.is_head) {
        let text = store.script(panel.business(), &line.name, line.version).await?;
        let script = text.and_then(|version| read(&version.text));
        let business = script.and_then(|script| script.business.best(viewer.language).map(str::to_owned));
        let versions = lines.iter().filter(|other| other.name == line.name).count();
        scripts.push(Row {
            name: line.name.clone(),
            business: business.unwrap_or_default(),
            version: line.version,
            versions: u64::try_from(versions).unwrap_or_default(),
            note: line.note.clone(),
            published_at: line.published_at,
            bots: bots.remove(&line.name).unwrap_or_default(),
        });
    }
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    Ok(Page(ListPage { frame, scripts }).into_response())
}
