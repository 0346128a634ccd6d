//! `candor models check`: what each model can and cannot do.

use candor_core::{model::Job, script};
use candor_desk::models::trial::{Finding, Trial, embeds};
use serde_json::json;

use super::At;
use crate::{
    exit::{Cause, Stop},
    models, output,
};

/// The example business whose customers the messages are from.
const SCRIPT: &str = include_str!("../../../../../scripts/flower-shop.script.md");

pub(super) async fn run(at: &At, only: Option<&str>, is_json: bool) -> Result<(), Stop> {
    let (config, store) = at.open().await?;
    let section = &config.models;
    let names: Vec<&str> = match only {
        Some(name) => vec![name],
        None => section.providers.keys().map(String::as_str).collect(),
    };
    if names.is_empty() {
        output::say("no language models are set up; docs/models.md shows how to add one");
        return Ok(());
    }
    let script = script::read(SCRIPT).ok_or_else(|| Stop::new(Cause::Unexpected, "the example script is broken"))?;
    let trial = Trial::of(script);
    let mut failed = false;
    for name in names {
        if !is_json {
            output::say(name);
        }
        let does = |job: &Job| section.chain(*job).iter().any(|named| named == name);
        let jobs: Vec<Job> = Job::ALL.into_iter().filter(does).collect();
        if jobs.contains(&Job::Embed) {
            let embedder = models::open_embedder(section, name, &store).await?;
            let finding = embeds(embedder.as_ref()).await;
            failed |= !finding.is_good && finding.is_needed;
            say(name, &finding, is_json)?;
            if jobs.len() == 1 {
                continue;
            }
        }
        let model = models::open(section, name, &store).await?;
        for number in 0..Trial::LENGTH {
            let Some(finding) = trial.ask(number, model.as_ref(), &jobs).await else { continue };
            failed |= !finding.is_good && finding.is_needed;
            say(name, &finding, is_json)?;
        }
    }
    if failed {
        let sentence = "a model cannot do what its job needs; the desk goes on, with another model or its local brain";
        return Err(Stop::new(Cause::Unreachable, sentence));
    }
    Ok(())
}

fn say(name: &str, finding: &Finding, is_json: bool) -> Result<(), Stop> {
    if is_json {
        return output::say_json(&json!({
            "name": name, "what": finding.what, "good": finding.is_good, "needed": finding.is_needed, "told": finding.told,
            "millis": finding.millis, "tokens": finding.tokens,
        }));
    }
    let sign = if finding.is_good { "ok " } else { "-- " };
    let tokens = finding.tokens.map_or_else(String::new, |tokens| {
        format!(
            " ({} tokens asked, {} of them cached, {} answered, {} ms)",
            tokens.prompt, tokens.cached, tokens.output, finding.millis
        )
    });
    output::say(&format!("  {sign}{}: {}{tokens}", finding.what, finding.told));
    Ok(())
}
