//! Lists leads by stage. The script says at which stage a lead is, so what changed since a list was last asked for is worked
//! out first; the rest is read by an index.

use candor_core::{
    conversation::Conversation,
    ids::BusinessId,
    lead::{LeadOutcome, assess, outcome},
    roles::Deed,
    script::Script,
};
use candor_store::{ConversationLine, Error, LeadCursor, StagedLead};

use super::{ActError, Bench};
use crate::Desk;

/// So many leads are worked out in one write.
const AT_ONCE: u32 = 200;

/// At which stage a lead is: what a person said of it, else what the conversation speaks for; none while all is open.
pub fn stage_of(script: &Script, conversation: &Conversation) -> Option<LeadOutcome> {
    let decided = conversation.lead.decided.as_ref().map(|decided| decided.outcome);
    decided.or_else(|| outcome(&assess(script, conversation), conversation))
}

/// Works out the stages of leads that changed since, about so many of them at most, the newest first. True if none is left.
///
/// # Errors
/// Whatever keeps the store from answering or writing.
pub async fn stage_leads(desk: &Desk, business: &BusinessId, most: u32) -> Result<bool, Error> {
    let mut done = 0_u32;
    while done < most {
        let changed = desk.store.unstaged_leads(business, AT_ONCE).await?;
        let found = u32::try_from(changed.len()).unwrap_or(u32::MAX);
        let mut staged = Vec::with_capacity(changed.len());
        for known in changed {
            let conversation = &known.conversation;
            let stage = match desk.shelf.take(business, &conversation.script).await {
                Ok(shelved) => stage_of(&shelved.script, conversation),
                // Without its script there is nothing to judge by; what a person said still counts.
                Err(Error::Missing(_) | Error::Corrupt(_)) => {
                    conversation.lead.decided.as_ref().map(|decided| decided.outcome)
                }
                Err(error) => return Err(error),
            };
            staged.push(StagedLead { id: conversation.id.clone(), version: known.version, stage });
        }
        if !staged.is_empty() {
            desk.store.keep_stages(staged).await?;
        }
        if found < AT_ONCE {
            return Ok(true);
        }
        done = done.saturating_add(found);
    }
    Ok(false)
}

/// How many leads are at each stage, in no order; none stands for the open ones.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn count_leads(bench: &Bench<'_>) -> Result<Vec<(Option<LeadOutcome>, u64)>, ActError> {
    bench.must_be_allowed(Deed::List)?;
    Ok(bench.desk.store.count_stages(&bench.business).await?)
}

/// Leads after a place, the one that changed last first: at one stage, or at any where `wanted` is none.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn list_leads(
    bench: &Bench<'_>,
    wanted: Option<Option<LeadOutcome>>,
    after: Option<LeadCursor>,
    most: u32,
) -> Result<Vec<ConversationLine>, ActError> {
    bench.must_be_allowed(Deed::List)?;
    Ok(bench.desk.store.leads(&bench.business, wanted, after, most).await?)
}
