//! What is known of a contact who wants something, held against the script's rules of qualification: points with the
//! words that prove them, where the lead stands, how it came out, and a short summary for whoever takes over.
//!
//! Nothing here is ever told to the contact, and nobody is answered worse for it.

mod holds;
mod outcome;
mod summary;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use holds::Met;
pub use outcome::{LeadOutcome, outcome};
pub use summary::{MAX_SUMMARY_CHARS, summary, told_in_words};

use crate::{
    conversation::{Conversation, Told},
    language::Wording,
    script::{Criterion, Script, sum},
};

/// A conversation held against its script's criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// Every criterion that gives points, in the order of the script.
    pub criteria: Vec<AssessedCriterion>,
    /// Every criterion that rules a contact out; their points are 0.
    pub exclusions: Vec<AssessedCriterion>,
    /// The points had.
    pub total: u32,
    /// All points that can be had.
    pub of: u32,
    /// From so many points a lead is qualified.
    pub needed: u32,
    /// Where the lead stands.
    pub standing: Standing,
}

/// One criterion, and what the conversation says to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssessedCriterion {
    /// Its name: that of the field, with a number behind it from the second of a field on (`budget`, `budget-2`).
    pub id: String,
    /// The criterion in words: "Budget: at least 30000 ₽".
    pub label: Wording,
    /// The field it looks at.
    pub field: String,
    /// The points it gave.
    pub points: u32,
    /// The points it can give.
    pub of: u32,
    /// Whether it is met.
    pub is_met: Met,
    /// The contact's words that prove it; none if nothing was told.
    pub evidence: Option<String>,
    /// The value told, in its normal form.
    pub value: Option<String>,
}

/// Where a lead stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// It has the points, and nothing rules it out.
    Qualified,
    /// It will not get the points, or something rules it out.
    NotQualified {
        /// The criteria that rule it out, else those that are not met, in words.
        why: Vec<Wording>,
    },
    /// More must be known.
    Open {
        /// The fields that could still give points, by their ids; empty if nothing gives any.
        missing: Vec<String>,
    },
}

impl Standing {
    /// The word stored and shown.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::NotQualified { .. } => "not_qualified",
            Self::Open { .. } => "open",
        }
    }
}

/// Holds what a contact told against the script's criteria. Pure: the same script and fields give the same answer.
pub fn assess(script: &Script, conversation: &Conversation) -> Assessment {
    let giving = script.criteria();
    let criteria = assessed(script, &giving, conversation);
    let exclusions = assessed(script, &script.qualification.excluded_if, conversation);
    let total = criteria.iter().fold(0, |total: u32, one| total.saturating_add(one.points));
    let needed = script.qualified_from();
    Assessment {
        standing: standing(&criteria, &exclusions, total, needed),
        criteria,
        exclusions,
        total,
        of: sum(&giving),
        needed,
    }
}

fn assessed(script: &Script, criteria: &[Criterion], conversation: &Conversation) -> Vec<AssessedCriterion> {
    let mut assessed: Vec<AssessedCriterion> = Vec::new();
    for criterion in criteria {
        let before = assessed.iter().filter(|other| other.field == criterion.field).count();
        let id = if before == 0 { criterion.field.clone() } else { format!("{}-{}", criterion.field, before + 1) };
        let told = conversation.fields.get(&criterion.field);
        let is_met = holds::holds(&criterion.condition, told, &script.time_zone);
        assessed.push(AssessedCriterion {
            id,
            label: criterion.label(script),
            field: criterion.field.clone(),
            points: if is_met == Met::Yes { criterion.points } else { 0 },
            of: criterion.points,
            is_met,
            evidence: told.map(proof),
            value: told.map(|told| told.value.clone()),
        });
    }
    assessed
}

/// The words that prove a value; the value itself where it came without words, as by a button.
fn proof(told: &Told) -> String {
    let words = told.words.trim();
    if words.is_empty() { told.value.clone() } else { words.to_owned() }
}

fn standing(criteria: &[AssessedCriterion], exclusions: &[AssessedCriterion], total: u32, needed: u32) -> Standing {
    let labels = |of: &[AssessedCriterion], is_met: Met| -> Vec<Wording> {
        of.iter().filter(|one| one.is_met == is_met).map(|one| one.label.clone()).collect()
    };
    let why = labels(exclusions, Met::Yes);
    if !why.is_empty() {
        return Standing::NotQualified { why };
    }
    // Where nothing gives points there is nothing to judge by.
    if needed == 0 {
        return Standing::Open { missing: Vec::new() };
    }
    if total >= needed {
        return Standing::Qualified;
    }
    let open = || criteria.iter().filter(|one| one.is_met.is_open());
    let within_reach = open().fold(total, |reach, one| reach.saturating_add(one.of));
    if within_reach < needed {
        return Standing::NotQualified { why: labels(criteria, Met::No) };
    }
    let mut missing: Vec<String> = Vec::new();
    for one in open() {
        if !missing.contains(&one.field) {
            missing.push(one.field.clone());
        }
    }
    Standing::Open { missing }
}
