//! The settings the process was started with, as plain data: whoever starts it reads them and hides what is secret.

use super::about;

/// The settings that hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configured {
    /// The settings file, if one was read.
    pub file: Option<String>,
    /// Every setting, section by section.
    pub settings: Vec<Setting>,
    /// How backups are made: the command, ready to be copied.
    pub backup: String,
}

/// One setting. Secrets are stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Section and key, such as `server.listen`.
    pub key: String,
    /// The value as it may be shown; empty where it is empty.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
    /// The variable that goes before the file, if there is one.
    pub variable: Option<&'static str>,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The settings file.
    File,
    /// This variable of the environment.
    Environment(&'static str),
    /// This word of the command line.
    CommandLine(&'static str),
}

impl Configured {
    /// The value of a key.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.setting(key).map(|setting| setting.value.as_str())
    }

    /// Where the value of a key came from.
    pub fn origin(&self, key: &str) -> Option<Origin> {
        self.setting(key).map(|setting| setting.origin)
    }

    /// Puts what the command line said over a setting.
    pub fn put(&mut self, key: &str, value: &str, word: &'static str) {
        if let Some(setting) = self.settings.iter_mut().find(|setting| setting.key == key) {
            setting.value = value.to_owned();
            setting.origin = Origin::CommandLine(word);
        }
    }

    /// Whether the page explains a key in every language: tests of whoever has a key ask.
    pub fn is_explained(key: &str) -> bool {
        about::is_explained(key)
    }

    fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}
