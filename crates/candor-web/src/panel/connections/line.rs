//! One connection as the page shows it.

use candor_core::moment::Moment;
use candor_store::{Connection, NEW_BOT, Traffic};

use crate::panel::{Configured, Origin, Panel, Trouble, Words, figures::duration};

/// Failures of so long ago are told.
const DAY_MILLIS: i64 = 86_400_000;
/// Something that waits longer than this waits too long.
const LATE_MILLIS: i64 = 60_000;

/// A connection.
pub(super) struct Line {
    pub connection: Connection,
    /// Whether it is only named yet, and its owner still setting it up.
    pub is_new: bool,
    /// Whether this process sends over it.
    pub is_running: bool,
    /// How its updates come: a word of the page.
    pub way: &'static str,
    /// Where they go, if they come by webhook.
    pub webhook: Option<String>,
    pub last_update_at: Option<Moment>,
    pub findings: Vec<Finding>,
    /// The scripts that could be begun with, and whether this one is.
    pub scripts: Vec<(String, bool)>,
    /// Whether a token is kept of it.
    pub has_token: bool,
}

/// What waits or went wrong.
pub(super) struct Finding {
    /// `good`, `warning` or `error`: the class, and the word that is said.
    pub state: &'static str,
    pub what: String,
    /// What to do; empty where nothing is.
    pub advice: &'static str,
}

impl Line {
    pub(super) async fn of(
        panel: &Panel,
        words: Words,
        connection: Connection,
        scripts: &[String],
        has_token: bool,
    ) -> Result<Self, Trouble> {
        let (desk, now) = (panel.desk(), panel.now());
        let traffic = desk.store.traffic(&connection.id, now.plus_millis(-DAY_MILLIS)).await?;
        let webhook = panel.configured().and_then(|configured| configured.value("server.public_url"));
        let webhook = webhook.filter(|url| !url.is_empty()).map(str::to_owned);
        let way = match (panel.configured(), &webhook) {
            (None, _) => "unknown",
            (Some(_), None) => "polling",
            (Some(_), Some(_)) => "webhook",
        };
        let known = scripts.iter().map(|name| (name.clone(), *name == connection.script_name));
        Ok(Self {
            is_new: connection.kind == NEW_BOT,
            is_running: desk.channels.contains_key(&connection.id),
            way,
            webhook,
            last_update_at: traffic.last_update_at,
            findings: findings(words, &traffic, now),
            scripts: known.collect(),
            has_token,
            connection,
        })
    }
}

fn findings(words: Words, traffic: &Traffic, now: Moment) -> Vec<Finding> {
    let counted = |key: &str, none: &str, count: u64| match count {
        0 => words.say(none).to_owned(),
        count => words.count(key, count),
    };
    let mut ready = counted("connections.ready", "health.outbox_none", traffic.ready);
    let waits = traffic.ready_since.map(|since| now.millis_since(since));
    if let Some(waits) = waits {
        ready.push_str(&words.fill("connections.oldest", &[("time", &duration(words, waits))]));
    }
    let is_late = waits.is_some_and(|waits| waits > LATE_MILLIS);
    let bad = |count: u64, state: &'static str| if count == 0 { "good" } else { state };
    let line = |state, what, help: &str| Finding {
        state,
        what,
        advice: if state == "good" || help.is_empty() { "" } else { words.say(help) },
    };
    vec![
        line("good", counted("connections.received", "health.inbox_none", traffic.received), ""),
        line(if is_late { "warning" } else { "good" }, ready, "connections.ready_help"),
        line(
            bad(traffic.parked, "error"),
            counted("connections.parked", "health.parked_none", traffic.parked),
            "connections.parked_help",
        ),
        line(
            bad(traffic.uncertain, "error"),
            counted("connections.uncertain", "health.uncertain_none", traffic.uncertain),
            "connections.uncertain_help",
        ),
        line(
            bad(traffic.failed, "warning"),
            counted("connections.failed", "health.failed_none", traffic.failed),
            "connections.failed_help",
        ),
    ]
}

/// Where a setting is given, if that goes before what is kept in the database at every start: in words of the page.
pub(crate) fn set_elsewhere(words: Words, configured: Option<&Configured>, key: &str) -> Option<String> {
    let configured = configured?;
    if configured.value(key).is_none_or(str::is_empty) {
        return None;
    }
    match configured.origin(key)? {
        Origin::Default => None,
        Origin::File => {
            let file = configured.file.clone().unwrap_or_default();
            Some(words.fill("connections.set_in_file", &[("file", &file), ("key", key)]))
        }
        Origin::Environment(variable) => Some(words.fill("connections.set_in_variable", &[("name", variable)])),
        Origin::CommandLine(word) => Some(words.fill("connections.set_on_line", &[("word", word)])),
    }
}
