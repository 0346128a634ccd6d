//! `candor models key`: keeps or forgets the key of a model.

use std::io::{IsTerminal as _, Read as _};

use candor_connect::model::ModelKey;

use super::At;
use crate::{
    exit::{Cause, Stop},
    models::no_such,
    output,
};

/// No key is longer.
const LONGEST: u64 = 8_192;

pub(super) async fn run(at: &At, name: &str, forgets: bool) -> Result<(), Stop> {
    let (config, store) = at.open().await?;
    if forgets {
        let sentence = if store.forget_model_key(name).await? { "the key is forgotten" } else { "no key was kept" };
        output::say(sentence);
        return Ok(());
    }
    if !config.models.providers.contains_key(name) {
        return Err(no_such(name, &config.models));
    }
    if std::io::stdin().is_terminal() {
        output::note("Paste the key and end with Enter and Ctrl-D. It is shown here; it is kept sealed.");
    }
    let mut text = String::new();
    std::io::stdin()
        .take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|error| Stop::new(Cause::File, format!("the key cannot be read: {error}")))?;
    let key = ModelKey::parse(&text).map_err(|error| Stop::new(Cause::Settings, error.to_string()))?;
    store.keep_model_key(name, key.expose()).await?;
    output::say("the key is kept; a running desk takes it at its next start");
    Ok(())
}
