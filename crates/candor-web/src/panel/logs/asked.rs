//! Which lines are asked for, as it stands in the address.

use serde::Deserialize;

use crate::{
    log::{LogFilter, LogLevel},
    respond::encoded,
};

/// Which lines.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// The word of a level.
    #[serde(default)]
    pub level: String,
    /// A part of the program.
    #[serde(default)]
    pub part: String,
    /// Words.
    #[serde(default)]
    pub q: String,
    /// Before which line the page ends.
    #[serde(default)]
    pub before: String,
}

impl Asked {
    /// As the ring is asked. What is not known is not asked for.
    pub(super) fn filter(&self) -> LogFilter {
        LogFilter {
            level: LogLevel::from_word(&self.level),
            part: self.part.trim().to_owned(),
            text: self.q.trim().to_owned(),
            before: self.before.parse().ok(),
        }
    }

    /// The address at which the same lines are, of the page or of what belongs to it.
    pub(super) fn address(&self, path: &str, before: Option<u64>) -> String {
        let filter = self.filter();
        let level = filter.level.map(|level| format!("level={}", level.word()));
        let part = Some(filter.part).filter(|part| !part.is_empty()).map(|part| format!("part={}", encoded(&part)));
        let text = Some(filter.text).filter(|text| !text.is_empty()).map(|text| format!("q={}", encoded(&text)));
        let before = before.map(|before| format!("before={before}"));
        let asked: Vec<String> = [level, part, text, before].into_iter().flatten().collect();
        if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
    }
}
