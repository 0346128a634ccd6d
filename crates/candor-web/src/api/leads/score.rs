//! What a lead is worth, as the API tells it.

use candor_core::{
    conversation::Conversation,
    language::Language,
    lead::{AssessedCriterion, Met, Standing, assess},
    script::Script,
};
use schemars::JsonSchema;
use serde::Serialize;

/// What a lead is worth.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LeadScore {
    /// The points it has.
    points: u32,
    /// All points that can be had; 0 where nothing gives any.
    of: u32,
    /// From so many it is qualified.
    needed: u32,
    /// `qualified`, `not_qualified` or `open`: by the points and by what rules out, before any person said otherwise.
    standing: &'static str,
    /// Why it is not qualified, in words; or the labels of the fields that could still give points.
    because: Vec<String>,
    /// Every criterion that gives points, in the order of the script.
    criteria: Vec<LeadCriterion>,
    /// Every criterion that rules out.
    exclusions: Vec<LeadCriterion>,
}

/// A criterion, held against what was told.
#[derive(Serialize, JsonSchema)]
struct LeadCriterion {
    /// The field it looks at.
    field: String,
    /// The criterion in words.
    label: String,
    /// The points it gave.
    points: u32,
    /// The points it can give.
    of: u32,
    /// `yes`, `no`, `not_told` or `cannot_tell`.
    met: &'static str,
    /// The words that prove it. Contacts may have written them.
    proof: Option<String>,
}

impl LeadScore {
    /// What a conversation is worth by the rules of its script.
    pub(super) fn of(known: &Conversation, script: &Script, language: Language) -> Self {
        let assessment = assess(script, known);
        let because = match &assessment.standing {
            Standing::Qualified => Vec::new(),
            Standing::NotQualified { why } => {
                why.iter().filter_map(|label| label.best(language).map(str::to_owned)).collect()
            }
            Standing::Open { missing } => {
                let label = |id: &str| script.field(id).and_then(|field| field.label.best(language)).map(str::to_owned);
                missing.iter().map(|id| label(id).unwrap_or_else(|| id.clone())).collect()
            }
        };
        let criteria = |of: &[AssessedCriterion]| of.iter().map(|one| LeadCriterion::of(one, language)).collect();
        Self {
            points: assessment.total,
            of: assessment.of,
            needed: assessment.needed,
            standing: assessment.standing.word(),
            because,
            criteria: criteria(&assessment.criteria),
            exclusions: criteria(&assessment.exclusions),
        }
    }
}

impl LeadCriterion {
    fn of(one: &AssessedCriterion, language: Language) -> Self {
        Self {
            field: one.field.clone(),
            label: one.label.best(language).unwrap_or(&one.id).to_owned(),
            points: one.points,
            of: one.of,
            met: match one.is_met {
                Met::Yes => "yes",
                Met::No => "no",
                Met::NotTold => "not_told",
                Met::CannotTell => "cannot_tell",
            },
            proof: one.evidence.clone(),
        }
    }
}
