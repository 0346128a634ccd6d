//! `candor models cost`: what calls came to.

use candor_core::model::{Cost, Tokens};
use candor_desk::clock::{Clock as _, SystemClock};
use candor_store::CallTotal;
use serde_json::json;

use super::At;
use crate::{commands::acting::business, exit::Stop, output};

const DAY_MILLIS: i64 = 86_400_000;

pub(super) async fn run(at: &At, days: u16, is_json: bool) -> Result<(), Stop> {
    let (_, store) = at.open().await?;
    let now = SystemClock.now();
    let since = now.plus_millis(-DAY_MILLIS.saturating_mul(i64::from(days)));
    let totals = store.call_totals(&business(), since, now.plus_millis(1)).await?;
    if is_json {
        for one in &totals {
            output::say_json(&json!({
                "job": one.job, "name": one.provider, "model": one.model, "outcome": outcome(one), "calls": one.calls,
                "tokens": one.tokens, "cost_millionths": one.cost.0, "seconds": seconds(one.millis),
            }))?;
        }
        return Ok(());
    }
    if totals.is_empty() {
        output::say(&format!("no model was called in the last {days} days"));
        return Ok(());
    }
    output::say("job\tmodel\tended\tcalls\ttokens asked\tof them cached\ttokens answered\tcost\tseconds a call");
    for one in &totals {
        output::say(&row(one.job.word(), one, outcome(one)));
    }
    let whole = totals
        .iter()
        .fold(None, |sum: Option<CallTotal>, one| Some(sum.map_or_else(|| one.clone(), |sum| added(&sum, one))));
    if let Some(whole) = whole {
        output::say(&row("all", &CallTotal { provider: String::new(), ..whole }, ""));
    }
    Ok(())
}

fn row(first: &str, one: &CallTotal, outcome: &str) -> String {
    let Tokens { prompt, cached, output } = one.tokens;
    let each = one.millis.checked_div(one.calls).unwrap_or_default();
    format!(
        "{first}\t{}\t{outcome}\t{}\t{prompt}\t{cached}\t{output}\t{}\t{}",
        one.provider,
        one.calls,
        money(one.cost),
        seconds(each)
    )
}

fn added(sum: &CallTotal, one: &CallTotal) -> CallTotal {
    CallTotal {
        calls: sum.calls.saturating_add(one.calls),
        tokens: Tokens {
            prompt: sum.tokens.prompt.saturating_add(one.tokens.prompt),
            cached: sum.tokens.cached.saturating_add(one.tokens.cached),
            output: sum.tokens.output.saturating_add(one.tokens.output),
        },
        cost: Cost(sum.cost.0.saturating_add(one.cost.0)),
        millis: sum.millis.saturating_add(one.millis),
        ..sum.clone()
    }
}

fn outcome(one: &CallTotal) -> &str {
    one.outcome.as_deref().unwrap_or("unknown")
}

/// Millionths as a sum of four places.
fn money(cost: Cost) -> String {
    let rounded = cost.0.saturating_add(50) / 100;
    format!("{}.{:04}", rounded / 10_000, rounded % 10_000)
}

/// Milliseconds as seconds of two places.
fn seconds(millis: u64) -> String {
    let rounded = millis.saturating_add(5) / 10;
    format!("{}.{:02}", rounded / 100, rounded % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_times_are_rounded_for_people() {
        assert_eq!(money(Cost(1_234_567)), "1.2346");
        assert_eq!(money(Cost(49)), "0.0000");
        assert_eq!(seconds(1_234), "1.23");
        assert_eq!(seconds(9), "0.01");
    }
}
