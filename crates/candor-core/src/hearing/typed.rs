//! A value somebody of the staff types for a field. It is read by the code that reads it in a contact's words, but alone: it must
//! be a value of the field's kind and of nothing else, or it is refused rather than kept as words no criterion can compare.

use jiff::{Zoned, civil};

use super::{
    heard::{Ends, FoundValue, Value},
    plain::{normalised, stems_of},
    told::{fits, is_asked_in, value_for},
    values::{self, Now, values},
};
use crate::script::{Field, FieldKind};

/// The normal form of a value typed for a field, `None` where it is none of the field's kind. `now` is by the clock of the
/// business, for "tomorrow" and "on Friday"; `is_russian` says how days such as 01/02 are read.
pub fn typed(field: &Field, text: &str, now: &Zoned, is_russian: bool) -> Option<String> {
    let text = text.trim();
    match &field.kind {
        FieldKind::Text => Some(text.to_owned()),
        FieldKind::Choice { .. } => chosen(field, text),
        kind if is_normal(kind, text) => Some(text.to_owned()),
        _ => {
            let values = values(text, &Now::at(now).in_russian(is_russian));
            found(field, &values).or_else(|| bare(field, text, &values))
        }
    }
}

/// An option by its name in the script or by any of its words, whatever their case.
fn chosen(field: &Field, text: &str) -> Option<String> {
    let FieldKind::Choice { options } = &field.kind else { return None };
    let by_id = options.iter().find(|option| option.id.to_lowercase() == text.to_lowercase());
    let (plain, stems) = (normalised(text), stems_of(text));
    let is_named = |name: &str| !plain.is_empty() && (normalised(name) == plain || stems_of(name) == stems);
    by_id.or_else(|| options.iter().find(|option| option.named.all().any(is_named))).map(|option| option.id.clone())
}

/// The one value of the field's kind among those of a text; none where there are several.
fn found(field: &Field, found: &[FoundValue]) -> Option<String> {
    let mut forms =
        found.iter().filter(|found| fits(&field.kind, &found.value)).map(|found| value_for(field, &found.value));
    let first = forms.next()?;
    forms.all(|other| other == first).then_some(first)
}

/// What a bare number says where a field asks for one: it must be a number and nothing else, no sum, share, day or count.
fn bare(field: &Field, text: &str, found: &[FoundValue]) -> Option<String> {
    match field.kind {
        FieldKind::Quantity if values::are_bare(text, found, |words| is_asked_in(field, words)) => {
            values::bare_number(text).map(|thousandths| Value::Quantity { thousandths, unit: None }.normal_form())
        }
        FieldKind::Money if values::are_bare(text, found, |_| false) => values::bare_number(text).map(|thousandths| {
            let cents = thousandths / 10;
            Value::Money { cents, up_to_cents: cents, currency: None, ends: Ends::Both }.normal_form()
        }),
        FieldKind::Quantity | FieldKind::Money => None,
        FieldKind::Phone => values::bare_phone(text),
        FieldKind::Date | FieldKind::Email | FieldKind::Choice { .. } | FieldKind::Text => None,
    }
}

/// Whether a text is a normal form already, as programs send it and as the panel shows what is kept.
fn is_normal(kind: &FieldKind, text: &str) -> bool {
    match kind {
        FieldKind::Money => {
            let (sum, currency) = text.split_once(' ').unwrap_or((text, ""));
            let is_currency = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
            (currency.is_empty() || is_currency) && sum.split('-').count() <= 2 && sum.split('-').all(is_hundredths)
        }
        FieldKind::Date => {
            let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
            let is_day = day.len() == 10 && day.parse::<civil::Date>().is_ok();
            is_day && time.is_none_or(|time| time.len() == 5 && time.parse::<civil::Time>().is_ok())
        }
        FieldKind::Phone | FieldKind::Email | FieldKind::Quantity | FieldKind::Choice { .. } | FieldKind::Text => false,
    }
}

