//! `GET /stats/models`: which model does which job, and what they used and cost. No key is ever told.

use candor_core::model::{Job, Limit, Spent};
use candor_desk::models::Hired;
use candor_store::{CallDay, CallTotal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::span::{OnDay, span};
use crate::api::{Answer, Asked, Nothing, Problem};

/// Which days are wanted: at most 366. Left out, the last seven. They begin where they do at the business, as limits count them.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// The first day; six days before the last where it is left out.
    #[schemars(with = "Option<OnDay>")]
    from: Option<String>,
    /// The last day; today where it is left out or lies ahead.
    #[schemars(with = "Option<OnDay>")]
    to: Option<String>,
}

/// What models used and cost. Costs are millionths of the currency in which the owner gave the prices.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ModelStats {
    /// The first day.
    from: OnDay,
    /// The last day.
    to: OnDay,
    /// The zone of the business, in which days begin.
    zone: String,
    /// What today used, against its limit.
    today: Spend,
    /// What this month used, against its limit.
    month: Spend,
    /// Every day on which a model was called, by model.
    days: Vec<ModelDay>,
    /// The calls of all the days that were alike, dearest first.
    totals: Vec<Total>,
    /// Which model does which job.
    jobs: Vec<Chain>,
}

/// What a span used or reserved, against its limit.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Spend {
    /// Tokens of requests and answers.
    tokens: u64,
    /// What they cost, in millionths.
    cost: u64,
    /// The most tokens; null where there is no limit.
    most_tokens: Option<u64>,
    /// The most it may cost, in millionths; null where there is no limit.
    most_cost: Option<u64>,
}

/// What one model used on a day.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ModelDay {
    /// The day.
    day: OnDay,
    /// The owner's name of the model.
    provider: String,
    /// The model's own name.
    model: String,
    /// How many calls.
    calls: u64,
    /// Tokens of requests and answers; of calls that never reported back, what was reserved.
    tokens: u64,
    /// What they cost, in millionths.
    cost: u64,
}

/// Calls of one job to one model that ended alike.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Total {
    /// What for, as a stable word.
    job: &'static str,
    /// The owner's name of the model.
    provider: String,
    /// The model's own name.
    model: String,
    /// How they ended, as a stable word such as `done`; null for calls that never reported back.
    outcome: Option<String>,
    /// How many.
    calls: u64,
    /// Tokens of requests.
    prompt_tokens: u64,
    /// Of them, so many that the provider had at hand.
    cached_tokens: u64,
    /// Tokens of answers.
    output_tokens: u64,
    /// What they cost, in millionths.
    cost: u64,
    /// How long a call took in the middle of all, in milliseconds.
    mean_millis: u64,
}

/// Who does a job.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Chain {
    /// What, as a stable word.
    job: &'static str,
    /// The models, in the order in which they are tried.
    models: Vec<Model>,
}

/// A model that does a job.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Model {
    /// The owner's name of it.
    name: String,
    /// Its own name.
    model: String,
    /// Whether it runs with the owner, so that what contacts write goes to nobody else.
    is_own: bool,
}

/// Tells what models used and cost.
pub(crate) async fn show(asked: Asked<Nothing, Wanted>) -> Result<Answer<ModelStats>, Problem> {
    let (span, zone) = span(&asked, (asked.query.from.as_deref(), asked.query.to.as_deref(), None)).await?;
    let (desk, business) = (asked.api.desk(), asked.api.business());
    let (since, until) = span.moments();
    let day = asked.api.now().day_in(&zone);
    let (today, month) = (day.to_string(), day.strftime("%Y-%m").to_string());
    let [of_day, of_month] = desk.store.model_spend(business, &today, &month).await?;
    let budget = desk.models.budget();
    let totals = desk.store.call_totals(business, since, until).await?;
    Ok(Answer::of(ModelStats {
        from: span.first.into(),
        to: span.last.into(),
        today: Spend::of(of_day, budget.day),
        month: Spend::of(of_month, budget.month),
        days: desk.store.call_days(business, since, until).await?.into_iter().map(ModelDay::of).collect(),
        totals: totals.into_iter().map(Total::of).collect(),
        jobs: Job::ALL.into_iter().map(|job| Chain::of(job, desk.models.chain(job))).collect(),
        zone,
    }))
}

impl Spend {
    fn of(spent: Spent, limit: Limit) -> Self {
        let most_cost = limit.cost.map(|cost| cost.0);
        Self { tokens: spent.tokens, cost: spent.cost.0, most_tokens: limit.tokens, most_cost }
    }
}

impl ModelDay {
    fn of(day: CallDay) -> Self {
        let CallDay { day, provider, model, calls, tokens, cost } = day;
        Self { day: day.into(), provider, model, calls, tokens, cost: cost.0 }
    }
}

impl Total {
    fn of(total: CallTotal) -> Self {
        Self {
            job: total.job.word(),
            mean_millis: total.millis.checked_div(total.calls).unwrap_or_default(),
            provider: total.provider,
            model: total.model,
            outcome: total.outcome,
            calls: total.calls,
            prompt_tokens: total.tokens.prompt,
            cached_tokens: total.tokens.cached,
            output_tokens: total.tokens.output,
            cost: total.cost.0,
        }
    }
}

impl Chain {
    fn of(job: Job, chain: &[std::sync::Arc<Hired>]) -> Self {
        let models = chain.iter().map(|hired| Model {
            name: hired.model.name().to_owned(),
            model: hired.model_name.clone(),
            is_own: hired.is_own,
        });
        Self { job: job.word(), models: models.collect() }
    }
}
