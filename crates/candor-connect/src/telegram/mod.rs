//! Telegram, through the official Bot API and nothing else (H12): no user sessions, no phone-number logins.

pub mod bot_api;
mod connection;
pub mod probe;
pub mod translate;
pub mod updates;

pub use bot_api::BotApi;
pub use connection::TelegramBot;
