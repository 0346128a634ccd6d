//! `GET /panel/audit`: a page of the log.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use candor_core::{
    audit::{Actor, AuditRecord},
    ids::{ConnectionId, ConversationId, TemplateId},
    lead::LeadOutcome,
    moment::Moment,
    roles::{Deed, Role, TABLE},
    told_time::{self, minute},
};
use candor_desk::relay::plain_name;
use candor_store::{AuditFilter, AuditLine, OperatorRow};
use serde::Deserialize;

use super::differences::{Difference, differences};
use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer};

pub(super) const HERE: &str = "/panel/audit";

/// So many records are on a page.
const PER_PAGE: u32 = 50;

/// Deeds that change nothing and stand in no record.
const NEVER_RECORDED: [Deed; 9] = [
    Deed::Help,
    Deed::List,
    Deed::View,
    Deed::Status,
    Deed::ListScripts,
    Deed::ReadDocuments,
    Deed::ReadAudit,
    Deed::ReadLogs,
    Deed::ReadSettings,
];

/// What is asked for, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// The word of a deed.
    #[serde(default)]
    pub deed: String,
    /// The id of a member of the staff, or `console` or `desk`.
    #[serde(default)]
    pub who: String,
    /// Before which place of the log the page ends.
    #[serde(default)]
    pub before: String,
}

impl Asked {
    /// As the store is asked. What is not known is not asked for.
    pub(super) fn filter(&self) -> AuditFilter {
        let actor = Some(self.who.trim()).filter(|who| !who.is_empty()).map(str::to_owned);
        AuditFilter { deed: Deed::from_word(&self.deed), actor }
    }

    /// The address of the same records, from the newest or before a place.
    pub(super) fn address(&self, before: Option<i64>) -> String {
        let mut parts = Vec::new();
        let filter = self.filter();
        if let Some(deed) = filter.deed {
            parts.push(format!("deed={}", deed.word()));
        }
        if let Some(actor) = filter.actor {
            parts.push(format!("who={}", crate::respond::encoded(&actor)));
        }
        parts.extend(before.map(|before| format!("before={before}")));
        if parts.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", parts.join("&")) }
    }
}

/// A record as it is shown.
struct Shown {
    position: i64,
    at: Moment,
    who: String,
    /// By which others of the same are found.
    who_id: String,
    deed: &'static str,
    subject: Subject,
    changes: Vec<Change>,
}

/// What a record is about.
enum Subject {
    Conversation { number: i64, name: String },
    Named(String),
    Nothing,
}

/// A value that changed, in words.
struct Change {
    what: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "audit/audit.html", whitespace = "minimize")]
struct AuditPage {
    frame: Frame,
    records: Vec<Shown>,
    /// Word, name, whether it is chosen.
    deeds: Vec<(&'static str, &'static str, bool)>,
    people: Vec<(String, String, bool)>,
    is_filtered: bool,
    newest: Option<String>,
    older: Option<String>,
}

/// A page of the log.
pub(crate) async fn show(
    State(panel): State<Panel>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let (store, words) = (&panel.desk().store, Words(viewer.language));
    let (filter, before) = (asked.filter(), asked.before.parse::<i64>().ok());
    let mut lines = store.find_audit(panel.business(), &filter, before, PER_PAGE.saturating_add(1)).await?;
    let has_older = lines.len() > usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    if has_older {
        lines.pop();
    }
    let older = lines.last().filter(|_| has_older).map(|last| asked.address(Some(last.position)));
    let staff = store.operators(panel.business()).await?;
    let mut known: BTreeMap<String, Subject> = names(&lines, &staff);
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    let mut records = Vec::with_capacity(lines.len());
    for line in lines {
        let record = line.record;
        let subject = match known.get(&record.subject) {
            Some(subject) => subject.again(),
            None => {
                let subject = subject(&panel, &record, words).await?;
                known.insert(record.subject.clone(), subject.again());
                subject
            }
        };
        let (who, who_id) = actor(&record.actor, words);
        let changes = differences(&record.before, &record.after);
        records.push(Shown {
            position: line.position,
            at: record.at,
            who,
            who_id,
            deed: done(&record, words),
            subject,
            changes: changes.into_iter().map(|change| in_words(change, words, &frame.zone)).collect(),
        });
    }
    let page = AuditPage {
        frame,
        records,
        deeds: deeds(filter.deed, words),
        people: people(&staff, filter.actor.as_deref(), words),
        is_filtered: filter != AuditFilter::default(),
        newest: before.map(|_| asked.address(None)),
        older,
    };
    Ok(Page(page).into_response())
}

