//! A desk with language models: whole conversations for every way a call can go. Only the model is pretend.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stderr)]

mod attacked;
mod attacker;
mod branches;
mod budget;
mod dictated;
mod embedded;
mod frugal;
mod injected;
mod judged;
mod real;
mod streamed;
mod waited;

use std::{collections::BTreeMap, sync::Arc};

use candor_connect::model::{
    Model,
    scripted::{Scripted, ScriptedModel},
};
use candor_core::{
    model::{Budget, Job, ModelRequest, Prices},
    reasons::Reasons,
};
use candor_desk::models::{Hired, Models, Pace};
use serde_json::{Value, json};

use crate::stage::{Stage, example};

/// What a million tokens cost.
const PRICES: Prices = Prices { prompt: 1_000_000, cached: 100_000, output: 2_000_000 };

/// A form for what was heard.
fn heard(changes: &Value) -> Scripted {
    let mut form = json!({
        "main_idea": "", "keywords": [], "language": "en", "tone": "neutral", "things": [], "fields": [],
        "about": "none", "script_fit_score": 0.0,
    });
    for (key, value) in changes.as_object().unwrap() {
        form[key] = value.clone();
    }
    Scripted::Says(form.to_string())
}

/// A form with words.
pub fn writes(text: &str) -> Scripted {
    Scripted::Says(json!({"text": text, "step": "", "facts": []}).to_string())
}

/// A model that hears nothing in particular and answers a request for words like this.
pub fn writer(name: &str, mut words: impl FnMut(&ModelRequest) -> Scripted + Send + 'static) -> Arc<ScriptedModel> {
    let answer = move |request: &ModelRequest| match request.job {
        Job::Hear => heard(&json!({})),
        _ => words(request),
    };
    Arc::new(ScriptedModel::by(name, answer))
}

/// Each job done by one model alone.
pub fn employed(jobs: &[(Job, &Arc<ScriptedModel>)], budget: Budget, pace: Pace) -> Models {
    let hired = |model: &Arc<ScriptedModel>| {
        let model: Arc<dyn Model> = model.clone();
        vec![Arc::new(Hired::new(model, "scripted-1", PRICES, false))]
    };
    Models::new(jobs.iter().map(|(job, model)| (*job, hired(model))).collect(), budget, pace)
}

/// The lines of a file that stand under the name of a language.
fn lines_in(language: &str, file: &str) -> Vec<String> {
    let mut is_mine = false;
    let mine = file.lines().filter(|line| match line.strip_prefix("# ") {
        Some(head) => {
            is_mine = head == language;
            false
        }
        None => is_mine && !line.trim().is_empty(),
    });
    mine.map(str::to_owned).collect()
}

/// Each of these hears and writes, in this order.
pub fn chained(models: &[Arc<ScriptedModel>], budget: Budget, pace: Pace) -> Models {
    let hired = models.iter().map(|model| {
        let model: Arc<dyn Model> = model.clone();
        Arc::new(Hired::new(model, "scripted-1", PRICES, false))
    });
    let chain: Vec<Arc<Hired>> = hired.collect();
    Models::new(BTreeMap::from([(Job::Hear, chain.clone()), (Job::Write, chain)]), budget, pace)
}

pub async fn flowers(models: &[Arc<ScriptedModel>]) -> Stage {
    Stage::with_models(&example("flower-shop"), chained(models, Budget::default(), Pace::default())).await
}

impl Stage {
    /// Why the last turn with somebody went as it did.
    pub async fn last_reasons(&self, person: i64) -> Reasons {
        let known = self.conversation(person).await;
        let lines = self.desk.store.timeline(&known.id, 0, 10_000).await.unwrap();
        let reasons =
            lines.into_iter().rev().map(|line| line.entry.reasons).find(|reasons| reasons.get("moves").is_some());
        serde_json::from_value(reasons.unwrap()).unwrap()
    }
}

fn jobs(model: &ScriptedModel) -> Vec<Job> {
    model.asked().into_iter().map(|request| request.job).collect()
}
