//! The time zone exists, so that "tomorrow" and quiet hours mean the right day.

use jiff::tz::TimeZone;

use crate::script::{
    codes,
    keywords::Key,
    problem::{Problem, both},
    reading::{Reading, shown},
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let zone = &reading.script.time_zone;
    if zone.is_empty() || TimeZone::get(zone).is_ok() {
        return Vec::new();
    }
    let reason =
        both(format!("there is no time zone \"{}\"", shown(zone)), format!("часового пояса «{}» нет", shown(zone)));
    let advice = match nearest_zone(zone) {
        Some(near) => both(format!("did you mean \"{near}\"?"), format!("может быть, «{near}»?")),
        None => both(
            "write it as region and city in English, such as Europe/Moscow",
            "пишите часть света и город по-английски, например Europe/Moscow",
        ),
    };
    vec![Problem::at(reading.line_of(Key::TimeZone), codes::UNKNOWN_TIME_ZONE, reason, advice)]
}

/// The zone whose city, or whole name, was most likely meant.
fn nearest_zone(written: &str) -> Option<String> {
    let written = written.trim().to_lowercase().replace(' ', "_");
    let city = written.rsplit('/').next().unwrap_or_default().to_owned();
    let names: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    let is_city = |name: &&String| name.to_lowercase().rsplit('/').next() == Some(&city) && name.contains('/');
    if let Some(found) = names.iter().find(is_city) {
        return Some(found.clone());
    }
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let near = crate::script::nearest::nearest(&written, lower.iter().map(String::as_str))?;
    names.iter().find(|name| name.to_lowercase() == near).cloned()
}