impl Subject {
    fn again(&self) -> Self {
        match self {
            Self::Conversation { number, name } => Self::Conversation { number: *number, name: name.clone() },
            Self::Named(name) => Self::Named(name.clone()),
            Self::Nothing => Self::Nothing,
        }
    }
}

/// What the staff is called, also whoever left and did something on this page.
fn names(lines: &[AuditLine], staff: &[OperatorRow]) -> BTreeMap<String, Subject> {
    let acted = lines.iter().filter_map(|line| match &line.record.actor {
        Actor::Operator { id, name } => Some((id, name)),
        Actor::Console | Actor::Desk => None,
    });
    let named = acted.chain(staff.iter().map(|member| (&member.id, &member.name)));
    named.map(|(id, name)| (id.to_string(), Subject::Named(name.clone()))).collect()
}

async fn subject(panel: &Panel, record: &AuditRecord, words: Words) -> Result<Subject, Trouble> {
    let id = record.subject.as_str();
    if id.starts_with(ConversationId::PREFIX) {
        let line = panel.desk().store.conversation_line(&ConversationId::from_stored(id)).await?;
        let ours = line.filter(|line| line.contact.business == *panel.business());
        return Ok(match ours {
            Some(line) => Subject::Conversation { number: line.number, name: plain_name(&line.contact) },
            None => Subject::Named(id.to_owned()),
        });
    }
    if id.starts_with(ConnectionId::PREFIX) {
        let bot = panel.desk().store.connection(&ConnectionId::from_stored(id)).await?;
        let ours = bot.filter(|bot| bot.business == *panel.business());
        return Ok(Subject::Named(ours.map_or_else(|| id.to_owned(), |bot| format!("@{}", bot.bot_username))));
    }
    if id.starts_with(TemplateId::PREFIX) {
        let title = [&record.after, &record.before].into_iter().find_map(|told| told.get("title")?.as_str());
        let title = title.map_or_else(|| words.say("audit.template").to_owned(), |title| format!("«{title}»"));
        return Ok(Subject::Named(title));
    }
    // What concerns the whole business says so by its deed.
    let is_all = id.is_empty() || id == panel.business().as_str();
    Ok(if is_all { Subject::Nothing } else { Subject::Named(id.to_owned()) })
}

fn actor(actor: &Actor, words: Words) -> (String, String) {
    match actor {
        Actor::Operator { id, name } => (name.clone(), id.to_string()),
        Actor::Console => (words.say("audit.console").to_owned(), actor.column().to_owned()),
        Actor::Desk => (words.say("audit.desk").to_owned(), actor.column().to_owned()),
    }
}

fn deeds(chosen: Option<Deed>, words: Words) -> Vec<(&'static str, &'static str, bool)> {
    let recorded = TABLE.iter().map(|(deed, _)| *deed).filter(|deed| !NEVER_RECORDED.contains(deed));
    recorded.map(|deed| (deed.word(), deed_name(deed, words), chosen == Some(deed))).collect()
}

/// Whoever can be chosen; somebody who left and was chosen by a link in the log stays so.
fn people(staff: &[OperatorRow], chosen: Option<&str>, words: Words) -> Vec<(String, String, bool)> {
    let members = staff.iter().map(|member| (member.id.to_string(), member.name.clone()));
    let others = [Actor::Console, Actor::Desk].map(|other| {
        let (name, id) = actor(&other, words);
        (id, name)
    });
    let mut people: Vec<_> =
        members.chain(others).map(|(id, name)| (id.clone(), name, chosen == Some(id.as_str()))).collect();
    if let Some(chosen) = chosen.filter(|_| !people.iter().any(|(.., is_chosen)| *is_chosen)) {
        people.push((chosen.to_owned(), chosen.to_owned(), true));
    }
    people
}

