//! `GET /panel/leads`: the board, with the newest of each stage; with `?view=table` a table, page by page.

use std::sync::atomic::{AtomicBool, Ordering};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use candor_core::roles::Deed;
use candor_desk::actions::{
    Bench,
    list_leads::{count_leads, list_leads, stage_leads},
};
use candor_store::{Error, LeadCursor};

use super::{
    filter::{Asked, STAGES, Stage, table},
    summed::Summed,
};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, words::grouped};

/// So many leads stand in a column of the board, with so many of their fields.
const PER_COLUMN: u32 = 8;
const COLUMN_FIELDS: usize = 3;

/// So many leads stand on a page of the table, with so many of their fields.
const PER_PAGE: u32 = 50;
const TABLE_FIELDS: usize = 12;

/// So many changed leads are put into place before a page is shown; if there are more, it says so.
const STAGED_AT_ONCE: u32 = 400;

pub(super) const HERE: &str = "/panel/leads";

/// A column of the board.
struct Column {
    stage: &'static str,
    leads: Vec<Summed>,
    count: u64,
    table: String,
}

/// What is shown.
enum Shown {
    Board(Vec<Column>),
    Table { leads: Vec<Summed>, older: Option<String>, is_first: bool },
}

#[derive(Template)]
#[template(path = "leads/leads.html", whitespace = "minimize")]
struct LeadsPage {
    frame: Frame,
    asked: Asked,
    shown: Shown,
    counts: Vec<(&'static str, u64)>,
    total: u64,
    /// Whether more leads changed than could be put into place.
    is_behind: bool,
}

impl LeadsPage {
    /// The stages the table can be narrowed to: word, how many, address, whether it is.
    fn tabs(&self) -> Vec<(&'static str, u64, String, bool)> {
        let chosen = self.asked.stage().map(|(word, _)| word);
        let tab = |(stage, (_, count)): (Stage, &(&'static str, u64))| {
            (stage.0, *count, table(Some(stage), None), chosen == Some(stage.0))
        };
        STAGES.into_iter().zip(&self.counts).map(tab).collect()
    }

    fn number(&self, number: &u64) -> String {
        grouped(*number, self.frame.words.0)
    }

    fn has_stage(&self) -> bool {
        self.asked.stage().is_some()
    }

    fn first_page(&self) -> String {
        table(self.asked.stage(), None)
    }
}

/// The board, or the table.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let is_staged = stage_leads(panel.desk(), panel.business(), STAGED_AT_ONCE).await?;
    if !is_staged {
        stage_the_rest(&panel);
    }
    let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let found = count_leads(&bench).await?;
    let count = |(word, stage): Stage| {
        let count = found.iter().find(|(counted, _)| *counted == stage).map_or(0, |(_, count)| *count);
        (word, count)
    };
    let counts: Vec<(&'static str, u64)> = STAGES.into_iter().map(count).collect();
    let total = counts.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    let words = Words(viewer.language);
    let shown = if asked.is_table() {
        table_of(&panel, &bench, &asked, words).await?
    } else {
        Shown::Board(board(&panel, &bench, &counts, words).await?)
    };
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    Ok(Page(LeadsPage { frame, asked, shown, counts, total, is_behind: !is_staged }).into_response())
}

async fn board(
    panel: &Panel,
    bench: &Bench<'_>,
    counts: &[(&'static str, u64)],
    words: Words,
) -> Result<Vec<Column>, Trouble> {
    let mut columns = Vec::with_capacity(STAGES.len());
    for (stage, (word, count)) in STAGES.into_iter().zip(counts) {
        let mut leads = Vec::new();
        for line in list_leads(bench, Some(stage.1), None, PER_COLUMN).await? {
            leads.push(Summed::of(panel, &line, words, COLUMN_FIELDS).await?);
        }
        columns.push(Column { stage: word, leads, count: *count, table: table(Some(stage), None) });
    }
    Ok(columns)
}

async fn table_of(panel: &Panel, bench: &Bench<'_>, asked: &Asked, words: Words) -> Result<Shown, Trouble> {
    let (stage, after) = (asked.stage(), asked.cursor());
    let wanted = stage.map(|(_, stage)| stage);
    let mut lines = list_leads(bench, wanted, after, PER_PAGE.saturating_add(1)).await?;
    let has_older = lines.len() > usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    if has_older {
        lines.pop();
    }
    let last = lines.last().map(|line| LeadCursor { updated_at: line.updated_at, number: line.number });
    let older = last.filter(|_| has_older).map(|last| table(stage, Some(last)));
    let mut leads = Vec::with_capacity(lines.len());
    for line in &lines {
        leads.push(Summed::of(panel, line, words, TABLE_FIELDS).await?);
    }
    Ok(Shown::Table { leads, older, is_first: after.is_none() })
}

/// Whether somebody is at it.
static IS_STAGING: AtomicBool = AtomicBool::new(false);

/// Puts the rest of the changed leads into place while nobody waits for it: after an update of the desk those are all.
fn stage_the_rest(panel: &Panel) {
    if IS_STAGING.swap(true, Ordering::AcqRel) {
        return;
    }
    let (desk, business) = (panel.desk().clone(), panel.business().clone());
    tokio::spawn(async move {
        match stage_leads(&desk, &business, u32::MAX).await {
            // The store was closed: the desk is stopping.
            Ok(_) | Err(Error::Closed) => {}
            Err(error) => {
                tracing::warn!(%error, "not all leads could be put into place; the next look goes on with it")
            }
        }
        IS_STAGING.store(false, Ordering::Release);
    });
}
