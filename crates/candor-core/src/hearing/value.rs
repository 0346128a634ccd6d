//! A value told in a message, its kind and its normal form. The table of normal forms is in docs/brain.md.

use jiff::{ToSpan, civil};
use serde::{Deserialize, Serialize};

/// A value found in a message, whether or not a field asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundValue {
    /// The value.
    pub value: Value,
    /// Where it stands in the message: bytes from.
    pub start: usize,
    /// Where it stands in the message: bytes up to, not included.
    pub end: usize,
}

/// A value in its normal form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Value {
    /// An amount, or a range of amounts, in hundredths of the currency's unit.
    Money {
        /// The amount, or the lower end; nought where only the upper end is told.
        cents: i64,
        /// The upper end of a range ("20-30k"); equals `cents` for one amount and where only the lower end is told.
        up_to_cents: i64,
        /// ISO 4217, where the words say it.
        currency: Option<String>,
        /// Which ends are told.
        #[serde(default, skip_serializing_if = "Ends::are_both")]
        ends: Ends,
    },
    /// A day.
    Date {
        /// The day.
        day: civil::Date,
        /// Minutes after midnight, in records of versions that kept a time of day here; [`Self::Time`] has it now.
        minutes: Option<i32>,
    },
    /// A moment, a stretch of time, or one with an open end.
    Time(ToldTime),
    /// A length of time.
    Duration {
        /// How many.
        count: i64,
        /// Of what.
        grain: Grain,
    },
    /// A number of nothing in particular, in thousandths.
    Number {
        /// How many thousandths.
        thousandths: i64,
    },
    /// A telephone number: `+` and digits, or digits alone where the country is not told.
    Phone {
        /// The number.
        number: String,
        /// The extension, where told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extension: Option<String>,
    },
    /// An e-mail address, lower case.
    Email {
        /// The address.
        address: String,
    },
    /// A count of things, in thousandths ("1.5 kg" is 1500).
    Quantity {
        /// How many thousandths.
        thousandths: i64,
        /// The unit or thing counted, as written, where told.
        unit: Option<String>,
    },
    /// A percentage, in hundredths of a percent ("12.5 %" is 1250).
    Percent {
        /// How many hundredths of a percent.
        hundredths: i64,
    },
    /// A name somebody offers as such: "меня зовут Анна".
    Name {
        /// The name, as written.
        name: String,
    },
}

/// Which ends of a range of money are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// Both, or one amount.
    #[default]
    Both,
    /// The lower one: "от 5000".
    Lower,
    /// The upper one: "до 30к".
    Upper,
}

impl Ends {
    /// Whether both ends are told.
    pub fn are_both(&self) -> bool {
        *self == Self::Both
    }
}

/// How fine a time or a length of time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// To the week, Monday to Sunday.
    Week,
    /// To the month.
    Month,
    /// To the quarter of a year.
    Quarter,
    /// To the year.
    Year,
}

/// A time told, by the clock of the business's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldTime {
    /// Its beginning; none where it is open or hangs on an event nobody dated.
    pub from: Option<civil::DateTime>,
    /// Its end, not included; none where it is open.
    pub to: Option<civil::DateTime>,
    /// How fine it is told.
    pub grain: Grain,
    /// One point of its grain, a stretch, or an open one.
    pub shape: TimeShape,
    /// What the zone is ahead of UTC at its beginning, in minutes; none where the zone is not known.
    #[serde(default)]
    pub offset: Option<i32>,
    /// Whether the words name a day; "в 18:30" names none.
    #[serde(default)]
    pub is_day_told: bool,
    /// Whether the hour can be only one of the two on the dial.
    #[serde(default)]
    pub is_hour_sure: bool,
    /// What it hangs on when no date is told: `holidays`, `weekend`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}

/// The shape of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeShape {
    /// One second, minute, hour, day, week, month, quarter or year.
    Point,
    /// From one point up to another.
    Span,
    /// From a point on.
    After,
    /// Up to a point.
    Before,
}

impl Value {
    /// The stable word for its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Money { .. } => "money",
            Self::Date { .. } | Self::Time(_) => "time",
            Self::Duration { .. } => "duration",
            Self::Number { .. } => "number",
            Self::Phone { .. } => "phone",
            Self::Email { .. } => "email",
            Self::Quantity { .. } => "quantity",
            Self::Percent { .. } => "percent",
            Self::Name { .. } => "name",
        }
    }

    /// Its one form however it was written; docs/brain.md has the table.
    pub fn normal(&self) -> String {
        match self {
            Self::Money { cents, up_to_cents, currency, ends } => {
                let form = match ends {
                    Ends::Both if cents == up_to_cents => hundredths(*cents),
                    Ends::Both => format!("{}..{}", hundredths(*cents), hundredths(*up_to_cents)),
                    Ends::Lower => format!("{}..", hundredths(*cents)),
                    Ends::Upper => format!("..{}", hundredths(*up_to_cents)),
                };
                with_unit(form, currency.as_deref())
            }
            Self::Time(time) => time.normal(),
            Self::Duration { count, grain } => iso_duration(*count, *grain),
            Self::Phone { number, extension: Some(extension) } => format!("{number};ext={extension}"),
            Self::Quantity { thousandths, unit } => match unit.as_deref().and_then(measure) {
                Some((factor, unit)) => format!("{} {unit}", decimal(thousandths.saturating_mul(factor), 3)),
                None => self.normal_form(),
            },
            _ => self.normal_form(),
        }
    }

    /// The form kept for a field of a script: money as `2900.00 RUB` (a range as `20000.00-30000.00 RUB`), a day as ISO
    /// 8601, with a time of day as `2026-12-05T15:00`, a telephone number as `+79161234567`, a count as `15` or
    /// `1.5 kg`, a percentage as `12.5%`.
    pub fn normal_form(&self) -> String {
        match self {
            Self::Money { cents, up_to_cents, currency, .. } => {
                let form = if cents == up_to_cents {
                    hundredths(*cents)
                } else {
                    format!("{}-{}", hundredths(*cents), hundredths(*up_to_cents))
                };
                with_unit(form, currency.as_deref())
            }
            Self::Date { day, minutes } => match minutes {
                Some(minutes) => format!("{day}T{:02}:{:02}", minutes / 60, minutes % 60),
                None => day.to_string(),
            },
            Self::Time(time) => time.day_form().unwrap_or_else(|| time.normal()),
            Self::Duration { count, grain } => iso_duration(*count, *grain),
            Self::Number { thousandths } => decimal(*thousandths, 3),
            Self::Phone { number, .. } => number.clone(),
            Self::Email { address } => address.clone(),
            Self::Quantity { thousandths, unit } => with_unit(decimal(*thousandths, 3), unit.as_deref()),
            Self::Percent { hundredths } => format!("{}%", decimal(*hundredths, 2)),
            Self::Name { name } => name.clone(),
        }
    }

    /// The one day it names, perhaps with a time: what a field for a date can hold.
    pub fn day(&self) -> Option<civil::Date> {
        match self {
            Self::Date { day, .. } => Some(*day),
            Self::Time(time) => time.day_form().and(time.from).map(civil::DateTime::date),
            _ => None,
        }
    }
}