/// The names for which there are words. Fields, tags and steps keep the names the script gives them.
const NAMED: [&str; 36] = [
    "decided",
    "outcome",
    "why",
    "by",
    "tags",
    "notes",
    "words",
    "holder",
    "reason",
    "ended",
    "on_duty",
    "paused",
    "version",
    "format",
    "role",
    "changed",
    "door",
    "link",
    "leads",
    "lines",
    "minutes",
    "second_demanded",
    "until",
    "expires_at",
    "done",
    "script",
    "bot",
    "label",
    "scopes",
    "title",
    "en",
    "ru",
    "note",
    "tried",
    "is_on",
    "secret",
];

/// Stable words that are told in words of the page.
const VALUES: [&str; 9] = [
    "made",
    "everybody",
    "signed_out",
    "withdrawn",
    "goes_live",
    "token_renewed",
    "connected",
    "webhook_removed",
    "replaced",
];

/// What somebody did. Joining is recorded as an invitation that came to its end, of whoever came in by it.
fn done(record: &AuditRecord, words: Words) -> &'static str {
    let is_own = matches!(&record.actor, Actor::Operator { id, .. } if id.as_str() == record.subject);
    if record.deed == Deed::InviteStaff && is_own {
        return words.say("audit.joined");
    }
    deed_name(record.deed, words)
}

/// What somebody who does it has done.
fn deed_name(deed: Deed, words: Words) -> &'static str {
    match named(words, "audit.deed", deed.word()) {
        "…" => deed.name(words.0),
        said => said,
    }
}

fn in_words(difference: Difference, words: Words, zone: &str) -> Change {
    let said = |name: &String| match NAMED.iter().find(|known| *known == name) {
        Some(known) => named(words, "audit.key", known).to_owned(),
        None => name.replace('_', " "),
    };
    // The lead and its fields are what most is about: their own names say enough.
    let path = difference.path.iter().filter(|name| !matches!(name.as_str(), "fields" | "lead" | "value"));
    let of = difference.path.last().map(String::as_str).unwrap_or_default();
    // Words of a saved answer are told by their language alone; those of a contact prove something.
    let is_answer = matches!(of, "en" | "ru");
    let path = path.filter(|name| !(is_answer && name.as_str() == "words"));
    Change {
        what: path.map(said).collect::<Vec<_>>().join(" › "),
        before: difference.before.map(|value| value_in_words(of, value, words, zone)),
        after: difference.after.map(|value| value_in_words(of, value, words, zone)),
    }
}

/// Stable words as people read them; all else stays what it is.
fn value_in_words(of: &str, value: String, words: Words, zone: &str) -> String {
    let said = match (of, value.as_str()) {
        ("on_duty" | "paused" | "second_demanded" | "is_on" | "tried", "true") => {
            Some(words.say("audit.yes").to_owned())
        }
        ("on_duty" | "paused" | "second_demanded" | "is_on" | "tried", "false") => {
            Some(words.say("audit.no").to_owned())
        }
        ("until" | "expires_at", millis) => {
            millis.parse().ok().map(|millis| minute(Moment::from_millis(millis), &told_time::zone(zone)))
        }
        ("link" | "done" | "secret" | "second_demanded", word) => {
            VALUES.iter().find(|known| **known == word).map(|known| named(words, "audit.value", known).to_owned())
        }
        ("" | "role", role) => Role::from_column(role).map(|role| role.name(words.0).to_owned()),
        ("outcome", outcome) => LeadOutcome::from_word(outcome).map(|outcome| outcome.name(words.0).to_owned()),
        ("holder", holder @ ("desk" | "waiting" | "operator")) => Some(named(words, "inbox.holder", holder).to_owned()),
        ("reason", reason) => Some(words.term("handover", reason)),
        _ => None,
    };
    said.unwrap_or(value)
}

fn named(words: Words, group: &str, name: &str) -> &'static str {
    words.say(&format!("{group}_{name}"))
}
