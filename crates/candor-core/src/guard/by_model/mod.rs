//! A second opinion on words a model wrote and every rule let pass, from another model. It can only tighten: an objection counts as a
//! rule's, and whatever else comes of asking leaves the rules' own verdict as it was. [`ask`] makes the request, [`read`] reads the
//! answer.

mod ask;
mod read;
#[cfg(test)]
mod tests;

pub use self::{
    ask::ask,
    read::{Objection, OpinionError, read},
};
use crate::reasons::{RuleVerdict, VerdictKind};

/// The name its verdicts are kept under, beside the rules' names.
pub const RULE: &str = "judged_by_model";

/// An opinion as it is kept with the turn, like a rule's verdict.
pub fn verdict(opinion: Option<Objection>) -> RuleVerdict {
    let (verdict, reason) = match opinion {
        Some(objection) => (VerdictKind::Rewrite, objection.sentence().to_owned()),
        None => (VerdictKind::Say, String::new()),
    };
    RuleVerdict { rule: RULE.to_owned(), verdict, reason }
}
