//! Whether a told value meets a condition. Values are in the normal forms of [`crate::hearing::Value::normal_form`]; an
//! operator may have written others, which then cannot be told rather than fail.

use jiff::{SpanRelativeTo, Unit, civil};
use serde::Serialize;

use crate::{
    conversation::Told,
    script::{Amount, Condition},
};

/// Whether a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Nothing was told.
    NotTold,
    /// What was told cannot be compared: another currency, no number in it.
    CannotTell,
}

impl Met {
    /// Whether more words could still settle it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotTold | Self::CannotTell)
    }
}

/// Holds a value against a condition. `zone` is the business's, for the day on which something was told.
pub(super) fn holds(condition: &Condition, told: Option<&Told>, zone: &str) -> Met {
    let Some(told) = told.filter(|told| !told.value.trim().is_empty()) else { return Met::NotTold };
    let is_so = match condition {
        Condition::Told => Some(true),
        Condition::AtLeast { amount } => compared(amount, &told.value).map(|value| value >= amount.thousandths),
        Condition::AtMost { amount } => compared(amount, &told.value).map(|value| value <= amount.thousandths),
        Condition::OneOf { options } => Some(options.contains(&told.value)),
        Condition::OnOrBefore { day } => day_of(&told.value).map(|told| told <= *day),
        Condition::WithinDays { days } => day_of(&told.value).and_then(|day| {
            let span = told.at.day_in(zone).until((Unit::Day, day)).ok()?;
            let ahead = span.total((Unit::Day, SpanRelativeTo::days_are_24_hours())).ok()?;
            Some((0.0..=f64::from(*days)).contains(&ahead))
        }),
    };
    match is_so {
        Some(true) => Met::Yes,
        Some(false) => Met::No,
        None => Met::CannotTell,
    }
}

/// The value in thousandths, if it is of the same currency or either names none: the upper end of a range.
fn compared(wanted: &Amount, value: &str) -> Option<i64> {
    let (number, currency) = match value.trim().split_once(' ') {
        Some((number, currency)) => (number, Some(currency.trim())),
        None => (value.trim(), None),
    };
    if let (Some(wanted), Some(told)) = (&wanted.currency, currency)
        && wanted != told
    {
        return None;
    }
    thousandths(number.rsplit('-').next()?)
}

/// `2900.00`, `15`, `1.5`.
fn thousandths(number: &str) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_plain = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !is_plain(whole) || !is_plain(fraction) {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(fraction)
}

/// The day of `2026-12-05` or `2026-12-05T15:00`.
fn day_of(value: &str) -> Option<civil::Date> {
    value.trim().split('T').next()?.parse().ok()
}
