//! `GET /panel/inbox` and `GET /panel/inbox/{number}`: the list, and one conversation beside it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use candor_core::{lead::LeadOutcome, roles::Deed};
use candor_desk::actions::{
    Bench,
    list_conversations::{filter_of, list_conversations},
    search_conversations::{LONGEST, search_conversations},
};
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
    tags: Vec<String>,
    lines: Vec<Line>,
    total: u64,
    page: u32,
    pages: u32,
    /// What was looked for, where something was.
    found: Option<Found>,
    open: Option<Open>,
    beside: Beside,
    /// Whether nobody has ever written.
    is_new: bool,
    /// The tags of the conversation that is open.
    open_tags: Vec<(String, String)>,
}

/// What a page says of a search.
struct Found {
    /// How many of its rows, from the first, are of people.
    people: usize,
    /// Whether there are more people of that name.
    has_more_people: bool,
    /// Below which line the next page begins.
    next: Option<i64>,
    /// How many conversations are not in the search yet.
    missing: u64,
}

impl InboxPage {
    /// What can be shown, and what is.
    fn tabs(&self) -> Vec<(&'static str, String, bool)> {
        SHOWN.into_iter().map(|name| (name, self.asked.showing(name), self.asked.shown() == name)).collect()
    }

    fn outcome_name(&self, word: &str) -> &'static str {
        LeadOutcome::from_word(word).map_or("", |outcome| outcome.name(self.frame.words.0))
    }

    /// The outcome's stable word, where one is wanted.
    fn outcome(&self) -> Option<&'static str> {
        LeadOutcome::from_word(&self.asked.outcome).map(LeadOutcome::word)
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    /// Whether what is looked for may be a telephone number. A conversation's own number is shorter.
    fn seeks_telephone(&self) -> bool {
        let signs = self.asked.q.chars().filter(|sign| !sign.is_whitespace());
        let (digits, others): (Vec<char>, Vec<char>) = signs.partition(char::is_ascii_digit);
        digits.len() >= 7 && others.iter().all(|sign| "+-().".contains(*sign))
    }

    fn query(&self) -> String {
        self.asked.query(Some(self.page).filter(|_| self.found.is_none()))
    }

    /// Every tag that can be chosen, and whether it is.
    fn choice_of_tags(&self) -> Vec<(&str, bool)> {
        let chosen = self.asked.tag.as_str();
        let known = self.tags.iter().map(|tag| (tag.as_str(), tag == chosen));
        // One that nobody has any more stays chosen until another is.
        let gone = (!chosen.is_empty() && !self.tags.iter().any(|tag| tag == chosen)).then_some((chosen, true));
        gone.into_iter().chain(known).collect()
    }

    /// What heads the rows from this one on, if something does.
    fn heading_at(&self, row: &usize) -> Option<&'static str> {
        let found = self.found.as_ref()?;
        match *row {
            0 if found.people > 0 => Some(self.frame.say("inbox.found_people")),
            row if row == found.people => Some(self.frame.say("inbox.found_lines")),
            _ => None,
        }
    }

    fn found_at(&self, before: &Option<i64>) -> String {
        format!("{HERE}{}", self.asked.found_below(*before))
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
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let mut asked = asked;
    asked.q = asked.q.trim().chars().take(LONGEST).collect();
    let (lines, total, found) = if asked.is_search() {
        let (lines, found) = sought(&bench, &asked).await?;
        (lines, 0, Some(found))
    } else {
        let listed = list_conversations(&bench, &asked.wanted(), PER_PAGE, asked.page()).await?;
        let query = asked.query(asked.page);
        let mut lines = Vec::with_capacity(listed.lines.len());
        for line in &listed.lines {
            lines.push(Line::of(store, line, &query, bench.now).await?);
        }
        (lines, listed.total, None)
    };
    let open = match &chosen {
        Some(line) => Some(Open::of(panel, viewer, line, asked.older.unwrap_or_default()).await?),
        None => None,
    };
    let open_tags = chosen.iter().flat_map(|line| &line.conversation.conversation.lead.tags);
    let open_tags = open_tags.map(|tag| (tag.clone(), Asked::tagged(tag))).collect();
    let is_new = lines.is_empty() && found.is_none() && store.next_conversation_number(panel.business()).await? == 1;
    let tags = store.tags_in_use(panel.business()).await?;
    let frame = Frame::around(panel, viewer, HERE).await?;
    let pages = u32::try_from(total.div_ceil(u64::from(PER_PAGE))).unwrap_or(u32::MAX).max(1);
    let page = asked.page().saturating_add(1).min(pages);
    let page = InboxPage { frame, asked, tags, lines, total, page, pages, found, open, beside, is_new, open_tags };
    Ok(Page(page).into_response())
}

/// What was looked for.
async fn sought(bench: &Bench<'_>, asked: &Asked) -> Result<(Vec<Line>, Found), Trouble> {
    let store = &bench.desk.store;
    let filter = filter_of(bench, &asked.wanted()).await?;
    let sought = search_conversations(bench, &filter, &asked.q, asked.before, PER_PAGE).await?;
    let query = asked.query(None);
    let mut lines = Vec::with_capacity(sought.people.len() + sought.lines.len());
    for line in &sought.people {
        lines.push(Line::of(store, line, &query, bench.now).await?);
    }
    lines.extend(sought.lines.iter().map(|found| Line::found(found, &sought.query, asked, bench.now)));
    let progress = store.index_progress().await?;
    let found = Found {
        people: sought.people.len(),
        has_more_people: sought.has_more_people,
        next: sought.next,
        missing: progress.of.saturating_sub(progress.conversations),
    };
    Ok((lines, found))
}
