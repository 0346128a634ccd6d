//! `GET /panel/connections`.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::{
    moment::Moment,
    roles::Deed,
    throttle::{BOT_MOST, CHAT_BURST, GROUP_MOST},
};

use super::line::{Line, set_elsewhere};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer};

pub(super) const HERE: &str = "/panel/connections";

/// A quarter of an hour, in which messages are counted.
const QUARTER_MILLIS: i64 = 900_000;

#[derive(Template)]
#[template(path = "connections/connections.html", whitespace = "minimize")]
struct ConnectionsPage {
    frame: Frame,
    lines: Vec<Line>,
    /// Since when the desk rests, and who let it.
    paused: Option<(Moment, String)>,
    /// Where the token is given at the start, which goes before the one kept here.
    token_set: Option<String>,
    /// Where the script is given at the start, likewise.
    script_set: Option<String>,
    limits: [String; 3],
    /// So many messages went to contacts since then.
    sent: u64,
    sent_since: Moment,
}

/// The bots of the business.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let (store, words, now) = (&panel.desk().store, Words(viewer.language), panel.now());
    let scripts: BTreeSet<String> =
        store.list_scripts(panel.business()).await?.into_iter().map(|line| line.name).collect();
    let scripts: Vec<String> = scripts.into_iter().collect();
    let with_token = store.connections_with_token(panel.business()).await?;
    let mut lines = Vec::new();
    for connection in store.list_connections().await? {
        if connection.business == *panel.business() {
            let has_token = with_token.contains(&connection.id);
            lines.push(Line::of(&panel, words, connection, &scripts, has_token).await?);
        }
    }
    let sent_since = quarter_before(now);
    let tallies = store.tallies(panel.business(), sent_since, now, 1).await?;
    let sent = tallies.iter().map(|line| line.tally.by_ai.saturating_add(line.tally.by_operators)).sum();
    let most = |key: &str, most: usize| words.fill(key, &[("n", &most.to_string())]);
    let page = ConnectionsPage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        lines,
        paused: store.desk(panel.business()).await?.paused,
        token_set: set_elsewhere(words, panel.configured(), "bot.token"),
        script_set: set_elsewhere(words, panel.configured(), "bot.script"),
        limits: [
            most("connections.limit_bot", BOT_MOST),
            most("connections.limit_chat", usize::try_from(CHAT_BURST).unwrap_or_default()),
            most("connections.limit_group", GROUP_MOST),
        ],
        sent,
        sent_since,
    };
    Ok(Page(page).into_response())
}

/// When the quarter of an hour before the one under way began.
fn quarter_before(now: Moment) -> Moment {
    let millis = now.millis();
    Moment::from_millis(millis.saturating_sub(millis.rem_euclid(QUARTER_MILLIS)).saturating_sub(QUARTER_MILLIS))
}
