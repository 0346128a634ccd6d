//! `GET /logs`: what the running process logged last, as the panel's page shows it. Secrets were struck out before it was kept.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Answer, Asked, At, Nothing, Problem, paged, paged::Paged};
use crate::log::{LogFilter, LogLevel, LogLine, LogRing};

/// Which lines are wanted. Everything that is set must hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// Of this level or a more important one.
    level: Option<Level>,
    /// Of this part of the program and the parts within it, such as `candor_desk`.
    part: Option<String>,
    /// With all of these words, in any case.
    text: Option<String>,
}

/// A line of the log.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Logged {
    /// Its place: each line has a higher one than those before it. It begins anew with the process.
    number: u64,
    /// When.
    at: At,
    /// How much it matters.
    level: Level,
    /// Which part of the program.
    part: String,
    /// What happened.
    message: String,
    /// What it concerns, by name.
    fields: BTreeMap<&'static str, Value>,
}

/// How much a line matters, the most first.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Level {
    /// Something failed.
    Error,
    /// Something may need a look.
    Warn,
    /// Something worth knowing happened.
    Info,
    /// For whoever looks for a fault.
    Debug,
    /// Everything.
    Trace,
}

/// Lists the lines that are kept, the newest first.
pub(crate) async fn list(asked: Asked<Nothing, Wanted>) -> Result<Answer<Paged<Logged>>, Problem> {
    let wanted = &asked.query;
    let limit = paged::limit(wanted.limit)?;
    let before = paged::number(wanted.cursor.as_deref())?.map(|number| u64::try_from(number).unwrap_or_default());
    let trimmed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let (part, text) = (trimmed(&wanted.part), trimmed(&wanted.text));
    let filter = LogFilter { level: wanted.level.map(LogLevel::from), part, text, before };
    let most = usize::try_from(limit).unwrap_or_default().saturating_add(1);
    let lines = asked.api.log().map(|log: &LogRing| log.query(&filter, most)).unwrap_or_default();
    Ok(Answer::of(Paged::of(&lines, limit, Logged::of, |line| line.number.to_string())))
}

impl Logged {
    fn of(line: &Arc<LogLine>) -> Self {
        let logged = &line.logged;
        Self {
            number: line.number,
            at: logged.at.into(),
            level: logged.level.into(),
            part: logged.part.clone(),
            message: logged.message.clone(),
            fields: logged.fields.iter().cloned().collect(),
        }
    }
}

impl From<LogLevel> for Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Error => Self::Error,
            LogLevel::Warn => Self::Warn,
            LogLevel::Info => Self::Info,
            LogLevel::Debug => Self::Debug,
            LogLevel::Trace => Self::Trace,
        }
    }
}

impl From<Level> for LogLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warn => Self::Warn,
            Level::Info => Self::Info,
            Level::Debug => Self::Debug,
            Level::Trace => Self::Trace,
        }
    }
}
