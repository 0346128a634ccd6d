//! `PATCH /leads/{number}`.

use std::collections::BTreeMap;

use candor_core::conversation::{MAX_NOTE_CHARS, MAX_TAG_CHARS};
use candor_desk::actions::edit_lead::{LeadEdit, edit_numbered};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{list::told, shape::Lead, stage::Outcome};
use crate::api::{Answer, Asked, Nothing, Problem, conversations::Numbered, must_not_exceed};

/// So many fields are changed at once at most.
const MOST_FIELDS: usize = 100;

/// So many tags.
const MOST_TAGS: usize = 50;

/// What is to be other than it is. What is not named stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeadChange {
    /// New values of fields, by the field's id; null empties a field. Whoever made the token stands as the one who set it. A
    /// value has at most 1000 characters, in the form in which it is read: money as `30000.00 RUB`, a day as `2026-12-01`.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 100))]
    fields: BTreeMap<String, Option<String>>,
    /// What became of it; null takes back what was said.
    #[serde(default, deserialize_with = "given")]
    #[schemars(with = "Option<SaidOutcome>")]
    decided: Option<Option<SaidOutcome>>,
    /// Tags to be given.
    #[serde(default)]
    #[schemars(length(max = 50), inner(length(min = 1, max = 40)))]
    add_tags: Vec<String>,
    /// Tags to be taken away; one that is not there is no mistake.
    #[serde(default)]
    #[schemars(length(max = 50), inner(length(min = 1, max = 40)))]
    remove_tags: Vec<String>,
}

/// What became of a lead.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SaidOutcome {
    /// What.
    outcome: Outcome,
    /// Why; may be left out.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    why: String,
}

/// Tells what was given as null from what was not given.
fn given<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

impl LeadChange {
    fn edits(&self) -> Result<Vec<LeadEdit>, Problem> {
        let too_many =
            |what: &str, most: usize| Err(Problem::Unfit(format!("at most {most} {what} are changed at once")));
        if self.fields.len() > MOST_FIELDS {
            return too_many("fields", MOST_FIELDS);
        }
        if self.add_tags.len() > MOST_TAGS || self.remove_tags.len() > MOST_TAGS {
            return too_many("tags", MOST_TAGS);
        }
        for tag in self.add_tags.iter().chain(&self.remove_tags) {
            must_not_exceed(tag, MAX_TAG_CHARS)?;
        }
        if let Some(Some(said)) = &self.decided {
            must_not_exceed(&said.why, MAX_NOTE_CHARS)?;
        }
        let fields = self
            .fields
            .iter()
            .map(|(name, value)| LeadEdit::Field { name: name.clone(), value: value.clone().unwrap_or_default() });
        let decided = self.decided.iter().map(|said| match said {
            Some(said) => LeadEdit::Outcome { outcome: Some(said.outcome.into()), why: said.why.clone() },
            None => LeadEdit::Outcome { outcome: None, why: String::new() },
        });
        let tagged = |tags: &[String], is_given: bool| -> Vec<LeadEdit> {
            tags.iter().map(|tag| LeadEdit::Tag { tag: tag.clone(), is_given }).collect()
        };
        let edits = fields.chain(decided).chain(tagged(&self.remove_tags, false)).chain(tagged(&self.add_tags, true));
        Ok(edits.collect())
    }
}

/// Changes what is named, all of it or nothing.
pub(crate) async fn change(asked: Asked<Numbered, Nothing, LeadChange>) -> Result<Answer<Lead>, Problem> {
    let (number, version, edits) = (asked.path.number, asked.version, asked.body.edits()?);
    asked
        .act(|bench| {
            let edits = edits.clone();
            Box::pin(async move {
                edit_numbered(bench, number, version, &edits).await?;
                Ok(number.to_string())
            })
        })
        .await?;
    told(&asked, number).await
}
