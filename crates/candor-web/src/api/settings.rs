//! `/settings`: the settings the process was started with, as the panel's page shows them, and those that live in the database. Secrets
//! are stars.

use candor_desk::actions::demand_second::demand_second;
use candor_store::DemandedOf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Asked, Nothing, Problem};
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
    /// Whether whoever may publish scripts or manage the team must use a second factor in the panel.
    second_factor_demanded: bool,
    /// Whether everybody else who signs in to the panel must as well.
    second_factor_of_everybody: bool,
}

/// What is to be changed of the settings that live in the database.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsChange {
    /// Whether whoever may publish scripts or manage the team must use a second factor in the panel: who has none sets it up at their next
    /// page, and nothing else opens for them before.
    second_factor_demanded: bool,
    /// Whether everybody else who signs in to the panel must as well; counts only where it is demanded at all.
    #[serde(default)]
    second_factor_of_everybody: bool,
}

impl SettingsChange {
    fn demanded_of(&self) -> Option<DemandedOf> {
        let of = if self.second_factor_of_everybody { DemandedOf::Everybody } else { DemandedOf::WhoAnswersForAll };
        self.second_factor_demanded.then_some(of)
    }
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
    told(&asked).await
}

/// Changes what lives in the database, and tells all.
pub(crate) async fn change(asked: Asked<Nothing, Nothing, SettingsChange>) -> Result<Answer<Settings>, Problem> {
    let of = asked.body.demanded_of();
    asked
        .act(|bench| {
            Box::pin(async move {
                demand_second(bench, of).await?;
                Ok(bench.business.to_string())
            })
        })
        .await?;
    told(&asked).await
}

async fn told<B>(asked: &Asked<Nothing, Nothing, B>) -> Result<Answer<Settings>, Problem> {
    let desk = asked.api.desk().store.desk(asked.api.business()).await?;
    let configured = asked.api.configured();
    Ok(Answer::of(Settings {
        file: configured.and_then(|configured| configured.file.clone()),
        database: asked.api.desk().store.database(),
        settings: configured.map(settings).unwrap_or_default(),
        second_factor_demanded: desk.second_demanded.is_some(),
        second_factor_of_everybody: desk.second_demanded.is_some_and(|(_, of)| of == DemandedOf::Everybody),
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
