//! Criteria in words, for the staff: "Budget: at least 30000 ₽", «Бюджет: от 30000 ₽».

use super::{Amount, Condition, Criterion};
use crate::{
    language::{Language, Wording},
    script::{
        model::{FieldKind, Script},
        render::value,
    },
};

impl Criterion {
    /// The criterion in words, in both languages.
    pub fn label(&self, script: &Script) -> Wording {
        let mut label = Wording::default();
        for language in Language::ALL {
            let field = field_name(script, &self.field, language);
            label.put(language, format!("{field}: {}", self.condition.in_words(script, &self.field, language)));
        }
        label
    }
}

/// What the staff calls a field: its label, else its name.
pub(crate) fn field_name(script: &Script, id: &str, language: Language) -> String {
    let label = script.field(id).and_then(|field| field.label.best(language));
    value::plain(label.unwrap_or(id))
}

impl Condition {
    fn in_words(&self, script: &Script, field: &str, language: Language) -> String {
        let is_english = language == Language::En;
        match self {
            Self::Told => (if is_english { "known" } else { "известно" }).to_owned(),
            Self::AtLeast { amount } => format!("{} {}", if is_english { "at least" } else { "от" }, shown(amount)),
            Self::AtMost { amount } => format!("{} {}", if is_english { "at most" } else { "до" }, shown(amount)),
            Self::OneOf { options } => {
                let named: Vec<String> = options.iter().map(|id| option_name(script, field, id, language)).collect();
                named.join(if is_english { " or " } else { " или " })
            }
            Self::OnOrBefore { day } => format!("{} {day}", if is_english { "by" } else { "не позже" }),
            Self::WithinDays { days } if is_english => {
                format!("within {days} {}", if *days == 1 { "day" } else { "days" })
            }
            Self::WithinDays { days } => {
                let is_one = days % 10 == 1 && days % 100 != 11;
                format!("в течение {days} {}", if is_one { "дня" } else { "дней" })
            }
        }
    }
}

fn option_name(script: &Script, field: &str, id: &str, language: Language) -> String {
    let Some(FieldKind::Choice { options }) = script.field(field).map(|field| &field.kind) else {
        return id.to_owned();
    };
    let named = options.iter().find(|option| option.id == id).and_then(|option| option.name(language));
    value::plain(named.unwrap_or(id))
}

/// `30000 ₽`, `2.5`.
fn shown(amount: &Amount) -> String {
    let (whole, rest) = (amount.thousandths / 1000, (amount.thousandths % 1000).unsigned_abs());
    let fraction = format!("{rest:03}");
    let fraction = fraction.trim_end_matches('0');
    let number = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
    value::money(&format!("{number} {}", amount.currency.as_deref().unwrap_or_default()))
}
