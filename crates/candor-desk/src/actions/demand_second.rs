//! Demands a second factor of whoever may publish scripts or manage the team, or no more. Whoever has none sets one up before anything
//! else in the panel opens for them.

use candor_core::roles::Deed;
use candor_store::DeskChange;
use serde_json::json;

use super::{ActError, Bench, Refusal};

/// Demands it from now on, or no more; says whether that changed anything.
///
/// # Errors
/// [`Refusal::NoSecondFactor`] for who has none of their own, [`Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn demand_second(bench: &mut Bench<'_>, is_demanded: bool) -> Result<bool, ActError> {
    bench.must_be_allowed(Deed::DemandSecondFactor)?;
    let before = bench.whole_desk().await?.second_demanded_at.is_some();
    if before == is_demanded {
        return Ok(false);
    }
    // Whoever asks it of others has shown that it can be done, and is not shut out by it.
    if let Some(operator) = bench.operator.as_ref().filter(|_| is_demanded) {
        let account = bench.desk.store.account_of(&bench.business, &operator.id).await?;
        if account.is_none_or(|account| account.second.is_none()) {
            return Err(Refusal::NoSecondFactor.into());
        }
    }
    bench.changes.desk.push(DeskChange::SecondDemanded(is_demanded.then_some(bench.now)));
    let told = |is_demanded: bool| json!({"second_demanded": is_demanded});
    let subject = bench.business.to_string();
    bench.record(Deed::DemandSecondFactor, &subject, told(before), told(is_demanded));
    Ok(true)
}
