//! The safety pass: does a message opt out, ask whether this is a machine, ask for a person? Needs no script and no
//! training, runs before everything else, and its answers are promises (H2, H5, H7), not guesses to be weighed.

use serde::{Deserialize, Serialize};

use super::{
    heard::HeardKind,
    joined::findings,
    kinds::{Finding, opts_out},
    learnt::Learnt,
    matter::Cover,
    reading::read,
    words::Line,
};

/// How plainly a message asks to be left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptOut {
    /// It does not.
    #[default]
    No,
    /// Within a sentence: promotions and follow-ups stop, and the desk asks what was meant.
    InSentence,
    /// The message says this and nothing else: it holds at once.
    Certain,
}

/// What the safety pass found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// Whether the contact wants no more messages.
    pub opts_out: OptOut,
    /// Whether the contact asks, in any words, if this is a machine.
    pub asks_if_bot: bool,
    /// Whether the contact wants a person.
    pub asks_for_person: bool,
}

impl Screen {
    /// Whether nothing was found.
    pub fn is_clear(&self) -> bool {
        *self == Self::default()
    }
}

/// Screens a message, or a burst of messages joined by newlines. Pure, deterministic, linear in the text; never fails.
pub fn screen(text: &str) -> Screen {
    let lines = read(text, &|_| false);
    screen_lines(&lines, Learnt::of(text, &lines).as_ref())
}

/// The same by patterns alone, in a hundredth of the time: for the thousands of messages of a flood.
pub fn screen_quickly(text: &str) -> Screen {
    screen_lines(&read(text, &|_| false), None)
}

fn screen_lines(lines: &[Line], learnt: Option<&Learnt>) -> Screen {
    let is_safety = |kind| matches!(kind, HeardKind::OptsOut | HeardKind::AsksIfBot | HeardKind::AsksForPerson);
    screen_found(lines, &findings(lines, learnt, Cover::default(), is_safety))
}

/// The same for a text in which everything was found already.
pub(super) fn screen_found(lines: &[Line], found: &[Vec<Finding>]) -> Screen {
    let says = |kind| found.iter().flatten().any(|finding| finding.kind == kind);
    Screen {
        opts_out: opt_out(lines, says(HeardKind::OptsOut)),
        asks_if_bot: says(HeardKind::AsksIfBot),
        asks_for_person: says(HeardKind::AsksForPerson),
    }
}

/// A line that says nothing else is certain, unless the contact goes on with a question ("стоп" / "а сколько стоит?"):
/// then it may have meant "wait".
fn opt_out(lines: &[Line], is_in_sentence: bool) -> OptOut {
    let mut said = OptOut::No;
    for line in lines {
        if opts_out::is_certain(line) || is_stop_sign(line) {
            said = OptOut::Certain;
        } else if said == OptOut::Certain && line.sentences.iter().any(|sentence| sentence.is_question) {
            said = OptOut::InSentence;
        }
    }
    if is_in_sentence { said.max(OptOut::InSentence) } else { said }
}

fn is_stop_sign(line: &Line) -> bool {
    line.sentences.is_empty()
        && !line.emoji.is_empty()
        && line.emoji.iter().all(|sign| "🛑✋".contains(*sign))
        && line.emoji.contains(&'🛑')
}
