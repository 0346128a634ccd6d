//! The environment over the file. The only place that reads it.

use super::Config;
use crate::exit::{Cause, Stop};

/// The variables, and where each goes.
pub const VARIABLES: [(&str, &str); 9] = [
    ("CANDOR_BOT_TOKEN", "bot.token"),
    ("CANDOR_API_ROOT", "bot.api_root"),
    ("CANDOR_DATABASE_URL", "database.url"),
    ("CANDOR_KEY_FILE", "secrets.key_file"),
    ("CANDOR_KEY", "secrets.key"),
    ("CANDOR_LISTEN", "server.listen"),
    ("CANDOR_PUBLIC_URL", "server.public_url"),
    ("CANDOR_METRICS_LISTEN", "server.metrics_listen"),
    ("CANDOR_PLAIN_HTTP", "server.plain_http"),
];

/// Puts what the environment says over the settings; returns which keys came from which variable.
pub(super) fn apply(config: &mut Config) -> Result<Vec<(&'static str, &'static str)>, Stop> {
    let mut applied = Vec::new();
    for (name, key) in VARIABLES {
        let Some(value) = read(name)? else { continue };
        match key {
            "bot.token" => config.bot.token = value,
            "bot.api_root" => config.bot.api_root = value,
            "database.url" => config.database.url = value,
            "secrets.key_file" => config.secrets.key_file = value,
            "secrets.key" => config.secrets.key = value,
            "server.listen" => config.server.listen = value,
            "server.metrics_listen" => config.server.metrics_listen = value,
            "server.plain_http" => config.server.plain_http = switch(name, &value)?,
            _ => config.server.public_url = value,
        }
        applied.push((key, name));
    }
    Ok(applied)
}

/// What is on or off.
fn switch(name: &str, value: &str) -> Result<bool, Stop> {
    let unclear = || Stop::new(Cause::Settings, format!("the environment variable {name} is neither true nor false"));
    value.trim().parse().map_err(|_| unclear())
}

/// The variable a model's key may be given in, and the key if it is there: `CANDOR_MODEL_KEY_` and the model's name in capitals,
/// with `_` for whatever is no letter or digit.
///
/// # Errors
/// A [`Stop`] if the variable is not text.
pub fn model_key(name: &str) -> Result<(String, Option<String>), Stop> {
    let capitals: String =
        name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign.to_ascii_uppercase() } else { '_' }).collect();
    let variable = format!("CANDOR_MODEL_KEY_{capitals}");
    let key = read(&variable)?.filter(|key| !key.trim().is_empty());
    Ok((variable, key))
}

#[expect(clippy::disallowed_methods, reason = "the one home of the environment")]
fn read(name: &str) -> Result<Option<String>, Stop> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Stop::new(Cause::Settings, format!("the environment variable {name} is not text; set it anew")))
        }
    }
}
