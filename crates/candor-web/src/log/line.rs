//! One line of the log.

use candor_core::{moment::Moment, told_time::rfc3339};
use serde_json::{Map, Value, json};

/// How much a line matters, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
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

impl LogLevel {
    /// All of them, the most important first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    /// The stable word, as `log.level` takes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// A line as it was logged.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLogLine {
    /// When.
    pub at: Moment,
    /// How much it matters.
    pub level: LogLevel,
    /// Which part of the program, such as `candor_desk::workers`.
    pub part: String,
    /// What happened, in words of the program's.
    pub message: String,
    /// What it concerns.
    pub fields: Vec<(&'static str, Value)>,
}

/// A line as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// Its place: each line has a higher one than those before it.
    pub number: u64,
    /// What was logged.
    pub logged: NewLogLine,
}

impl LogLine {
    /// The line as JSON, in the form in which `log.format = "json"` writes it to standard error.
    pub fn json(&self) -> Value {
        let logged = &self.logged;
        let mut fields = Map::new();
        fields.insert("message".to_owned(), logged.message.clone().into());
        fields.extend(logged.fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        json!({
            "timestamp": rfc3339(logged.at),
            "level": logged.level.word().to_uppercase(),
            "fields": fields,
            "target": logged.part,
        })
    }
}

impl NewLogLine {
    /// Name and value of what it concerns, as people read them.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.fields.iter().map(|(name, value)| (*name, in_words(value)))
    }

    /// The crate its part belongs to.
    pub fn root(&self) -> &str {
        self.part.split("::").next().unwrap_or_default()
    }

    /// About how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        let fields: usize = self.fields.iter().map(|(name, value)| name.len() + OF_A_VALUE + length(value)).sum();
        size_of::<LogLine>() + self.part.len() + self.message.len() + fields
    }
}

/// What a value takes beside its text.
const OF_A_VALUE: usize = size_of::<(&'static str, Value)>();

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, str::len)
}

fn in_words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
