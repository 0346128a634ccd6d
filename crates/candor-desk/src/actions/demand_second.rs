//! Demands a second factor of whoever may publish scripts or manage the team, or of everybody, or no more. Whoever has none sets one up
//! before anything else in the panel opens for them.

use candor_core::roles::Deed;
use candor_store::{DemandedOf, DeskChange};
use serde_json::{Value, json};

use super::{ActError, Bench, Refusal};

/// Demands it of these from now on, or of nobody any more; says whether that changed anything.
///
/// # Errors
/// [`Refusal::NoSecondFactor`] for who has none of their own, [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn demand_second(bench: &mut Bench<'_>, of: Option<DemandedOf>) -> Result<bool, ActError> {
    bench.must_be_allowed(Deed::DemandSecondFactor)?;
    let before = bench.whole_desk().await?.second_demanded.map(|(_, of)| of);
    if before == of {
        return Ok(false);
    }
    // Whoever asks it of others has shown that it can be done, and is not shut out by it. And a stolen password or token, of an owner who
    // has none, does not switch it off: whoever has the shell of the machine may.
    if let Some(operator) = &bench.operator {
        let account = bench.desk.store.account_of(&bench.business, &operator.id).await?;
        if account.is_none_or(|account| account.second.is_none()) {
            return Err(Refusal::NoSecondFactor.into());
        }
    }
    bench.changes.desk.push(DeskChange::SecondDemanded(of.map(|of| (bench.now, of))));
    let subject = bench.business.to_string();
    bench.record(Deed::DemandSecondFactor, &subject, told(before), told(of));
    Ok(true)
}

fn told(of: Option<DemandedOf>) -> Value {
    match of {
        Some(DemandedOf::Everybody) => json!({"second_demanded": "everybody"}),
        Some(DemandedOf::WhoAnswersForAll) => json!({"second_demanded": true}),
        None => json!({"second_demanded": false}),
    }
}
