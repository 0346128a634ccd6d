//! The only place that prints. Results go to standard output, complaints to standard error.

use std::io::Write;

use crate::exit::{Cause, Stop};

/// Prints a line of a result. A closed pipe, as in `candor … | head`, is no error.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a value as one JSON line.
///
/// # Errors
/// If it cannot be written down, which is a fault of the program.
pub fn say_json(value: &impl serde::Serialize) -> Result<(), Stop> {
    let line = serde_json::to_string(value).map_err(|error| Stop::new(Cause::Unexpected, error.to_string()))?;
    say(&line);
    Ok(())
}

/// Prints a line for people beside a result.
pub fn note(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints why the process ends.
pub fn complain(stop: &Stop) {
    let _ = writeln!(std::io::stderr(), "candor: {stop}");
}
