//! Measures what is found against texts with the value they hold, in the form of Duckling's test corpora: a `kind` and
//! value strings such as `simple RUB 10`, `datetime (2013, 2, 12, 0, 0, 0) Day`, `DurationData 30 Minute`.

use jiff::civil::{Date, DateTime};

use super::{Now, values};
use crate::hearing::heard::{Ends, Grain, TimeShape, ToldTime, Value};

/// How many texts were read right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Texts whose value could be read from the corpus.
    pub texts: usize,
    /// Texts in which exactly that value of its kind was found.
    pub exact: usize,
    /// Texts in which nothing else was found, of any kind.
    pub nothing_else: usize,
    /// The texts that were not exact, with what was found.
    pub missed: Vec<(String, Vec<String>)>,
}

/// Measures one corpus: `kind` is its name (`AmountOfMoney`, `Time`, ...), a row a text with its value or none.
pub fn measure(kind: &str, rows: &[(String, Option<String>)], now: &Now) -> Tally {
    let mut tally = Tally::default();
    for (text, value) in rows {
        let wanted = match value {
            Some(value) => match wanted(kind, value) {
                Some(wanted) => Some(wanted),
                None => continue,
            },
            None => None,
        };
        let found = values(text, now);
        let is_right = |value: &Value| wanted.as_ref().is_some_and(|wanted| is_same(kind, wanted, value, now));
        let same_kind: Vec<&Value> =
            found.iter().map(|found| &found.value).filter(|value| value.kind() == kind_word(kind)).collect();
        let is_exact = match (&wanted, same_kind.as_slice()) {
            (Some(_), [only]) => is_right(only),
            (None, []) => true,
            _ => false,
        };
        tally.texts += 1;
        tally.exact += usize::from(is_exact);
        tally.nothing_else += usize::from(found.iter().all(|found| is_right(&found.value)));
        if !is_exact {
            tally.missed.push((text.clone(), found.iter().map(|found| found.value.normal()).collect()));
        }
    }
    tally
}

fn kind_word(kind: &str) -> &'static str {
    match kind {
        "AmountOfMoney" => "money",
        "Duration" => "duration",
        "Numeral" => "number",
        "Quantity" => "quantity",
        "Email" => "email",
        "PhoneNumber" => "phone",
        _ => "time",
    }
}

/// What a corpus wants: a time with its grain, or a normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    Time(ToldTime),
    Form(String),
    /// An amount in a currency the corpus leaves unnamed.
    AnyCurrency(String),
}

fn is_same(kind: &str, wanted: &Wanted, value: &Value, now: &Now) -> bool {
    if value.kind() != kind_word(kind) {
        return false;
    }
    match wanted {
        Wanted::Form(form) => value.normal() == *form,
        Wanted::AnyCurrency(form) => value.normal().split(' ').next() == Some(form),
        Wanted::Time(wanted) => {
            let found = match value {
                Value::Time(time) => (time.grain, time.shape, time.normal()),
                _ => (Grain::Day, TimeShape::Point, value.normal()),
            };
            let offset =
                wanted.from.or(wanted.to).filter(|_| wanted.grain < Grain::Day).and_then(|at| now.offset_at(at));
            let wanted = ToldTime { offset, ..wanted.clone() };
            found == (wanted.grain, wanted.shape, wanted.normal())
        }
    }
}

fn wanted(kind: &str, value: &str) -> Option<Wanted> {
    match kind {
        "Time" => time(value).map(Wanted::Time),
        "AmountOfMoney" => money(value),
        "Duration" => {
            let (count, grain) = value.strip_prefix("DurationData ")?.split_once(' ')?;
            let value = Value::Duration { count: count.parse().ok()?, grain: grain_of(grain)? };
            Some(Wanted::Form(value.normal()))
        }
        "Numeral" => {
            let thousandths = thousandths(value.strip_prefix("NumeralValue ")?)?;
            Some(Wanted::Form(Value::Number { thousandths }.normal()))
        }
        "Quantity" => {
            let mut words = value.split(' ');
            let (count, unit) = match (words.next(), words.next(), words.next()) {
                (Some("simple"), Some(unit), Some(count)) => (thousandths(count)?, unit.to_lowercase()),
                _ => return None,
            };
            Some(Wanted::Form(Value::Quantity { thousandths: count, unit: Some(unit) }.normal()))
        }
        "Email" => Some(Wanted::Form(quoted(value)?.to_lowercase())),
        "PhoneNumber" => {
            let (number, extension) =
                quoted(value)?.split_once(" ext ").map_or((quoted(value)?, None), |(number, ext)| (number, Some(ext)));
            let plus = if number.contains('+') { "+" } else { "" };
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            let tail = extension.map_or_else(String::new, |extension| format!(";ext={extension}"));
            Some(Wanted::Form(format!("{plus}{digits}{tail}")))
        }
        _ => None,
    }
}

