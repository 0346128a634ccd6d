//! How the desk is: what waits, what went wrong, and what to do about it, as far as the store knows. What only the machine itself can
//! tell (keys, disk, webhooks, rights in groups) is what `candor doctor` is for.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::moment::Moment;
use candor_store::DeliveryLine;

use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, figures::duration};

const HERE: &str = "/panel/health";

/// A desk that said nothing for so long is taken for dead; it says so every few seconds.
const SILENT_MILLIS: i64 = 60_000;
/// Something that waits longer than this waits too long.
const LATE_MILLIS: i64 = 60_000;
/// Failures of so long ago are told.
const DAY_MILLIS: i64 = 86_400_000;
/// So many messages of unknown fate are named.
const SHOWN_UNCERTAIN: usize = 20;

/// One thing that was looked at.
struct Line {
    /// `good`, `warning` or `error`: the class, and the word that is said.
    state: &'static str,
    what: String,
    /// What to do; empty where nothing is.
    advice: &'static str,
}

struct Uncertain {
    number: Option<i64>,
    id: String,
    at: Moment,
}

#[derive(Template)]
#[template(path = "health/health.html")]
struct HealthPage {
    frame: Frame,
    lines: Vec<Line>,
    uncertain: Vec<Uncertain>,
    database: &'static str,
    schema: i64,
    is_all_well: bool,
}

/// `GET /panel/health`.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let (store, words, now) = (&panel.desk().store, Words(viewer.language), panel.now());
    let depths = store.depths().await?;
    let late = |since: Option<Moment>| since.is_some_and(|since| now.millis_since(since) > LATE_MILLIS);
    let silent = depths.desk_seen_at.map(|at| now.millis_since(at));
    let failed = store.failed_since(now.plus_millis(-DAY_MILLIS)).await?;
    let mut lines = vec![match silent {
        Some(millis) if millis <= SILENT_MILLIS => line(words, "good", words.say("health.alive").to_owned(), ""),
        Some(millis) => {
            let what = words.fill("health.silent", &[("time", &duration(words, millis))]);
            line(words, "error", what, "health.silent_help")
        }
        None => line(words, "error", words.say("health.never").to_owned(), "health.silent_help"),
    }];
    let since = |at: Option<Moment>| at.map_or(0, |at| now.millis_since(at));
    let waits = [
        ("health.inbox", "health.inbox_help", depths.inbox_received, depths.inbox_oldest_at),
        ("health.outbox", "health.outbox_help", depths.outbox_ready, depths.outbox_oldest_at),
        ("health.people", "health.people_help", depths.hand_overs_waiting, depths.hand_over_oldest_at),
    ];
    for (what, help, count, oldest) in waits {
        let mut said = words.count(what, count);
        if oldest.is_some() {
            said.push_str(&words.fill("health.oldest", &[("time", &duration(words, since(oldest)))]));
        }
        let state = if late(oldest) { "warning" } else { "good" };
        lines.push(line(words, state, said, help));
    }
    let wrong = [
        ("health.parked", "health.parked_help", depths.inbox_parked, "error"),
        ("health.uncertain", "health.uncertain_help", depths.outbox_uncertain, "error"),
        ("health.failed", "health.failed_help", failed, "warning"),
    ];
    for (what, help, count, state) in wrong {
        lines.push(line(words, if count == 0 { "good" } else { state }, words.count(what, count), help));
    }
    let mut uncertain = Vec::new();
    if depths.outbox_uncertain > 0 {
        for row in store.list_uncertain().await?.into_iter().take(SHOWN_UNCERTAIN) {
            uncertain.push(Uncertain::of(&panel, row).await?);
        }
    }
    let page = HealthPage {
        frame: Frame::around(&panel, &viewer, HERE).await?,
        is_all_well: lines.iter().all(|line| line.state == "good"),
        lines,
        uncertain,
        database: store.database(),
        schema: store.schema().await?,
    };
    Ok(Page(page).into_response())
}

fn line(words: Words, state: &'static str, what: String, help: &str) -> Line {
    let advice = if state == "good" || help.is_empty() { "" } else { words.say(help) };
    Line { state, what, advice }
}

impl Uncertain {
    /// A message and the conversation it belongs to, if that is one of this business.
    async fn of(panel: &Panel, row: DeliveryLine) -> Result<Self, Trouble> {
        let known = match &row.conversation {
            Some(id) => panel.desk().store.conversation_line(id).await?,
            None => None,
        };
        let ours = known.filter(|line| line.contact.business == *panel.business());
        Ok(Self { number: ours.map(|line| line.number), id: row.id.to_string(), at: row.created_at })
    }
}
