//! Talks: Telegram's Bot API, and later models and integrations.
