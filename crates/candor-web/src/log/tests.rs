use candor_core::moment::Moment;
use serde_json::{Value, json};

use super::{LogFilter, LogLevel, LogRing, NewLogLine};

fn line(level: LogLevel, part: &str, message: &str, fields: &[(&'static str, Value)]) -> NewLogLine {
    let at = Moment::from_millis(1_790_000_000_123);
    NewLogLine { at, level, part: part.into(), message: message.into(), fields: fields.to_vec() }
}

fn info(message: &str) -> NewLogLine {
    line(LogLevel::Info, "candor_desk::intake", message, &[])
}

fn messages(ring: &LogRing, filter: &LogFilter) -> Vec<String> {
    ring.query(filter, 100).iter().map(|line| line.logged.message.clone()).collect()
}

#[test]
fn the_oldest_lines_go_where_there_are_too_many_of_them() {
    let ring = LogRing::of(3, 1 << 20);
    for number in 1..=5 {
        ring.push(info(&number.to_string()));
    }
    assert_eq!(messages(&ring, &LogFilter::default()), ["5", "4", "3"]);
    assert_eq!(*ring.changed().borrow(), 5);
}

#[test]
fn long_lines_leave_room_for_fewer_and_never_take_more_bytes_than_there_are() {
    let ring = LogRing::of(1_000, 10_000);
    for number in 0..100 {
        ring.push(info(&format!("{number} {}", "x".repeat(2_000))));
    }
    let kept = ring.query(&LogFilter::default(), 1_000);
    assert!((3..=4).contains(&kept.len()), "{}", kept.len());
    ring.push(info(&"x".repeat(20_000)));
    assert_eq!(ring.query(&LogFilter::default(), 10), []);
    ring.push(info("short"));
    assert_eq!(messages(&ring, &LogFilter::default()), ["short"], "what is gone counts no more");
}

#[test]
fn lines_are_found_by_level_part_words_and_place() {
    let ring = LogRing::default();
    ring.push(line(LogLevel::Error, "candor_desk::workers", "A turn failed", &[("failure", json!("Timeout"))]));
    ring.push(line(LogLevel::Warn, "candor_connect::telegram", "asking failed", &[("bot", json!(7))]));
    ring.push(line(LogLevel::Info, "candor_desk", "begun", &[]));
    ring.push(line(LogLevel::Debug, "candor_desktop", "Другое", &[]));
    let all = LogFilter::default();
    let of = |level| LogFilter { level: Some(level), ..all.clone() };
    assert_eq!(messages(&ring, &of(LogLevel::Warn)), ["asking failed", "A turn failed"]);
    assert_eq!(messages(&ring, &of(LogLevel::Trace)).len(), 4);
    assert_eq!(
        messages(&ring, &LogFilter { part: "candor_desk".into(), ..all.clone() }),
        ["begun", "A turn failed"],
        "a name that only begins the same is another part"
    );
    for (text, found) in [
        ("FAILED", vec!["asking failed", "A turn failed"]),
        ("failed timeout", vec!["A turn failed"]),
        ("bot=7", vec!["asking failed"]),
        ("workers", vec!["A turn failed"]),
        ("ДРУГОЕ", vec!["Другое"]),
        ("nothing", vec![]),
    ] {
        assert_eq!(messages(&ring, &LogFilter { text: text.into(), ..all.clone() }), found, "{text}");
    }
    assert_eq!(messages(&ring, &LogFilter { before: Some(3), ..all }), ["asking failed", "A turn failed"]);
    assert_eq!(ring.parts().into_iter().collect::<Vec<_>>(), ["candor_connect", "candor_desk", "candor_desktop"]);
}

#[test]
fn a_line_is_json_as_the_log_itself_writes_it() {
    let ring = LogRing::default();
    ring.push(line(LogLevel::Warn, "candor_desk::dispatch", "a \"send\"\nfailed", &[("count", json!(3))]));
    let kept = ring.query(&LogFilter::default(), 1);
    assert_eq!(
        kept[0].json(),
        json!({
            "timestamp": "2026-09-21T14:13:20.123Z",
            "level": "WARN",
            "fields": {"message": "a \"send\"\nfailed", "count": 3},
            "target": "candor_desk::dispatch",
        })
    );
}

#[test]
fn a_level_is_read_back_from_its_word() {
    for level in LogLevel::ALL {
        assert_eq!(LogLevel::from_word(level.word()), Some(level));
    }
    assert_eq!(LogLevel::from_word("loud"), None);
}
