//! `GET /settings`: the settings the process was started with, as the panel's page shows them. Secrets are stars.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Answer, Asked, Problem};
use crate::panel::{Configured, Origin, Setting};

/// The settings that hold.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Settings {
    /// The settings file, if one was read.
    file: Option<String>,
    /// What the database is called.
    database: &'static str,
    /// Every setting, section by section.
    settings: Vec<SettingTold>,
}

/// A setting.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SettingTold {
    /// Section and key, such as `server.listen`.
    key: String,
    /// The value, as the settings file writes it; a secret that is set is stars, what is not set is empty.
    value: String,
    /// Where it came from.
    origin: OriginTold,
    /// Which variable or word of the command line it came from, where it did.
    origin_name: Option<&'static str>,
    /// The variable that goes before the file, if there is one.
    variable: Option<&'static str>,
}

/// Where a value came from.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum OriginTold {
    /// Nobody set it.
    Default,
    /// The settings file.
    File,
    /// A variable of the environment.
    Environment,
    /// A word of the command line.
    CommandLine,
}

/// Tells the settings.
pub(crate) async fn show(asked: Asked) -> Result<Answer<Settings>, Problem> {
    let configured = asked.api.configured();
    Ok(Answer::of(Settings {
        file: configured.and_then(|configured| configured.file.clone()),
        database: asked.api.desk().store.database(),
        settings: configured.map(settings).unwrap_or_default(),
    }))
}

fn settings(configured: &Configured) -> Vec<SettingTold> {
    configured.settings.iter().map(SettingTold::of).collect()
}

impl SettingTold {
    fn of(setting: &Setting) -> Self {
        let (origin, origin_name) = match setting.origin {
            Origin::Default => (OriginTold::Default, None),
            Origin::File => (OriginTold::File, None),
            Origin::Environment(variable) => (OriginTold::Environment, Some(variable)),
            Origin::CommandLine(word) => (OriginTold::CommandLine, Some(word)),
        };
        let (key, value) = (setting.key.clone(), setting.value.clone());
        Self { key, value, origin, origin_name, variable: setting.variable }
    }
}
