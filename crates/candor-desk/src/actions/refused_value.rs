//! Why a value the staff typed for a field of a lead is refused, with what is possible instead.

use candor_core::{
    language::Language,
    script::{Field, FieldKind},
};

use crate::relay::cut;

/// A value that is none of its field's kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRefusal {
    /// The field.
    pub field: Field,
    /// The value, as it was typed.
    pub value: String,
}

/// So much of a value that does not fit is told, in characters.
const MAX_SHOWN_CHARS: usize = 80;

impl ValueRefusal {
    /// A stable word, for programs.
    pub const fn word(&self) -> &'static str {
        "unfit_value"
    }

    /// What whoever typed it reads.
    pub fn in_language(&self, language: Language) -> String {
        let label = self.field.label.best(language).unwrap_or(&self.field.id);
        let (value, possible) = (cut(&self.value, MAX_SHOWN_CHARS), self.possible(language));
        match language {
            Language::En => format!("{label}: \"{value}\" does not fit. Possible: {possible}. Nothing was changed."),
            Language::Ru => format!("{label}: «{value}» не подходит. Возможно: {possible}. Ничего не изменено."),
        }
    }

    fn possible(&self, language: Language) -> String {
        let (english, russian) = match &self.field.kind {
            FieldKind::Money => ("a sum of money, such as 300 or 2,900 USD", "сумма, например 30000 или 2900 руб"),
            FieldKind::Date => (
                "one day, such as 2027-01-15, 15 January at 15:00, tomorrow",
                "один день, например 2027-01-15, 15 января в 15:00, завтра",
            ),
            FieldKind::Phone => ("a telephone number, such as +79161234567", "телефон, например +79161234567"),
            FieldKind::Email => ("an e-mail address, such as anna@example.org", "почта, например anna@example.org"),
            FieldKind::Quantity => ("a number, such as 15", "число, например 15"),
            FieldKind::Choice { options } => {
                let named = options.iter().map(|option| option.name(language).unwrap_or(&option.id));
                return named.collect::<Vec<_>>().join(", ");
            }
            FieldKind::Text => ("any words", "любые слова"),
        };
        match language {
            Language::En => english.to_owned(),
            Language::Ru => russian.to_owned(),
        }
    }
}
