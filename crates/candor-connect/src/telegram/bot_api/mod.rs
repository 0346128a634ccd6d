//! The Bot API as Candor uses it: [`client`] carries one call, [`methods`] names the calls, [`errors`] says what a
//! failed one means.

mod answer;
pub mod client;
pub mod errors;
pub mod methods;

pub(crate) use answer::Answer;
pub use client::BotApi;
pub use errors::{ApiError, Reason, Refusal};
pub use methods::{CommandLine, WebhookInfo};
