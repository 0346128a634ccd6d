//! The only place that prints. Results go to standard output, complaints to standard error.

use std::io::{IsTerminal, Write};

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

/// Prints how far something is, over the line before where people watch.
pub fn progress(line: &str) {
    let mut errors = std::io::stderr();
    if errors.is_terminal() {
        // The second part wipes what is left of a longer line.
        let _ = write!(errors, "\r{line}\x1b[K");
        let _ = errors.flush();
    } else {
        note(line);
    }
}

/// Ends the line that [`progress`] writes over.
pub fn progress_ends() {
    let mut errors = std::io::stderr();
    if errors.is_terminal() {
        let _ = write!(errors, "\r\x1b[K");
        let _ = errors.flush();
    }
}

/// Prints why the process ends.
pub fn complain(stop: &Stop) {
    let _ = writeln!(std::io::stderr(), "candor: {stop}");
}