impl ToldTime {
    /// ISO 8601 at its grain; a stretch as `a/b` with `b` not included, an open one as `a/..` or `../b`.
    pub fn normal(&self) -> String {
        let form = |moment: Option<civil::DateTime>| match (moment, &self.event) {
            (Some(moment), _) => at_grain(moment, self.grain, self.offset),
            (None, Some(event)) => event.clone(),
            (None, None) => "..".to_owned(),
        };
        match self.shape {
            TimeShape::Point => form(self.from),
            TimeShape::Span => format!("{}/{}", form(self.from), form(self.to)),
            TimeShape::After => format!("{}/..", form(self.from)),
            TimeShape::Before => format!("../{}", form(self.to)),
        }
    }

    /// One told day as `2026-12-05`, with the time of day if that is sure. A time of today without a day is none.
    fn day_form(&self) -> Option<String> {
        let from = self.from.filter(|_| self.is_day_told && self.grain <= Grain::Day)?;
        let last = self.to.and_then(|to| to.checked_sub(1.second()).ok()).filter(|last| last.date() == from.date());
        match self.shape {
            TimeShape::Point if self.grain < Grain::Day && self.is_hour_sure => {
                Some(format!("{}T{:02}:{:02}", from.date(), from.hour(), from.minute()))
            }
            TimeShape::Point => Some(from.date().to_string()),
            TimeShape::Span => last.map(|_| from.date().to_string()),
            TimeShape::After | TimeShape::Before => None,
        }
    }
}

/// A moment in ISO 8601, no finer than `grain`.
fn at_grain(moment: civil::DateTime, grain: Grain, offset: Option<i32>) -> String {
    let date = moment.date();
    let zone = offset.map_or_else(String::new, |minutes| {
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    });
    match grain {
        Grain::Second => format!("{date}T{:02}:{:02}:{:02}{zone}", moment.hour(), moment.minute(), moment.second()),
        Grain::Minute | Grain::Hour => format!("{date}T{:02}:{:02}{zone}", moment.hour(), moment.minute()),
        Grain::Day => date.to_string(),
        Grain::Week => {
            let week = date.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Grain::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Grain::Quarter => format!("{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1),
        Grain::Year => format!("{:04}", date.year()),
    }
}

fn iso_duration(count: i64, grain: Grain) -> String {
    match grain {
        Grain::Second => format!("PT{count}S"),
        Grain::Minute => format!("PT{count}M"),
        Grain::Hour => format!("PT{count}H"),
        Grain::Day => format!("P{count}D"),
        Grain::Week => format!("P{count}W"),
        Grain::Month => format!("P{count}M"),
        Grain::Quarter => format!("P{}M", count.saturating_mul(3)),
        Grain::Year => format!("P{count}Y"),
    }
}

/// A measure's one name and what a unit of it is worth: kilograms are thousands of grams.
fn measure(unit: &str) -> Option<(i64, &'static str)> {
    let unit = unit.to_lowercase().replace('ё', "е");
    let is = |names: &str| names.split(' ').any(|name| name == unit);
    MEASURES.iter().find(|(names, ..)| is(names)).map(|(_, factor, name)| (*factor, *name))
}

const MEASURES: [(&str, i64, &str); 9] = [
    ("кг килограмм килограмма килограммов кило kg kgs kilo kilos kilogram kilograms", 1000, "g"),
    ("г гр грамм грамма граммов граммы g gram grams", 1, "g"),
    ("т тонна тонны тонн тонну ton tons tonne tonnes", 1_000_000, "g"),
    ("фунт фунта фунтов lb lbs pound pounds", 1, "lb"),
    ("унция унции унций oz ounce ounces", 1, "oz"),
    ("м метр метра метров metre metres meter meters", 1, "m"),
    ("км километр километра километров km kilometre kilometres kilometer kilometers", 1000, "m"),
    ("л литр литра литров litre litres liter liters", 1, "l"),
    ("чашка чашки чашек чашку cup cups", 1, "cup"),
];

fn with_unit(form: String, unit: Option<&str>) -> String {
    unit.map_or_else(|| form.clone(), |unit| format!("{form} {unit}"))
}

fn hundredths(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, (cents % 100).abs())
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
