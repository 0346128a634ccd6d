//! Talks: Telegram's Bot API and language models, and later integrations. Everybody else's servers are reached from here and
//! from nowhere else, and everybody else's files are read here.
//!
//! [`channel`] is the seam the desk sees; [`telegram`] is the one channel behind it so far. [`model`] is everybody else's
//! language models, [`webhooks`] the owner's own addresses, [`documents`] reads files of the owner's. [`http`] is the only place where an HTTP client is built, [`secret`] holds what must never be printed,
//! [`strike_out`] looks for it in what others wrote.
//! Wire formats end here: what leaves this crate inwards is the core's vocabulary or an update kept raw. It knows nothing of
//! the store, the desk or the web.

mod address;
pub mod channel;
pub mod documents;
pub mod http;
pub mod model;
pub mod secret;
pub mod strike_out;
pub mod telegram;
mod wait;
pub mod webhooks;
