//! The settings with where each value came from: the defaults, the file over them, the environment over both.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Config, DEFAULT_FILE, environment};
use crate::exit::{Cause, Stop};

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The settings file.
    File,
    /// This environment variable.
    Environment(&'static str),
}

impl Origin {
    /// The word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment(_) => "environment",
        }
    }
}

/// All settings, with where each came from.
#[derive(Clone, Debug)]
pub struct Layers {
    /// What holds.
    pub config: Config,
    /// The file that was read, if one was.
    pub file: Option<PathBuf>,
    /// Where each key's value came from; keys that are not here have their default.
    origins: BTreeMap<String, Origin>,
}

impl Layers {
    /// Reads a file, or the default one if it exists, and then the environment.
    ///
    /// # Errors
    /// A [`Stop`] that names the key and says what to do.
    pub fn read(file: Option<&Path>) -> Result<Self, Stop> {
        let (path, is_named) =
            file.map_or_else(|| (PathBuf::from(DEFAULT_FILE), false), |file| (file.to_owned(), true));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_named => return Self::without_file(),
            Err(error) => {
                let sentence =
                    format!("the settings file {} cannot be read: {error}; name another with --config", path.display());
                return Err(Stop::new(Cause::File, sentence));
            }
        };
        let config = Config::parse(&text, &path)?;
        let mut layers = Self { config, file: Some(path), origins: keys_in(&text) };
        layers.take_environment()?;
        Ok(layers)
    }

    /// The defaults and the environment alone.
    ///
    /// # Errors
    /// A [`Stop`] if a variable is not text.
    pub fn without_file() -> Result<Self, Stop> {
        let mut layers = Self { config: Config::default(), file: None, origins: BTreeMap::new() };
        layers.take_environment()?;
        Ok(layers)
    }

    fn take_environment(&mut self) -> Result<(), Stop> {
        for (key, variable) in environment::apply(&mut self.config)? {
            self.origins.insert(key.to_owned(), Origin::Environment(variable));
        }
        Ok(())
    }

    /// Where the value of a key came from.
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).copied().unwrap_or(Origin::Default)
    }
}

/// The keys a file sets. The text was read as settings before, so what is no table here does not exist.
fn keys_in(text: &str) -> BTreeMap<String, Origin> {
    let table: toml::Table = toml::from_str(text).unwrap_or_default();
    let sections = table.iter().filter_map(|(section, value)| Some((section, value.as_table()?)));
    let keys = sections.flat_map(|(section, table)| table.keys().map(move |key| format!("{section}.{key}")));
    keys.map(|key| (key, Origin::File)).collect()
}
