//! `GET /panel/logs`: a page of the log, newest first.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};

use super::asked::Asked;
use crate::{
    log::{LogFilter, LogLevel, LogLine},
    panel::{Frame, Page, Panel, Trouble, access::Viewer},
};

pub(super) const HERE: &str = "/panel/logs";

/// So many lines are on a page.
const PER_PAGE: usize = 100;

/// A line as it is shown.
struct Shown {
    line: Arc<LogLine>,
    /// The class of its level; its word stands beside it.
    class: &'static str,
    fields: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "logs/logs.html", whitespace = "minimize")]
struct LogsPage {
    frame: Frame,
    lines: Vec<Shown>,
    /// Word, whether it is chosen.
    levels: Vec<(&'static str, bool)>,
    parts: Vec<(String, bool)>,
    text: String,
    is_filtered: bool,
    /// Whether lines are kept at all.
    is_kept: bool,
    /// What `log.level` says, where it is known.
    set_level: Option<String>,
    events: String,
    file: String,
    newest: Option<String>,
    older: Option<String>,
}

/// A page of the log.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let filter = asked.filter();
    let mut lines = panel.log().map(|log| log.query(&filter, PER_PAGE.saturating_add(1))).unwrap_or_default();
    let has_older = lines.len() > PER_PAGE;
    lines.truncate(PER_PAGE);
    let older = lines.last().filter(|_| has_older).map(|last| asked.address(HERE, Some(last.number)));
    let page = LogsPage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        lines: lines.into_iter().map(Shown::of).collect(),
        levels: LogLevel::ALL.iter().map(|level| (level.word(), filter.level == Some(*level))).collect(),
        parts: parts(&panel, &filter),
        is_filtered: LogFilter { before: None, ..filter.clone() } != LogFilter::default(),
        is_kept: panel.log().is_some(),
        set_level: panel.configured().and_then(|configured| configured.value("log.level")).map(str::to_owned),
        events: asked.address("/panel/logs/events", None),
        file: asked.address("/panel/logs/lines.jsonl", None),
        newest: filter.before.map(|_| asked.address(HERE, None)),
        older,
        text: filter.text,
    };
    Ok(Page(page).into_response())
}

impl Shown {
    fn of(line: Arc<LogLine>) -> Self {
        let class = match line.logged.level {
            LogLevel::Error => "is-error",
            LogLevel::Warn => "is-warning",
            LogLevel::Info => "is-info",
            LogLevel::Debug | LogLevel::Trace => "",
        };
        Self { class, fields: line.logged.told().collect(), line }
    }
}

/// The crates of which there are lines; a part that was chosen by a link stays chosen.
fn parts(panel: &Panel, filter: &LogFilter) -> Vec<(String, bool)> {
    let mut parts = panel.log().map(crate::log::LogRing::parts).unwrap_or_default();
    if !filter.part.is_empty() {
        parts.insert(filter.part.clone());
    }
    parts.into_iter().map(|part| (part.clone(), part == filter.part)).collect()
}
