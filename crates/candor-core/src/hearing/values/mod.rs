//! Values in messages, in both languages: money, days, telephone numbers, e-mail addresses, counts, percentages, each
//! with its place in the text. What a text does not say is not invented: a bare number is no money, a time without a
//! day is no date.

mod amount;
mod calendar;
mod currency;
mod date;
mod email;
pub mod figures;
mod money;
mod percent;
mod personal;
mod phone;
mod pieces;
mod quantity;
mod time;

use jiff::civil;

pub use figures::{Figure, FigureKind, figures};
pub use personal::personal;

use super::heard::{FoundValue, Value};

/// Every value in a text, in its order, none over another. `today` is the day in the business's time zone.
pub fn values(text: &str, today: civil::Date) -> Vec<FoundValue> {
    let mut found: Vec<FoundValue> = Vec::new();
    // The surest first: what an address or a telephone number takes, no amount can have.
    for kind in [
        email::find(text),
        phone::find(text),
        date::find(text, today),
        percent::find(text),
        money::find(text),
        quantity::find(text),
    ] {
        for value in kind {
            if found.iter().all(|other| value.end <= other.start || other.end <= value.start) {
                found.push(value);
            }
        }
    }
    found.sort_by_key(|value| value.start);
    found
}

/// The number a text was asked for and consists of, in thousandths: "15", "пятнадцать", "штук 20".
pub(super) fn bare_number(text: &str) -> Option<i64> {
    let pieces = pieces::cut(text, true);
    let mut amounts = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match amount::amount_at(&pieces, at) {
            Some(amount) => {
                // "не 15, а 20"
                let is_denied = at
                    .checked_sub(1)
                    .and_then(|before| pieces.get(before))
                    .is_some_and(|word| word.is_word(&["не", "not"]));
                if !is_denied {
                    amounts.push(amount.thousandths);
                }
                at = amount.next;
            }
            None => at += 1,
        }
    }
    match amounts.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The one amount an owner wrote, in thousandths, with the currency if it names one: "30 000 ₽", "30k", "15".
/// `None` for a range, for several numbers and for none.
pub(crate) fn amount(text: &str) -> Option<(i64, Option<String>)> {
    match money::find(text).as_slice() {
        [] => bare_number(text).map(|thousandths| (thousandths, None)),
        [FoundValue { value: Value::Money { cents, up_to_cents, currency }, .. }] if cents == up_to_cents => {
            Some((cents.checked_mul(10)?, currency.clone()))
        }
        _ => None,
    }
}

/// The telephone number a text that was asked for one holds.
pub(super) fn bare_phone(text: &str) -> Option<String> {
    phone::read_answer(text)
}

impl Value {
    /// The normal form kept in records: money as `2900.00 RUB` (a range as `20000.00-30000.00 RUB`), a day as ISO 8601,
    /// a telephone number as `+79161234567`, a count as `15` or `1.5 kg`, a percentage as `12.5%`.
    pub fn normal_form(&self) -> String {
        match self {
            Self::Money { cents, up_to_cents, currency } => {
                let amount = |cents: &i64| format!("{}.{:02}", cents / 100, cents % 100);
                let mut form = amount(cents);
                if cents != up_to_cents {
                    form = format!("{form}-{}", amount(up_to_cents));
                }
                currency.as_ref().map_or_else(|| form.clone(), |currency| format!("{form} {currency}"))
            }
            Self::Date { day, minutes } => match minutes {
                Some(minutes) => format!("{day}T{:02}:{:02}", minutes / 60, minutes % 60),
                None => day.to_string(),
            },
            Self::Phone { number } => number.clone(),
            Self::Email { address } => address.clone(),
            Self::Quantity { thousandths, unit } => {
                let count = decimal(*thousandths, 3);
                unit.as_ref().map_or_else(|| count.clone(), |unit| format!("{count} {unit}"))
            }
            Self::Percent { hundredths } => format!("{}%", decimal(*hundredths, 2)),
        }
    }
}

/// A number of `digits` decimal places without its final noughts.
pub(super) fn decimal(scaled: i64, digits: u32) -> String {
    let scale = 10_i64.pow(digits.min(18));
    let width = usize::try_from(digits).unwrap_or(0);
    let fraction = format!("{:0width$}", (scaled % scale).abs());
    let fraction = fraction.trim_end_matches('0');
    let sign = if scaled < 0 && scaled / scale == 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{}", scaled / scale) } else { format!("{sign}{}.{fraction}", scaled / scale) }
}

#[cfg(test)]
mod tests;
