//! The log: to standard error, and the last of it into memory for the panel. Both get the same lines, and both only after
//! whatever looks like a secret was struck out.

mod keep;
mod stderr;
#[cfg(test)]
mod tests;

use std::io::IsTerminal as _;

use candor_web::log::LogRing;
use tracing_subscriber::{
    EnvFilter, filter::LevelFilter, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use self::{keep::Keep, stderr::Struck};
use crate::{
    config::{Log, LogFormat},
    exit::{Cause, Stop},
};

/// Starts logging to standard error, and keeps the last lines.
///
/// # Errors
/// A [`Stop`] if the level cannot be read.
pub fn start(log: &Log) -> Result<LogRing, Stop> {
    let ring = LogRing::default();
    let kept = tracing_subscriber::registry().with(filter(&log.level)?).with(Keep::new(ring.clone()));
    let is_terminal = std::io::stderr().is_terminal();
    let is_colored = is_terminal && log.format == LogFormat::Text;
    let lines = fmt::layer().with_writer(move || Struck { to: std::io::stderr(), is_colored });
    // A file or a journal is read without colors; at a terminal the usual variable (NO_COLOR) decides.
    let lines = if is_terminal { lines } else { lines.with_ansi(false) };
    let started = match log.format {
        LogFormat::Text => kept.with(lines).try_init(),
        LogFormat::Json => kept.with(lines.json()).try_init(),
    };
    started.map_err(|error| Stop::new(Cause::Unexpected, format!("logging cannot be started: {error}")))?;
    Ok(ring)
}

/// Reads a level, or a filter of levels by part of the program.
///
/// A bare word that is no level would be a part of the program, of which there is none by that name: a slip of the pen
/// that would switch all logging off without a word.
///
/// # Errors
/// A [`Stop`] that names the word.
fn filter(level: &str) -> Result<EnvFilter, Stop> {
    let stop = |what: String| {
        Stop::new(
            Cause::Settings,
            format!("log.level cannot be read: {what}; try \"info\" or \"info,candor_desk=debug\""),
        )
    };
    let is_level = |word: &str| !word.is_empty() && word.parse::<LevelFilter>().is_ok();
    if let Some(word) = level.split(',').map(str::trim).find(|word| !word.contains(['=', '[']) && !is_level(word)) {
        return Err(stop(format!("\"{word}\" is no level")));
    }
    EnvFilter::try_new(level).map_err(|error| stop(error.to_string()))
}
