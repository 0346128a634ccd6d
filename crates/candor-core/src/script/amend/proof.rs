//! Proves an edit: the new text reads as the old script with what was to be added, and has no error it had not before.

use super::AmendError;
use crate::script::{
    Problem, Script, Severity, check,
    outline::{Outline, outline},
    outline_of,
    reading::{self, Reading},
};

/// A text that was read.
pub(super) struct Read {
    pub(super) outline: Outline,
    pub(super) reading: Reading,
}

impl Read {
    pub(super) fn of(text: &str) -> Result<Self, AmendError> {
        outline_of(text).ok_or(AmendError::TooLong)?;
        let outline = outline(text);
        let reading = reading::read(&outline);
        Ok(Self { outline, reading })
    }

    fn errors(&self) -> Vec<Problem> {
        let problems = self.reading.problems.iter().cloned().chain(check::check(&self.reading));
        problems.filter(|problem| problem.severity == Severity::Error).collect()
    }
}

/// Gives the new text back if it reads as `wanted` and nothing else.
pub(super) fn proved(old: &Read, wanted: Script, new_text: String) -> Result<String, AmendError> {
    let new = Read::of(&new_text)?;
    let mut known: Vec<Problem> = old.errors();
    let mut added = new.errors();
    added.retain(|problem| {
        let same = known.iter().position(|known| known.code == problem.code && known.reason == problem.reason);
        match same {
            Some(at) => {
                known.swap_remove(at);
                false
            }
            None => true,
        }
    });
    if without_lines(new.reading.script) != without_lines(wanted) {
        return Err(AmendError::Misplaced);
    }
    if added.is_empty() { Ok(new_text) } else { Err(AmendError::Refused(added)) }
}

/// A script by what it says, wherever that stands.
pub(in crate::script) fn without_lines(mut script: Script) -> Script {
    let lines = script.facts.iter_mut().map(|fact| &mut fact.line);
    let lines = lines.chain(script.questions.iter_mut().map(|question| &mut question.line));
    let lines = lines.chain(script.fields.iter_mut().map(|field| &mut field.line));
    let lines = lines.chain(script.steps.iter_mut().map(|step| &mut step.line));
    for line in lines.chain(script.triggers.iter_mut().map(|trigger| &mut trigger.line)) {
        *line = 0;
    }
    script.qualification = script.qualification.without_lines();
    script
}
