//! Language models: which does which job, what they used and cost against their limits, and the last calls. No key is ever shown.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use candor_core::{
    model::{Job, Limit, Spent},
    moment::Moment,
};
use candor_store::CallTotal;

use crate::panel::{Frame, Page, Panel, Trouble, Words, access::Viewer, figures::money, words::grouped};

const HERE: &str = "/panel/models";

/// So many of the last calls are shown.
const SHOWN_CALLS: u32 = 30;

/// Totals are of so many days.
const DAYS_MILLIS: i64 = 7 * 86_400_000;

/// A job and who does it, in the order in which they are tried.
struct Chain {
    job: &'static str,
    models: Vec<Hired>,
}

struct Hired {
    name: String,
    model: String,
    is_own: bool,
    prices: String,
}

/// What a span used, against its limit.
struct Spend {
    name: &'static str,
    used: String,
    limits: Vec<(String, u64)>,
}

struct Row {
    at: Option<Moment>,
    job: &'static str,
    model: String,
    outcome: String,
    is_bad: bool,
    calls: String,
    tokens: String,
    cost: String,
    millis: String,
}

#[derive(Template)]
#[template(path = "models/models.html")]
struct ModelsPage {
    frame: Frame,
    chains: Vec<Chain>,
    spends: Vec<Spend>,
    totals: Vec<Row>,
    calls: Vec<Row>,
    is_empty: bool,
    shows_others: bool,
    /// Where models are set up, and where that is explained.
    guide: String,
}

/// `GET /panel/models`.
pub(crate) async fn show(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let (desk, words, now) = (panel.desk(), Words(viewer.language), panel.now());
    let models = &desk.models;
    let frame = Frame::around(&panel, &viewer, HERE).await?;
    let day = now.day_in(&frame.zone);
    let (today, month) = (day.to_string(), day.strftime("%Y-%m").to_string());
    let [of_day, of_month] = desk.store.model_spend(panel.business(), &today, &month).await?;
    let budget = models.budget();
    let spends = vec![
        spend(words, words.say("models.today"), of_day, budget.day),
        spend(words, words.say("models.this_month"), of_month, budget.month),
    ];
    let totals = desk.store.call_totals(panel.business(), now.plus_millis(-DAYS_MILLIS), now.plus_millis(1)).await?;
    let calls = desk.store.model_calls(panel.business(), SHOWN_CALLS).await?;
    let page = ModelsPage {
        frame,
        chains: Job::ALL.into_iter().map(|job| chain(words, job, models.chain(job))).collect(),
        spends,
        totals: totals.iter().map(|total| row(words, None, total)).collect(),
        calls: calls.iter().map(|line| row(words, Some(line.at), &line.call)).collect(),
        is_empty: models.is_empty(),
        shows_others: models.shows_others(),
        guide: match panel.configured().map(|configured| configured.file.as_deref()) {
            Some(Some(file)) => words.fill("models.in_file", &[("file", file)]) + " ",
            Some(None) => words.say("models.in_no_file").to_owned() + " ",
            // A demo has no settings of its own.
            None => String::new(),
        } + words.say("models.guide"),
    };
    Ok(Page(page).into_response())
}

fn job_name(words: Words, job: Job) -> &'static str {
    words.say(&format!("{}_{}", "models.job", job.word()))
}

fn chain(words: Words, job: Job, chain: &[std::sync::Arc<candor_desk::models::Hired>]) -> Chain {
    let hired = |one: &std::sync::Arc<candor_desk::models::Hired>| {
        let prices = [one.prices.prompt, one.prices.cached, one.prices.output].map(|price| money(words.0, price));
        let [prompt, cached, output] = prices.each_ref().map(String::as_str);
        Hired {
            name: one.model.name().to_owned(),
            model: one.model_name.clone(),
            is_own: one.is_own,
            prices: words.fill("models.prices", &[("prompt", prompt), ("cached", cached), ("output", output)]),
        }
    };
    Chain { job: job_name(words, job), models: chain.iter().map(hired).collect() }
}

fn spend(words: Words, name: &'static str, spent: Spent, limit: Limit) -> Spend {
    let (tokens, cost) = (grouped(spent.tokens, words.0), money(words.0, spent.cost.0));
    let share = |used: u64, of: u64| {
        let cent = u128::from(used) * 100 / u128::from(of.max(1));
        u64::try_from(cent).unwrap_or(100).min(100)
    };
    let mut limits = Vec::new();
    if let Some(most) = limit.cost {
        let said = words.fill("models.of_cost", &[("used", &cost), ("most", &money(words.0, most.0))]);
        limits.push((said, share(spent.cost.0, most.0)));
    }
    if let Some(most) = limit.tokens {
        let said = words.fill("models.of_tokens", &[("used", &tokens), ("most", &grouped(most, words.0))]);
        limits.push((said, share(spent.tokens, most)));
    }
    Spend { name, used: words.fill("models.used", &[("cost", &cost), ("tokens", &tokens)]), limits }
}

fn row(words: Words, at: Option<Moment>, call: &CallTotal) -> Row {
    let outcome = call.outcome.as_deref().unwrap_or("unknown");
    let said = match words.say(&format!("{}_{outcome}", "models.outcome")) {
        "…" => outcome.replace('_', " "),
        said => said.to_owned(),
    };
    let millis = call.millis.checked_div(call.calls).unwrap_or_default();
    Row {
        at,
        job: job_name(words, call.job),
        model: format!("{} ({})", call.provider, call.model),
        outcome: said,
        is_bad: outcome != "done",
        calls: grouped(call.calls, words.0),
        tokens: format!("{} + {}", grouped(call.tokens.prompt, words.0), grouped(call.tokens.output, words.0)),
        cost: money(words.0, call.cost.0),
        millis: grouped(millis, words.0),
    }
}
