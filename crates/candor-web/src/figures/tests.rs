use candor_core::moment::Moment;

use super::{Asked, Span};

fn at(text: &str) -> Moment {
    Moment::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn asked(span: &str, from: &str, to: &str) -> Asked {
    Asked { span: span.to_owned(), from: from.to_owned(), to: to.to_owned(), ..Asked::default() }
}

#[test]
fn days_begin_when_they_do_at_the_business() {
    let now = at("2026-11-27T22:30:00Z");
    let span = Span::of(&asked("today", "", ""), "Europe/Moscow", now);
    assert_eq!(span.first.to_string(), "2026-11-28", "it is tomorrow there");
    assert_eq!(span.moments(), (at("2026-11-27T21:00:00Z"), now.plus_millis(1)));
    assert_eq!(
        span.before(),
        (at("2026-11-26T21:00:00Z"), at("2026-11-26T22:30:00.001Z")),
        "the same part of the day before"
    );
}

#[test]
fn a_day_of_twenty_five_hours_is_one_day() {
    let span = Span::of(&asked("", "2026-10-24", "2026-10-26"), "Europe/Berlin", at("2026-11-27T10:00:00Z"));
    assert_eq!(span.days().len(), 3);
    let (since, until) = span.moments();
    assert_eq!(until.millis_since(since), 73 * 3_600_000);
    assert_eq!(span.query(), "?from=2026-10-24&to=2026-10-26");
}

#[test]
fn what_makes_no_sense_gives_days_that_do() {
    let now = at("2026-11-27T10:00:00Z");
    let days = |asked: &Asked| Span::of(asked, "UTC", now).days().len();
    assert_eq!(days(&asked("nonsense", "", "")), 7);
    assert_eq!(days(&asked("30", "<b>", "2026-13-77")), 30);
    assert_eq!(days(&asked("", "2026-11-20", "2026-11-10")), 11, "the wrong way round");
    assert_eq!(days(&asked("", "0001-01-01", "9999-12-31")), 366, "no more than a year");
    assert_eq!(days(&asked("", "2030-01-01", "2030-01-02")), 1, "not in the future");
}