/// `2900.00`.
fn is_hundredths(sum: &str) -> bool {
    let are_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    sum.split_once('.')
        .is_some_and(|(whole, part)| whole.len() <= 15 && are_digits(whole) && part.len() == 2 && are_digits(part))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::{
        language::{Phrasings, Wording},
        moment::Moment,
        script::ChoiceOption,
    };

    fn field(kind: FieldKind) -> Field {
        Field {
            id: "x".to_owned(),
            label: Wording::default(),
            kind,
            is_required: false,
            ask: Wording::default(),
            line: 1,
        }
    }

    fn sizes() -> FieldKind {
        let option = |id: &str, en: &str, ru: &str| {
            let named = Phrasings { en: vec![en.to_owned()], ru: vec![ru.to_owned()] };
            ChoiceOption { id: id.to_owned(), named }
        };
        FieldKind::Choice {
            options: vec![option("small", "Small bouquet", "Маленький"), option("big", "Big bouquet", "Большой")],
        }
    }

    /// A Monday in Moscow.
    fn read(kind: FieldKind, text: &str) -> Option<String> {
        let now = Moment::from_millis(1_789_999_200_000).zoned_in("Europe/Moscow");
        typed(&field(kind), text, &now, true)
    }

    #[test]
    fn what_is_typed_comes_into_its_normal_form() {
        for (kind, text, normal) in [
            (FieldKind::Money, "30000", "30000.00"),
            (FieldKind::Money, "30 000 руб", "30000.00 RUB"),
            (FieldKind::Money, "$1,500", "1500.00 USD"),
            (FieldKind::Money, "20000.00-30000.00 RUB", "20000.00-30000.00 RUB"),
            (FieldKind::Date, "2026-12-05", "2026-12-05"),
            (FieldKind::Date, "2026-12-05T15:00", "2026-12-05T15:00"),
            (FieldKind::Date, "завтра", "2026-09-22"),
            (FieldKind::Date, "5 декабря в 15:00", "2026-12-05T15:00"),
            (FieldKind::Quantity, "15", "15"),
            (FieldKind::Quantity, "15 роз", "15"),
            (FieldKind::Phone, "8 916 123-45-67", "+79161234567"),
            (FieldKind::Email, "Anna@Mail.ru", "anna@mail.ru"),
            (sizes(), "BIG", "big"),
            (sizes(), "маленький", "small"),
            (sizes(), "Big bouquet", "big"),
            (FieldKind::Text, " as it stands <b> ", "as it stands <b>"),
        ] {
            assert_eq!(read(kind.clone(), text).as_deref(), Some(normal), "{kind:?} {text}");
        }
    }

    #[test]
    fn what_is_no_value_of_the_kind_is_refused() {
        for (kind, text) in [
            (FieldKind::Money, "a lot"),
            (FieldKind::Money, "5000 руб или 6000 руб"),
            (FieldKind::Date, "soon"),
            (FieldKind::Date, "2026-13-40"),
            (FieldKind::Date, "5 мая или 6 мая"),
            (FieldKind::Money, "15%"),
            (FieldKind::Money, "15 роз"),
            (FieldKind::Money, "5 мая"),
            (FieldKind::Money, "в 15:00"),
            (FieldKind::Money, "3 месяца"),
            (FieldKind::Quantity, "30 000 руб"),
            (FieldKind::Quantity, "15%"),
            (FieldKind::Quantity, "5 мая"),
            (FieldKind::Quantity, "в 15:00"),
            (FieldKind::Quantity, "на 3 месяца"),
            (FieldKind::Quantity, "many"),
            (FieldKind::Phone, "call me"),
            (FieldKind::Email, "anna at mail"),
            (sizes(), "huge"),
            (sizes(), "big or small"),
            (sizes(), "…"),
        ] {
            assert_eq!(read(kind.clone(), text), None, "{kind:?} {text}");
        }
    }

    fn any_kind() -> impl Strategy<Value = FieldKind> {
        prop::sample::select(vec![
            FieldKind::Money,
            FieldKind::Date,
            FieldKind::Quantity,
            FieldKind::Phone,
            FieldKind::Email,
            sizes(),
        ])
    }

    proptest! {
        #[test]
        fn a_normal_form_stays_what_it_is(kind in any_kind(), text in "[0-9 .,:+₽$a-zа-я-]{0,24}") {
            if let Some(normal) = read(kind.clone(), &text) {
                prop_assert_eq!(read(kind, &normal), Some(normal));
            }
        }

        #[test]
        fn a_sum_a_day_and_a_count_read_as_they_were_written(cents in 0_i64..9_000_000_000, day in 0_i64..3000, count in 0_i64..100_000) {
            let money = Value::Money { cents, up_to_cents: cents, currency: Some("EUR".to_owned()), ends: Ends::Both }.normal_form();
            prop_assert_eq!(read(FieldKind::Money, &money), Some(money));
            let day = Moment::from_millis(1_700_000_000_000 + day * 86_400_000).day_in("UTC").to_string();
            prop_assert_eq!(read(FieldKind::Date, &day), Some(day));
            prop_assert_eq!(read(FieldKind::Quantity, &count.to_string()), Some(count.to_string()));
        }
    }
}
