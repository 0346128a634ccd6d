//! `GET /panel/inbox` and `GET /panel/inbox/{number}`: the list, and one conversation beside it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use candor_core::{lead::LeadOutcome, roles::Deed};
use candor_desk::actions::{Bench, list_conversations::list_conversations};
use candor_store::ConversationLine;

use super::{
    filter::{Asked, SHOWN},
    line::Line,
    open::Open,
    quick::Beside,
    snooze,
};
use crate::panel::{Frame, Page, Panel, Trouble, access::Viewer};

/// So many conversations are on a page of the list.
const PER_PAGE: u32 = 30;

const HERE: &str = "/panel/inbox";

#[derive(Template)]
#[template(path = "inbox/inbox.html")]
struct InboxPage {
    frame: Frame,
    asked: Asked,
    lines: Vec<Line>,
    total: u64,
    page: u32,
    pages: u32,
    open: Option<Open>,
    beside: Beside,
    /// Whether nobody has ever written.
    is_new: bool,
}

impl InboxPage {
    /// What can be shown, and what is.
    fn tabs(&self) -> Vec<(&'static str, String, bool)> {
        SHOWN.into_iter().map(|name| (name, self.asked.showing(name), self.asked.shown() == name)).collect()
    }

    fn outcome_name(&self, word: &str) -> &'static str {
        LeadOutcome::from_word(word).map_or("", |outcome| outcome.name(self.frame.words.0))
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    fn query(&self) -> String {
        self.asked.query(Some(self.page))
    }

    fn page_at(&self, page: &u32) -> String {
        format!("{HERE}{}", self.asked.query(Some(*page)))
    }
}

/// The list alone.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    page(&panel, &viewer, asked, None, Beside::default()).await
}

/// The list, and one conversation.
pub(crate) async fn show_one(
    State(panel): State<Panel>,
    viewer: Viewer,
    Path(number): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let line = panel.desk().store.conversation_numbered(panel.business(), number).await?.ok_or(Trouble::Missing)?;
    snooze::opened(&panel, &viewer, &line).await?;
    page(&panel, &viewer, asked, Some(line), Beside::default()).await
}

/// The page, with what stands in and beside the box of an answer.
pub(super) async fn page(
    panel: &Panel,
    viewer: &Viewer,
    asked: Asked,
    chosen: Option<ConversationLine>,
    beside: Beside,
) -> Result<Response, Trouble> {
    let store = &panel.desk().store;
    let (found, total) = match sought(panel, &asked.q).await? {
        Some(found) => {
            let total = u64::try_from(found.len()).unwrap_or_default();
            (found, total)
        }
        None => {
            let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
            let listed = list_conversations(&bench, &asked.wanted(), PER_PAGE, asked.page()).await?;
            (listed.lines, listed.total)
        }
    };
    let mut lines = Vec::with_capacity(found.len());
    for line in &found {
        lines.push(Line::of(store, line, panel.now()).await?);
    }
    let open = match &chosen {
        Some(line) => Some(Open::of(panel, viewer, line, asked.older.unwrap_or_default()).await?),
        None => None,
    };
    let is_new = lines.is_empty() && store.next_conversation_number(panel.business()).await? == 1;
    let frame = Frame::around(panel, viewer, HERE).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(PER_PAGE))).unwrap_or(u32::MAX).max(1);
    let page = asked.page().saturating_add(1).min(pages);
    Ok(Page(InboxPage { frame, asked, lines, total, page, pages, open, beside, is_new }).into_response())
}

/// What was looked for by number or public name; `None` if nothing was.
async fn sought(panel: &Panel, words: &str) -> Result<Option<Vec<ConversationLine>>, Trouble> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(None);
    }
    let store = &panel.desk().store;
    let found = match words.trim_start_matches('#').parse::<i64>() {
        Ok(number) => store.conversation_numbered(panel.business(), number).await?,
        Err(_) => store.conversation_with(panel.business(), words.trim_start_matches('@')).await?,
    };
    Ok(Some(found.into_iter().collect()))
}
