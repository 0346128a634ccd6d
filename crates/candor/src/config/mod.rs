//! The settings: a TOML file, and the environment over it. One file per section; each key's comment in
//! `candor.example.toml` is checked against these structs. Nothing here reaches the honesty contract, and no key may.

mod bot;
mod database;
mod desk;
mod environment;
mod layers;
mod log;
mod models;
mod secrets;
mod server;
mod shown;
mod told;
mod webhooks;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use self::{
    bot::Bot,
    database::Database,
    desk::DeskSection,
    environment::{VARIABLES, model_key},
    layers::{Layers, Origin},
    log::{Log, LogFormat},
    models::ModelsSection,
    secrets::Secrets,
    server::Server,
    shown::without_password,
    webhooks::WebhooksSection,
};
use crate::exit::{Cause, Stop};

/// The file that is read where no other is named, if it exists.
pub const DEFAULT_FILE: &str = "candor.toml";

/// Every key explained: what `candor config template` prints.
pub const TEMPLATE: &str = include_str!("../../../../candor.example.toml");

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where everything is kept.
    pub database: Database,
    /// The key of the database.
    pub secrets: Secrets,
    /// The bot.
    pub bot: Bot,
    /// The listener for webhooks and health.
    pub server: Server,
    /// How the desk runs.
    pub desk: DeskSection,
    /// Language models.
    pub models: ModelsSection,
    /// Where the desk may tell of what happens.
    pub webhooks: WebhooksSection,
    /// What is logged.
    pub log: Log,
}

impl Config {
    /// Reads a file, or the default one if it exists, and then the environment.
    ///
    /// # Errors
    /// A [`Stop`] that names the key and says what to do.
    pub fn load(file: Option<&Path>) -> Result<Self, Stop> {
        Ok(Layers::read(file)?.config)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, Stop> {
        toml::from_str(text).map_err(|error| {
            let line =
                error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            let sentence = format!(
                "{}, line {line}: {}; `candor config template` prints every key with its meaning",
                path.display(),
                error.message().replace('\n', " "),
            );
            Stop::new(Cause::Settings, sentence)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_holds_every_key_at_its_default() {
        let config = Config::parse(TEMPLATE, Path::new("candor.example.toml")).unwrap();
        assert_eq!(config, Config::default());
        let keys = toml::Value::try_from(Config::default()).unwrap();
        for (section, table) in keys.as_table().unwrap() {
            assert!(TEMPLATE.contains(&format!("[{section}]")), "section {section} is not in the template");
            for key in table.as_table().unwrap().keys() {
                assert!(
                    TEMPLATE.lines().any(|line| line.starts_with(&format!("{key} ="))),
                    "{section}.{key} is not in the template"
                );
            }
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let stop = Config::parse("[bot]\ntokn = \"x\"\n", Path::new("candor.toml")).unwrap_err();
        assert_eq!(stop.cause, Cause::Settings);
        assert!(stop.sentence.contains("line 2") && stop.sentence.contains("tokn"), "{stop}");
    }

    #[test]
    fn no_key_reaches_the_honesty_contract() {
        let keys: Vec<String> = toml::Value::try_from(Config::default())
            .unwrap()
            .as_table()
            .unwrap()
            .iter()
            .flat_map(|(section, table)| table.as_table().unwrap().keys().map(move |key| format!("{section}.{key}")))
            .collect();
        // Whoever adds a key reads H1 to H14 first and then adds it here.
        assert_eq!(
            keys,
            [
                "bot.api_root",
                "bot.script",
                "bot.token",
                "database.url",
                "desk.quiet_millis",
                "desk.sends_at_once",
                "desk.turn_workers",
                "log.format",
                "log.level",
                "models.conversation_cost",
                "models.conversation_tokens",
                "models.day_cost",
                "models.day_tokens",
                "models.embed",
                "models.embed_floor",
                "models.hear",
                "models.judge",
                "models.month_cost",
                "models.month_tokens",
                "models.stream",
                "models.summarise",
                "models.think_millis",
                "models.write",
                "secrets.key_file",
                "server.listen",
                "server.metrics_listen",
                "server.panel",
                "server.plain_http",
                "server.public_url",
                "webhooks.allow_private",
            ]
        );
    }
}
