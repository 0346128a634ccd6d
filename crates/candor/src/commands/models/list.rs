//! `candor models list`.

use candor_core::model::Job;
use serde_json::json;

use super::At;
use crate::{
    config::{model_key, without_password},
    exit::Stop,
    output,
};

pub(super) async fn run(at: &At, is_json: bool) -> Result<(), Stop> {
    let (config, store) = at.open().await?;
    let models = &config.models;
    if models.providers.is_empty() && !is_json {
        output::say(
            "no language models are set up; the local brain does everything (docs/models.md shows how to add one)",
        );
    }
    for (name, provider) in &models.providers {
        let (variable, given) = model_key(name)?;
        let key = match given {
            Some(_) => variable,
            None if store.model_key(name).await?.is_some() => "kept".to_owned(),
            None => "none".to_owned(),
        };
        let jobs: Vec<&str> =
            Job::ALL.into_iter().filter(|job| models.chain(*job).contains(name)).map(Job::word).collect();
        let base = without_password(&provider.base_url);
        if is_json {
            output::say_json(&json!({
                "name": name, "model": provider.model, "base_url": base, "jobs": jobs, "key": key,
            }))?;
            continue;
        }
        let jobs = if jobs.is_empty() { "no job".to_owned() } else { jobs.join(", ") };
        output::say(&format!("{name}\t{}\t{base}\t{jobs}\tkey: {key}", provider.model));
    }
    Ok(())
}
