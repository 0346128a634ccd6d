//! `[secrets]`: where the key is under which what is secret or personal is sealed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The key of the database.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// The file that holds it; made by `candor serve` with a new database.
    pub key_file: String,
    /// The key itself, in place of a file. Only from the environment: a settings file is copied too easily.
    #[serde(skip)]
    pub key: String,
}

impl Default for Secrets {
    fn default() -> Self {
        Self { key_file: "candor.key".to_owned(), key: String::new() }
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets").field("key_file", &self.key_file).field("key", &"***").finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_prints_as_stars_and_stands_in_no_settings() {
        let secrets = Secrets { key: "canary".to_owned(), ..Secrets::default() };
        assert!(!format!("{secrets:?}").contains("canary"));
        assert!(!toml::to_string(&secrets).unwrap().contains("canary"));
        assert!(toml::from_str::<Secrets>("key = \"canary\"").is_err());
    }
}
