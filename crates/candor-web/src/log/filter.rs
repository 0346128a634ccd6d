//! Which lines of the log somebody wants to see.

use super::{LogLevel, LogLine};

/// Which lines; nothing set means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Of this level or a more important one.
    pub level: Option<LogLevel>,
    /// Of this part of the program and the parts within it, such as `candor_desk`; empty for all.
    pub part: String,
    /// With all of these words, in whatever case; empty for all.
    pub text: String,
    /// Logged before the line of this number.
    pub before: Option<u64>,
}

/// A filter ready to be asked of many lines.
pub(super) struct Sieve<'a> {
    filter: &'a LogFilter,
    words: Vec<String>,
}

impl LogFilter {
    pub(super) fn sieve(&self) -> Sieve<'_> {
        Sieve { filter: self, words: self.text.to_lowercase().split_whitespace().map(str::to_owned).collect() }
    }
}

impl Sieve<'_> {
    /// Whether a line is wanted.
    pub(super) fn lets(&self, line: &LogLine) -> bool {
        let (filter, logged) = (self.filter, &line.logged);
        filter.before.is_none_or(|before| line.number < before)
            && filter.level.is_none_or(|level| logged.level <= level)
            && is_within(&logged.part, &filter.part)
            && self.has_words(line)
    }

    fn has_words(&self, line: &LogLine) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut all = format!("{} {}", line.logged.part, line.logged.message);
        for (name, value) in line.logged.told() {
            all.push_str(&format!(" {name}={value}"));
        }
        let all = all.to_lowercase();
        self.words.iter().all(|word| all.contains(word))
    }
}

fn is_within(part: &str, wanted: &str) -> bool {
    wanted.is_empty() || part.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
