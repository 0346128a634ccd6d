//! `/audit`: who did what, with what was before and after, and whether the log is as it was written.

use candor_core::{
    audit::{Actor, AuditRecord},
    roles::Deed,
};
use candor_store::{AuditFilter, AuditLine, Chain};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Answer, Asked, At, Nothing, Problem, paged, paged::Paged};

/// Which records are wanted. Everything that is set must hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// Of this deed, by its word, such as `take` or `publish_script`.
    deed: Option<String>,
    /// By this actor: the id of a member of the staff, or `console` or `desk`.
    actor: Option<String>,
}

/// A record of the log.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Record {
    /// Its place in the log, from 1.
    position: i64,
    /// When.
    at: At,
    /// Who.
    actor: ActorTold,
    /// What was done, as a stable word.
    deed: &'static str,
    /// On what: the id of a conversation, a member of the staff, a script and so on.
    subject: String,
    /// What was, as far as it was touched; null for nothing.
    before: Value,
    /// What is since then. Where a program did it, its token is named here.
    after: Value,
}

/// Who acted.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ActorTold {
    /// What sort of actor.
    kind: ActorKind,
    /// The id of the member of the staff.
    id: Option<String>,
    /// The name they had then.
    name: Option<String>,
}

/// What sort of actor.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ActorKind {
    /// A member of the staff, by whichever door.
    Operator,
    /// Whoever has the shell of the machine.
    Console,
    /// The desk itself, by a rule or a timer.
    Desk,
}

/// Whether the log is as it was written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Verdict {
    /// Whether every record is there and unaltered.
    is_intact: bool,
    /// How many records are, from the first on.
    records: u64,
    /// The place of the first that was altered or is missing.
    broken_at: Option<i64>,
}

/// Lists the records, the newest first.
pub(crate) async fn list(asked: Asked<Nothing, Wanted>) -> Result<Answer<Paged<Record>>, Problem> {
    let wanted = &asked.query;
    let (limit, before) = (paged::limit(wanted.limit)?, paged::number(wanted.cursor.as_deref())?);
    let deed = wanted.deed.as_deref().map(|word| Deed::from_word(word).ok_or_else(|| no_deed(word))).transpose()?;
    let filter = AuditFilter { deed, actor: wanted.actor.clone() };
    let (store, business) = (&asked.api.desk().store, asked.api.business());
    let lines = store.find_audit(business, &filter, before, limit.saturating_add(1)).await?;
    Ok(Answer::of(Paged::of(&lines, limit, Record::of, |line| line.position.to_string())))
}

/// Computes every hash of the log again.
pub(crate) async fn verify(asked: Asked) -> Result<Answer<Verdict>, Problem> {
    let chain = asked.api.desk().store.verify_audit_log(asked.api.business()).await?;
    Ok(Answer::of(match chain {
        Chain::Intact(records) => Verdict { is_intact: true, records, broken_at: None },
        Chain::BrokenAt(place) => {
            let records = u64::try_from(place.saturating_sub(1)).unwrap_or_default();
            Verdict { is_intact: false, records, broken_at: Some(place) }
        }
    }))
}

fn no_deed(word: &str) -> Problem {
    Problem::Malformed(format!("deed is a word as records tell it, and {word} is none."))
}

impl Record {
    fn of(line: &AuditLine) -> Self {
        let AuditRecord { at, actor, deed, subject, before, after } = &line.record;
        Self {
            position: line.position,
            at: (*at).into(),
            actor: ActorTold::of(actor),
            deed: deed.word(),
            subject: subject.clone(),
            before: before.clone(),
            after: after.clone(),
        }
    }
}

impl ActorTold {
    fn of(actor: &Actor) -> Self {
        match actor {
            Actor::Operator { id, name } => {
                Self { kind: ActorKind::Operator, id: Some(id.to_string()), name: Some(name.clone()) }
            }
            Actor::Console => Self { kind: ActorKind::Console, id: None, name: None },
            Actor::Desk => Self { kind: ActorKind::Desk, id: None, name: None },
        }
    }
}
