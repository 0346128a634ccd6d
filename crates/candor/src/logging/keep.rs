//! Keeps the last lines of the log in memory.

use std::fmt;

use candor_connect::strike_out::strike_out;
use candor_desk::clock::{Clock as _, SystemClock};
use candor_web::log::{LogLevel, LogRing, NewLogLine};
use serde_json::Value;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::layer::{Context, Layer};

/// So many bytes of one text are kept.
const LONGEST: usize = 2_000;
/// So many fields of one line are kept.
const MOST_FIELDS: usize = 32;

/// Puts every line into a ring.
pub struct Keep {
    ring: LogRing,
}

impl Keep {
    /// Into this ring.
    pub const fn new(ring: LogRing) -> Self {
        Self { ring }
    }
}

impl<S: Subscriber> Layer<S> for Keep {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let mut seen = Seen::default();
        event.record(&mut seen);
        let part = seen.part.unwrap_or_else(|| event.metadata().target().to_owned());
        self.ring.push(NewLogLine {
            at: SystemClock.now(),
            level: level(*event.metadata().level()),
            part,
            message: seen.message,
            fields: seen.fields,
        });
    }
}

fn level(level: Level) -> LogLevel {
    match level {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        Level::DEBUG => LogLevel::Debug,
        Level::TRACE => LogLevel::Trace,
    }
}

/// What an event says, without secrets.
#[derive(Default)]
struct Seen {
    message: String,
    part: Option<String>,
    fields: Vec<(&'static str, Value)>,
}

impl Seen {
    fn take(&mut self, field: &Field, value: Value) {
        if self.fields.len() < MOST_FIELDS {
            self.fields.push((field.name(), value));
        }
    }

    fn take_text(&mut self, field: &Field, text: &str) {
        let text = strike_out(text);
        let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default().to_owned();
        match field.name() {
            "message" => self.message = text,
            // What libraries log the older way carries its part with it (crate tracing-log).
            "log.target" => self.part = Some(text),
            name if name.starts_with("log.") => {}
            _ => self.take(field, text.into()),
        }
    }
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.take_text(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.take_text(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.take(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.take(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if !field.name().starts_with("log.") {
            self.take(field, value.into());
        }
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.take(field, value.into());
    }
}