fn quoted(value: &str) -> Option<&str> {
    value.split('"').nth(1)
}

/// `10`, `3.14`, `9e5`, `(-3200000)`.
fn thousandths(number: &str) -> Option<i64> {
    let plain = number.trim_matches(['(', ')']);
    let (digits, power) = match plain.split_once('e') {
        Some((digits, power)) => (digits, power.parse::<u32>().ok()?),
        None => (plain, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let fraction: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let thousandths = whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(sign * fraction)?;
    thousandths.checked_mul(10_i64.checked_pow(power)?)
}

fn money(value: &str) -> Option<Wanted> {
    let (shape, rest) = value.split_once(' ')?;
    let (currency, amounts) = rest.split_once(' ')?;
    let cents = |number: &str| Some(thousandths(number.trim())? / 10);
    let (cents, up_to_cents, ends) = match shape {
        "between" => {
            let (low, high) = amounts.split_once(',')?;
            (cents(low)?, cents(high)?, Ends::Both)
        }
        "under" => (0, cents(amounts)?, Ends::Upper),
        "above" => (cents(amounts)?, cents(amounts)?, Ends::Lower),
        _ => (cents(amounts)?, cents(amounts)?, Ends::Both),
    };
    let named = match currency {
        "Dollar" => Some("USD"),
        "Pound" => Some("GBP"),
        "Unnamed" | "Dinar" | "Rial" | "Riyal" | "Cent" => None,
        code => Some(code),
    };
    let value = Value::Money { cents, up_to_cents, currency: named.map(str::to_owned), ends };
    Some(if named.is_some() { Wanted::Form(value.normal()) } else { Wanted::AnyCurrency(value.normal()) })
}

fn time(value: &str) -> Option<ToldTime> {
    let (head, rest) = value.split_once(' ')?;
    let shape = match head {
        "datetime" | "datetimeHoliday" => TimeShape::Point,
        "datetimeInterval" | "datetimeIntervalHoliday" => TimeShape::Span,
        _ if rest.starts_with("After") => TimeShape::After,
        _ if rest.starts_with("Before") => TimeShape::Before,
        _ => return None,
    };
    let numbers: Vec<i16> =
        rest.split(|ch: char| !ch.is_ascii_digit() && ch != '-').filter_map(|number| number.parse().ok()).collect();
    let grain = rest.rsplit_once(')')?.1.split_whitespace().next().and_then(grain_of)?;
    let moment = |from: usize| -> Option<DateTime> {
        let [year, month, day, hour, minute, second] = numbers.get(from..from + 6)?.try_into().ok()?;
        let small = |number: i16| i8::try_from(number).ok();
        let date = Date::new(year, small(month.max(1))?, small(day.max(1))?).ok()?;
        Some(date.at(small(hour)?, small(minute)?, small(second)?, 0))
    };
    let first = moment(0)?;
    let (from, to) = match shape {
        TimeShape::Span => (Some(first), Some(moment(6)?)),
        TimeShape::Before => (None, Some(first)),
        TimeShape::Point | TimeShape::After => (Some(first), None),
    };
    Some(ToldTime { from, to, grain, shape, offset: None, is_day_told: false, is_hour_sure: false, event: None })
}

fn grain_of(word: &str) -> Option<Grain> {
    match word {
        "Second" => Some(Grain::Second),
        "Minute" => Some(Grain::Minute),
        "Hour" => Some(Grain::Hour),
        "Day" => Some(Grain::Day),
        "Week" => Some(Grain::Week),
        "Month" => Some(Grain::Month),
        "Quarter" => Some(Grain::Quarter),
        "Year" => Some(Grain::Year),
        _ => None,
    }
}
