//! Which days are asked for.

use std::borrow::Cow;

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Asked, Problem},
    figures::Span,
};

/// So many days are told where none are named.
const USUAL_DAYS: i64 = 7;

/// A calendar day: `2026-11-27`.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct OnDay(String);

impl From<Date> for OnDay {
    fn from(day: Date) -> Self {
        Self(day.to_string())
    }
}

impl From<String> for OnDay {
    fn from(day: String) -> Self {
        Self(day)
    }
}

impl JsonSchema for OnDay {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "examples": ["2026-11-27"] })
    }
}

/// Which days are wanted: at most 366. Left out, the last seven.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Days {
    /// The first day; six days before the last where it is left out.
    #[schemars(with = "Option<OnDay>")]
    pub(super) from: Option<String>,
    /// The last day; today where it is left out or lies ahead.
    #[schemars(with = "Option<OnDay>")]
    pub(super) to: Option<String>,
    /// Where days begin: a zone of the IANA database, such as `Europe/Moscow`. That of the business where it is left out.
    pub(super) zone: Option<String>,
}

/// The days that are asked for, and the name of the zone in which they begin.
///
/// # Errors
/// [`Problem::Malformed`] where they make no sense.
pub(super) async fn span<P, Q, B>(
    asked: &Asked<P, Q, B>,
    (from, to, zone): (Option<&str>, Option<&str>, Option<&str>),
) -> Result<(Span, String), Problem> {
    let name = match zone {
        Some(name) => name.to_owned(),
        None => asked.api.desk().shelf.zone(asked.api.business()).await?,
    };
    let no_zone = || Problem::Malformed("zone is a name of the IANA database such as Europe/Moscow.".to_owned());
    let zone = TimeZone::get(&name).map_err(|_| no_zone())?;
    let now = asked.api.now();
    let today =
        Timestamp::from_millisecond(now.millis()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date();
    let last = to.map(day).transpose()?.unwrap_or(today).min(today);
    let usual = last.checked_sub((USUAL_DAYS - 1).days()).unwrap_or(last);
    let first = from.map(day).transpose()?.unwrap_or(usual);
    let nonsense =
        || Problem::Malformed("from is not after to, not in the future, and at most 366 days are told.".to_owned());
    Ok((Span::between(first, last, zone, now).ok_or_else(nonsense)?, name))
}

fn day(text: &str) -> Result<Date, Problem> {
    let wrong = || Problem::Malformed("from and to are days such as 2026-11-27.".to_owned());
    let is_day = text.len() == "2026-11-27".len();
    text.parse().ok().filter(|_| is_day).ok_or_else(wrong)
}
