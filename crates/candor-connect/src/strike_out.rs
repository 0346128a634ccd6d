//! Strikes out of a text whatever looks like a secret. Secrets print as stars by themselves ([`crate::secret`]); this is the
//! second lock, for texts others wrote that may repeat one: errors of libraries and answers of servers on their way to a log.

use std::borrow::Cow;

const STARS: &str = "***";

/// A run of letters and digits this long, with several digits among them, is a secret: ids are shorter (a UUID has 32).
const LONG: usize = 40;
/// So many digits and letters each are among the signs of one.
const MIXED: usize = 3;
/// The key of a bot's token has so many signs at least.
const OF_A_TOKEN: usize = 30;
/// A key of a model has so many signs at least behind what it begins with.
const OF_A_KEY: usize = 16;
/// What keys of models begin with.
const KEYS_BEGIN: [&str; 5] = ["sk-", "gsk_", "xai-", "AIza", "pk-"];

/// The text without bot tokens, passwords in addresses, keys of models and other long secrets.
pub fn strike_out(text: &str) -> Cow<'_, str> {
    let mut struck = Vec::new();
    struck.extend(passwords(text));
    struck.extend(keys(text));
    if struck.is_empty() {
        return Cow::Borrowed(text);
    }
    struck.sort_unstable();
    let (mut left, mut from) = (String::with_capacity(text.len()), 0);
    for (start, end) in struck {
        if start >= from {
            left.push_str(text.get(from..start).unwrap_or_default());
            left.push_str(STARS);
        }
        from = from.max(end);
    }
    left.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(left)
}

/// The places of passwords: in `scheme://name:password@host`.
fn passwords(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.match_indices("://").filter_map(|(at, mark)| {
        let begin = at + mark.len();
        let rest = text.get(begin..)?;
        let authority = rest.split(['/', ' ', '"', '\'', '<', '>', '\n', '\t']).next()?;
        let account = authority.rsplit_once('@')?.0;
        let colon = account.find(':')?;
        Some((begin + colon + 1, begin + account.len())).filter(|(start, end)| start < end)
    })
}

/// The places of keys, among the runs of signs a key is written with.
fn keys(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '-';
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(is_sign)?;
        let run = text.get(start..)?;
        let run = run.get(..run.find(|sign| !is_sign(sign)).unwrap_or(run.len()))?;
        from = start + run.len();
        let before = text.get(..start).unwrap_or_default();
        Some((is_secret(before, run), (start, from)))
    })
    .filter_map(|(is_secret, place)| is_secret.then_some(place))
}

fn is_secret(before: &str, run: &str) -> bool {
    let follows_number =
        before.strip_suffix(':').is_some_and(|number| number.ends_with(|sign: char| sign.is_ascii_digit()));
    let follows_bearer = before.trim_end().to_ascii_lowercase().ends_with("bearer");
    let is_key = KEYS_BEGIN.iter().any(|begin| run.strip_prefix(begin).is_some_and(|key| key.len() >= OF_A_KEY));
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let letters = run.bytes().filter(u8::is_ascii_alphabetic).count();
    (follows_number && run.len() >= OF_A_TOKEN)
        || (follows_bearer && run.len() >= OF_A_KEY)
        || is_key
        || (run.len() >= LONG && digits >= MIXED && letters >= MIXED)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_struck_out_and_the_rest_stays() {
        let hex = "0a1b".repeat(16);
        let base64 = "q7_Zk3".repeat(8);
        for (text, left) in [
            (
                "error sending request for url (https://api.telegram.org/bot123456789:AAcanary-canary_canary-canary_canar/getMe)",
                "error sending request for url (https://api.telegram.org/bot123456789:***/getMe)",
            ),
            ("token=\"12:AAcanary-canary_canary-canary_canar\",", "token=\"12:***\","),
            ("postgres://ann:hun@ter2@host:5432/desk refused", "postgres://ann:***@host:5432/desk refused"),
            ("Incorrect API key: sk-proj-canarycanary1234.", "Incorrect API key: ***."),
            ("authorization: Bearer canarycanarycanary", "authorization: Bearer ***"),
            (&format!("secret {hex} and {base64}!"), "secret *** and ***!"),
            ("Ключ 12:AAcanary-canary_canary-canary_canar — чужой", "Ключ 12:*** — чужой"),
        ] {
            assert_eq!(strike_out(text), left);
        }
    }

    #[test]
    fn ids_addresses_times_and_long_words_stay_as_they_are() {
        for text in [
            "",
            "outbox.id=out_0199f0a1b2c3d4e5f60718293a4b5c6d",
            "desk_0199f0a1b2c3d4e5f60718293a4b5c6d stops",
            "http://127.0.0.1:8088/panel",
            "https://ann@host/desk and mail to ann@host",
            "2026-11-27T13:44:45.123456Z WARN candor_desk::workers: a turn failed",
            "a_very_long_name_of_a_function_that_only_has_words_in_it",
            "12:short and 13:45:00",
            "Собеседник",
        ] {
            assert!(matches!(strike_out(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
