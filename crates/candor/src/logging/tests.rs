use std::{
    io,
    sync::{Arc, Mutex},
};

use candor_connect::channel::ChannelError;
use candor_web::log::{LogFilter, LogLevel, LogRing};
use tracing_subscriber::{fmt, layer::SubscriberExt as _};

use super::{filter, keep::Keep, stderr::Struck};

const TOKEN: &str = "123456789:AAcanary-canary_canary-canary_canar";

/// What standard error would have got.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is logged by this, in the ring and on standard error in both forms.
fn logged(log: impl Fn()) -> (LogRing, String) {
    let (ring, written) = (LogRing::default(), Written::default());
    let (text, json) = (written.clone(), written.clone());
    let subscriber = tracing_subscriber::registry()
        .with(filter("debug").unwrap())
        .with(Keep::new(ring.clone()))
        .with(fmt::layer().with_writer(move || Struck { to: text.clone(), is_colored: true }))
        .with(fmt::layer().json().with_writer(move || Struck { to: json.clone(), is_colored: false }));
    tracing::subscriber::with_default(subscriber, log);
    let written = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    (ring, written)
}

#[test]
fn a_token_in_an_error_gets_neither_into_the_ring_nor_to_standard_error() {
    let (ring, written) = logged(|| {
        let error = ChannelError::NotSent(format!("no route to https://host/bot{TOKEN}/getMe"));
        tracing::warn!(%error, "asking for updates failed");
        tracing::error!(why = format!("Bearer {TOKEN}"), ?error, "{error}");
        tracing::debug!("opened postgres://ann:canary@host/desk");
    });
    let kept = ring.query(&LogFilter::default(), 10);
    assert_eq!(kept.len(), 3);
    let told = kept.iter().map(|line| line.json().to_string()).collect::<String>();
    for all in [told, format!("{kept:?}"), written] {
        assert!(!all.contains("canary"), "{all}");
        assert!(all.contains("123456789:***") && all.contains("ann:***@host"), "{all}");
    }
}

#[test]
fn what_somebody_elses_error_says_begins_no_line_of_the_log() {
    let said = "Bad Request\r\n2026-01-01T00:00:00Z  INFO candor: all is well\u{1b}[2J\u{9b}1A\u{2028}end";
    let (_, written) = logged(|| {
        let error = ChannelError::NotSent(said.to_owned());
        tracing::warn!(%error, "asking for updates failed");
        tracing::error!(why = said, ?error, "{error}");
    });
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 4, "two events in two forms: {written}");
    for line in lines {
        assert!(line.contains("all is well") && line.contains("end"), "{line}");
        let steers = |sign: char| sign == '\u{2028}' || (sign.is_control() && sign != '\u{1b}');
        assert!(!line.contains(steers) && !line.contains("\u{1b}[2J"), "{line:?}");
        if line.starts_with('{') {
            let told: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(told.to_string().contains("all is well"), "{line}");
        }
    }
}

#[test]
fn a_line_is_kept_with_its_level_its_part_and_its_fields_as_they_are() {
    let (ring, _) = logged(|| tracing::info!(done = 3_u64, of = -1_i64, is_last = true, "passages got vectors"));
    let kept = ring.query(&LogFilter::default(), 10);
    let line = &kept[0].logged;
    assert_eq!((line.level, line.root(), line.message.as_str()), (LogLevel::Info, "candor", "passages got vectors"));
    assert_eq!(
        line.told().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>(),
        ["done=3", "of=-1", "is_last=true"]
    );
}

#[test]
fn a_text_without_end_is_cut_between_two_letters() {
    let (ring, _) = logged(|| tracing::info!(long = "ж".repeat(5_000), "{}", "я".repeat(5_000)));
    let kept = ring.query(&LogFilter::default(), 1);
    assert_eq!(kept[0].logged.message.chars().count(), 1_000);
    assert_eq!(kept[0].logged.told().next().unwrap().1.chars().count(), 1_000);
}

#[test]
fn what_is_less_than_the_level_is_not_kept() {
    let (ring, _) = logged(|| tracing::trace!("nothing"));
    assert!(ring.query(&LogFilter::default(), 1).is_empty());
}

#[test]
fn a_word_that_is_no_level_is_refused_instead_of_switching_all_logging_off() {
    for good in ["info", "DEBUG", "off", "warn,candor_desk=debug", "candor_store=trace, error"] {
        assert!(filter(good).is_ok(), "{good}");
    }
    for bad in ["verbose", "", "info,candor_desk", "candor_desk=loud", "inf"] {
        let stop = filter(bad).unwrap_err();
        assert!(stop.sentence.contains("log.level") && stop.sentence.contains("info"), "{bad}: {stop}");
    }
}
