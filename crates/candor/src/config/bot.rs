//! `[bot]`: the bot the desk answers for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The bot.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bot {
    /// The token from @BotFather.
    pub token: String,
    /// The Bot API server.
    pub api_root: String,
    /// The script file published at start.
    pub script: String,
}

impl Default for Bot {
    fn default() -> Self {
        Self { token: String::new(), api_root: "https://api.telegram.org".to_owned(), script: String::new() }
    }
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bot")
            .field("token", &"***")
            .field("api_root", &self.api_root)
            .field("script", &self.script)
            .finish()
    }
}
