//! What the owner wrote: facts, questions, steps, triggers, fields, voice and rules of hand-over.
//! [`model`] is a script as the desk uses it; the other files read its text form and report what is wrong with it.
//!
//! A text is read in two layers: [`outline`] finds headings, keywords and lists, [`reading`] makes a [`Script`] of them;
//! then [`check`] asks whether it makes sense. Words of the grammar are in [`keywords`] and nowhere else.

mod advice;
pub mod amend;
pub mod changes;
mod check;
mod checks;
pub mod codes;
pub mod edit;
pub mod keywords;
pub mod model;
mod nearest;
mod outline;
pub mod placeholder;
mod problem;
mod qualification;
mod reading;
pub mod render;
pub mod samples;
mod values;
mod versions;

pub use advice::advice;
pub use changes::{Change, ChangeKind, Part, changes};
pub use model::*;
pub use problem::{Problem, Severity};
pub use qualification::{Amount, Condition, Criterion, MAX_POINTS, Qualification};
pub(crate) use qualification::{field_name, sum};
pub(crate) use render::value_in_words;
pub use render::{Rendered, render};
pub use versions::{diff, digest};

use problem::both;

/// A longer script is refused unread, in bytes. The longest example is under 40 KB.
pub const MAX_SCRIPT_BYTES: usize = 512 * 1024;

/// A script of more headings is refused unread. The longest example has under 80.
pub const MAX_HEADINGS: usize = 2000;

/// Reads and checks a script. There is a script if, and only if, no problem is an error; every problem is reported,
/// in the order of the text.
pub fn parse(text: &str) -> (Option<Script>, Vec<Problem>) {
    let Some(outline) = outline_of(text) else { return (None, vec![too_long()]) };
    let mut reading = reading::read(&outline);
    let mut problems = std::mem::take(&mut reading.problems);
    problems.extend(check::check(&reading));
    problems.sort_by_key(|problem| (problem.line, problem.column, problem.code));
    problems.dedup();
    let is_usable = problems.iter().all(|problem| problem.severity != Severity::Error);
    (is_usable.then_some(reading.script), problems)
}

/// Reads a text that passed the checks once, such as a stored version. What later releases check more strictly, or no
/// longer know, never makes it unreadable: what cannot be understood is left out. `None` only if there is no step in it
/// at all, or if it is longer than any script may be.
///
/// A text that was changed behind the desk's back gains nothing by it: an AI notice that would not pass gives way to the
/// built-in words (H1), and all else that is said goes through the guard.
pub fn read(text: &str) -> Option<Script> {
    let outline = outline_of(text)?;
    let mut reading = reading::read(&outline);
    checks::ai_notice::drop_unsound(&mut reading);
    (!reading.script.steps.is_empty()).then_some(reading.script)
}

/// The outline, unless the text is longer than any script may be.
fn outline_of(text: &str) -> Option<outline::Outline> {
    if text.len() > MAX_SCRIPT_BYTES {
        return None;
    }
    Some(outline::outline(text)).filter(|outline| outline.blocks.len() <= MAX_HEADINGS)
}

/// Reads bytes as [`parse`] reads text; bytes that are not UTF-8 are a problem, not a failure.
pub fn parse_bytes(bytes: &[u8]) -> (Option<Script>, Vec<Problem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let problem = Problem::at(
                line,
                codes::UNREADABLE_CHARACTERS,
                both("the file is not UTF-8 text from here on", "с этого места файл — не текст в UTF-8"),
                both("save it as UTF-8 text", "сохраните его как текст в кодировке UTF-8"),
            );
            (None, vec![problem])
        }
    }
}

fn too_long() -> Problem {
    let limit = MAX_SCRIPT_BYTES / 1024;
    Problem::at(
        1,
        codes::TOO_LONG_SCRIPT,
        both(
            format!("the file has more than {limit} KB or more than {MAX_HEADINGS} headings"),
            format!("в файле больше {limit} КБ или больше {MAX_HEADINGS} заголовков"),
        ),
        both("split it into several scripts", "разделите его на несколько сценариев"),
    )
}

#[cfg(test)]
mod tests;
