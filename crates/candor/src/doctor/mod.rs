//! The doctor: looks at everything a desk needs and says of each finding what to do. One check per file and one line in
//! [`CHECKS`]. First [`patient`] gathers what can be seen, stopping at nothing; the checks only judge, so that each case is
//! a value in a test. No finding ever holds a secret.

mod api;
mod brain;
mod clock;
mod database;
mod desk;
mod disk;
mod groups;
mod keys;
mod lapses;
mod ledger;
mod listener;
mod patient;
mod queues;
mod script;
mod settings;
mod staff;
mod token;
mod webhook;

#[cfg(test)]
mod tests;

use candor_core::language::Language;

pub use patient::Patient;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All is well.
    Ok,
    /// The desk works; somebody should look.
    Warning,
    /// Something does not work until it is mended.
    Error,
}

impl Level {
    /// The word for programs and people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    en: String,
    ru: String,
}

impl Text {
    /// The sentence in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        }
    }
}

/// A sentence in both languages.
fn say(en: impl Into<String>, ru: impl Into<String>) -> Text {
    Text { en: en.into(), ru: ru.into() }
}

/// One thing the doctor found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code, such as `DOC-token`.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What was found.
    pub found: Text,
    /// What to do about it; none where all is well.
    pub advice: Option<Text>,
}

impl Finding {
    const fn ok(code: &'static str, found: Text) -> Self {
        Self { code, level: Level::Ok, found, advice: None }
    }

    const fn warning(code: &'static str, found: Text, advice: Text) -> Self {
        Self { code, level: Level::Warning, found, advice: Some(advice) }
    }

    const fn error(code: &'static str, found: Text, advice: Text) -> Self {
        Self { code, level: Level::Error, found, advice: Some(advice) }
    }
}

type Check = fn(&Patient) -> Vec<Finding>;

/// Every check, in the order in which the findings are shown.
const CHECKS: &[Check] = &[
    settings::check,
    token::check,
    api::check,
    clock::check,
    webhook::check,
    groups::check,
    listener::check,
    database::check,
    keys::check,
    ledger::check,
    disk::check,
    brain::check,
    script::check,
    staff::check,
    queues::check,
    lapses::check,
    desk::check,
];

/// Everything that can be said of this patient.
pub fn examine(patient: &Patient) -> Vec<Finding> {
    CHECKS.iter().flat_map(|check| check(patient)).collect()
}
