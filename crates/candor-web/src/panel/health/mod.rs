//! How the desk is: what waits, what went wrong, and what to do about it, as far as the store knows. What only the machine itself can
//! tell (keys, disk, webhooks, rights in groups) is what `candor doctor` is for.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::moment::Moment;
use candor_store::DeliveryLine;

use crate::{
    condition::{Check, State as Condition, Subject, checks},
    panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, figures::duration},
};

const HERE: &str = "/panel/health";

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
    let checks = checks(store, now).await?;
    // What nothing is wrong with need not be told of where there may be none at all.
    let may_be_none =
        |subject| matches!(subject, Subject::WebhooksOff | Subject::WebhooksFailing | Subject::TokensEnding);
    let is_told = |check: &&Check| check.count > 0 || !may_be_none(check.subject);
    let lines: Vec<Line> = checks.iter().filter(is_told).map(|check| line(words, check, now)).collect();
    let has_uncertain = checks.iter().any(|check| check.subject == Subject::Uncertain && check.count > 0);
    let mut uncertain = Vec::new();
    if has_uncertain {
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

fn line(words: Words, check: &Check, now: Moment) -> Line {
    let ago = check.since.map(|since| duration(words, now.millis_since(since)));
    let (key, none, help) = match check.subject {
        Subject::Alive => {
            let what = match (check.state, &ago) {
                (Condition::Good, _) => words.say("health.alive").to_owned(),
                (_, Some(ago)) => words.fill("health.silent", &[("time", ago)]),
                (_, None) => words.say("health.never").to_owned(),
            };
            return said(words, check, what, "health.silent_help");
        }
        Subject::Inbox => ("health.inbox", "health.inbox_none", "health.inbox_help"),
        Subject::Outbox => ("health.outbox", "health.outbox_none", "health.outbox_help"),
        Subject::People => ("health.people", "health.people_none", "health.people_help"),
        Subject::Parked => ("health.parked", "health.parked_none", "health.parked_help"),
        Subject::Uncertain => ("health.uncertain", "health.uncertain_none", "health.uncertain_help"),
        Subject::Failed => ("health.failed", "health.failed_none", "health.failed_help"),
        Subject::WebhooksOff => ("health.webhooks_off", "health.webhooks_none", "health.webhooks_off_help"),
        Subject::WebhooksFailing => ("health.webhooks", "health.webhooks_none", "health.webhooks_help"),
        Subject::TokensEnding => {
            let left = check.since.map(|ends| duration(words, ends.millis_since(now)));
            let first = left.map(|left| words.fill("health.first_ends", &[("time", &left)])).unwrap_or_default();
            let what = words.count("health.tokens_ending", check.count) + &first;
            return said(words, check, what, "health.tokens_ending_help");
        }
        // Nobody need do anything: the desk takes them in by itself. It is looked at only while there are any.
        Subject::Search => ("health.search", "health.inbox_none", "health.failed_help"),
    };
    let mut what = if check.count == 0 { words.say(none).to_owned() } else { words.count(key, check.count) };
    if let Some(ago) = ago {
        what.push_str(&words.fill("health.oldest", &[("time", &ago)]));
    }
    said(words, check, what, help)
}

fn said(words: Words, check: &Check, what: String, help: &str) -> Line {
    let advice = if check.state == Condition::Good { "" } else { words.say(help) };
    Line { state: check.state.word(), what, advice }
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
