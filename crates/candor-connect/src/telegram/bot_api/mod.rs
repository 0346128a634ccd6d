//! The Bot API as Candor uses it: [`client`] carries one call, [`upload`] one with a file, [`methods`], [`sending`] and
//! [`groups`] name the calls, [`download`] fetches a file, [`errors`] says what a failed one means.

mod answer;
pub mod client;
pub mod download;
pub mod errors;
pub mod groups;
pub mod methods;
pub mod sending;
pub mod upload;

pub(crate) use answer::Answer;
pub use client::BotApi;
pub use errors::{ApiError, Reason, Refusal};
pub use methods::WebhookInfo;
pub use sending::Original;
