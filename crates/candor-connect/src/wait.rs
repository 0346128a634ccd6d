//! How long somebody's server asks to be left alone. It says so in seconds, or as a date (RFC 9110, §10.2.3), or in milliseconds
//! (OpenAI's `retry-after-ms`). A date is held against the answer's own `Date`, not against this machine's clock, which may
//! be wrong and which nobody reads here.

use std::time::Duration;

use reqwest::header::{self, HeaderMap};

use crate::http::date;

/// The longest wait believed: daily allowances end after a day.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// The shortest, so that "0" does not make a loop.
const SHORTEST: Duration = Duration::from_secs(1);

/// The wait an answer's head asks for.
pub(crate) fn asked(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let millis = || text("retry-after-ms")?.parse().ok().map(Duration::from_millis);
    let seconds = || text(header::RETRY_AFTER.as_str())?.parse().ok().map(Duration::from_secs);
    let until = || {
        let (then, now) = (date(text(header::RETRY_AFTER.as_str())?)?, date(text(header::DATE.as_str())?)?);
        Some(Duration::from_millis(u64::try_from(then.millis_since(now)).unwrap_or(0)))
    };
    seconds().or_else(until).or_else(millis).map(|wait| wait.clamp(SHORTEST, LONGEST))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn wait(lines: &[(&'static str, &'static str)]) -> Option<u64> {
        let headers = lines.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        asked(&headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn a_wait_is_read_in_each_way_it_is_said() {
        let now = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(wait(&[("retry-after", "30")]), Some(30));
        assert_eq!(wait(&[("retry-after", "Sun, 06 Nov 1994 08:51:37 GMT"), now]), Some(120));
        assert_eq!(wait(&[("retry-after-ms", "1500")]), Some(1));
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn a_wait_nobody_can_mean_is_made_believable() {
        let now = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(wait(&[("retry-after", "0")]), Some(1));
        assert_eq!(wait(&[("retry-after", "99999999")]), Some(86_400));
        assert_eq!(wait(&[("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT"), now]), Some(1), "a date that is past");
        assert_eq!(wait(&[("retry-after", "Sun, 06 Nov 1994 08:51:37 GMT")]), None, "a date against no clock");
        assert_eq!(wait(&[("retry-after", "soon")]), None);
    }
}
