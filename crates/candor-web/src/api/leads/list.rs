//! `GET /leads` and `GET /leads/{number}`.

use candor_core::moment::Moment;
use candor_desk::actions::list_leads::{list_leads, stage_leads};
use candor_store::{ConversationLine, LeadCursor};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{shape::Lead, stage::Stage};
use crate::api::{
    Answer, Asked, Nothing, Problem,
    conversations::{Numbered, found},
    paged::{self, Paged},
};

/// Which leads are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedLeads {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// How many are wanted.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// Only those at this stage.
    stage: Option<Stage>,
}

/// Lists leads, the one that changed last first.
pub(crate) async fn list(asked: Asked<Nothing, WantedLeads>) -> Result<Answer<Paged<Lead>>, Problem> {
    let limit = paged::limit(asked.query.limit)?;
    let cursor = paged::numbers(asked.query.cursor.as_deref())?;
    let after = cursor.map(|(at, number)| LeadCursor { updated_at: Moment::from_millis(at), number });
    let wanted = asked.query.stage.map(Stage::outcome);
    if wanted.is_some() {
        // A page of one stage would lack those whose stage is not worked out yet.
        stage_leads(asked.api.desk(), asked.api.business(), u32::MAX).await?;
    }
    let lines = list_leads(&asked.bench(), wanted, after, limit.saturating_add(1)).await?;
    let mut leads = Vec::with_capacity(lines.len());
    for line in &lines {
        let lead = told_of(&asked, line).await?;
        leads.push((lead, format!("{}.{}", line.updated_at.millis(), line.number)));
    }
    Ok(Answer::of(Paged::of_told(leads, limit)))
}

/// Tells one lead.
pub(crate) async fn show(asked: Asked<Numbered>) -> Result<Answer<Lead>, Problem> {
    told(&asked, asked.path.number).await
}

/// The lead of a number, as it is now.
pub(super) async fn told<P, Q, B>(asked: &Asked<P, Q, B>, number: i64) -> Result<Answer<Lead>, Problem> {
    let line = found(asked, number).await?;
    Ok(Answer::versioned(told_of(asked, &line).await?, line.conversation.version))
}

async fn told_of<P, Q, B>(asked: &Asked<P, Q, B>, line: &ConversationLine) -> Result<Lead, Problem> {
    let shelf = &asked.api.desk().shelf;
    let shelved = shelf.take(asked.api.business(), &line.conversation.conversation.script).await?;
    Ok(Lead::of(line, &shelved.script, asked.language))
}
