//! The settings as the panel is told of them.

use candor_web::{Configured, Origin as Told, Setting};
use toml::Value;

use super::{Layers, Origin, environment::VARIABLES};
use crate::exit::Stop;

impl Layers {
    /// Every setting without secrets, with where it came from and which variable goes before the file.
    ///
    /// # Errors
    /// As [`Layers::shown`].
    pub fn configured(&self) -> Result<Configured, Stop> {
        let settings = self.shown()?.into_iter().map(|shown| Setting {
            variable: VARIABLES.iter().find(|(_, key)| *key == shown.key).map(|(name, _)| *name),
            value: plain(&shown.value),
            origin: match shown.origin {
                Origin::Default => Told::Default,
                Origin::File => Told::File,
                Origin::Environment(variable) => Told::Environment(variable),
            },
            key: shown.key,
        });
        let file = self.file.as_ref().map(|file| std::path::absolute(file).unwrap_or_else(|_| file.clone()));
        let file = file.map(|file| file.display().to_string());
        let named = file.as_ref().map(|file| format!(" --config '{file}'")).unwrap_or_default();
        let backup = format!("candor backup{named} /backups/candor-$(date +%F).db");
        Ok(Configured { settings: settings.collect(), file, backup })
    }
}

/// A value as people read it: texts without the marks around them.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn told(text: &str) -> Configured {
        let mut layers = Layers::without_file().unwrap();
        layers.config = toml::from_str::<Config>(text).unwrap();
        layers.configured().unwrap()
    }

    #[test]
    fn the_panel_explains_every_setting_there_is() {
        let configured =
            told("[models.providers.fast]\ndialect = \"openai\"\nbase_url = \"http://h/v1\"\nmodel = \"m\"\n");
        for setting in &configured.settings {
            assert!(Configured::is_explained(&setting.key), "{} is in no words of the page", setting.key);
        }
    }

    #[test]
    fn the_panel_is_told_no_secret_and_what_an_empty_one_is() {
        let secret = "[bot]\ntoken = \"canary\"\n[database]\nurl = \"postgres://ann:canary@h/d\"\n";
        let configured = told(secret);
        assert!(!format!("{configured:?}").contains("canary"));
        assert_eq!(configured.value("bot.token"), Some("***"));
        assert_eq!(told("").value("bot.token"), Some(""));
        let token = configured.settings.iter().find(|setting| setting.key == "bot.token").unwrap();
        assert_eq!(token.variable, Some("CANDOR_BOT_TOKEN"));
    }
}
