//! What a keyword can say where it can say only one of a few things.

use crate::{
    hearing::HeardKind,
    language::Language,
    script::{
        keywords::{Key, fold},
        values::{self, Value},
    },
};

/// One of the values a keyword can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// A stable word for it: its preferred English spelling.
    pub word: &'static str,
    /// Its preferred spelling in Russian.
    pub russian: &'static str,
}

impl Choice {
    /// Its preferred spelling in a language.
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.word,
            Language::Ru => self.russian,
        }
    }
}

/// What a keyword can say; nothing where it can say anything. Of what is heard, only that which a script can answer.
pub fn choices(key: Key) -> Vec<Choice> {
    match key {
        Key::FactKind => all(values::FACT_KINDS, |_| true),
        Key::FieldKind => all(values::FIELD_KINDS, |_| true),
        Key::Required | Key::WordForWord | Key::CallPerson | Key::OnInsult | Key::OnComplaint => {
            all(values::YES_NO, |_| true)
        }
        Key::Outcome => all(values::OUTCOMES, |_| true),
        Key::Event => all(values::EVENTS, |_| true),
        Key::WhileWaiting => all(values::WHILE_WAITING, |_| true),
        Key::Languages => all(values::LANGUAGES, |_| true),
        Key::Heard => all(values::HEARD, |kind| {
            !matches!(kind, HeardKind::AsksIfBot | HeardKind::OptsOut | HeardKind::ThreatensSelfHarm)
        }),
        _ => Vec::new(),
    }
}

/// The value words of a text stand for, in whichever language and spelling they are written.
pub fn meant(key: Key, written: &str) -> Option<Choice> {
    let written = fold(written);
    let is_it = |spellings: &[&'static str]| spellings.iter().any(|spelling| fold(spelling) == written);
    match key {
        Key::FactKind => one(values::FACT_KINDS, is_it),
        Key::FieldKind => one(values::FIELD_KINDS, is_it),
        Key::Required | Key::WordForWord | Key::CallPerson | Key::OnInsult | Key::OnComplaint => {
            one(values::YES_NO, is_it)
        }
        Key::Outcome => one(values::OUTCOMES, is_it),
        Key::Event => one(values::EVENTS, is_it),
        Key::WhileWaiting => one(values::WHILE_WAITING, is_it),
        Key::Languages => one(values::LANGUAGES, is_it),
        Key::Heard => one(values::HEARD, is_it),
        _ => None,
    }
}

fn all<T: Copy>(values: &[Value<T>], is_offered: impl Fn(T) -> bool) -> Vec<Choice> {
    values.iter().filter(|row| is_offered(row.means)).map(choice).collect()
}

fn one<T>(values: &[Value<T>], is_it: impl Fn(&[&'static str]) -> bool) -> Option<Choice> {
    values.iter().find(|row| is_it(row.en) || is_it(row.ru)).map(choice)
}

fn choice<T>(row: &Value<T>) -> Choice {
    let first = |spellings: &[&'static str]| spellings.first().copied().unwrap_or_default();
    Choice { word: first(row.en), russian: first(row.ru) }
}
