//! Pretends: a Bot API server on localhost, validated against the Bot API schema.
//!
//! It knows nothing of the bots that talk to it: any client library can be pointed at it. People are made to act through
//! the Rust API here or through the control API under `/simulator/` (the crate's README is its reference). What it does
//! not support it answers with 404 and lists; it never makes an answer up.
//!
//! ```
//! use std::time::Duration;
//! use telegram_simulator::{NewBot, NewUser, Server, Simulator, SimulatorOptions};
//!
//! # let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
//! # runtime.block_on(async {
//! let simulator = Simulator::new(SimulatorOptions::quick());
//! let server = Server::local(simulator.clone()).await.unwrap();
//! let bot = simulator.add_bot(NewBot::named("flower_shop_bot")).unwrap();
//! let anna = simulator.add_user(NewUser::named("Anna")).unwrap();
//! simulator.user_starts(bot.id, anna, Some("ref_9")).unwrap();
//!
//! // Here the bot under test would run against `server.url` with `bot.token`.
//! let updates = format!("{}/bot{}/getUpdates", server.url, bot.token);
//! # let http = { rustls::crypto::ring::default_provider().install_default().ok(); reqwest::Client::new() };
//! let answer: serde_json::Value = http.get(updates).send().await.unwrap().json().await.unwrap();
//! assert_eq!(answer["result"][0]["message"]["text"], "/start ref_9");
//!
//! let chat = simulator.chat(bot.id, anna).unwrap();
//! assert_eq!(chat.messages.len(), 1);
//! assert!(simulator.delivered(bot.id).is_empty());
//! # });
//! ```
//!
//! Time comes from a [`Clock`], chance from a seed, failures from a queue of [`Fault`]s. What really happened, whatever
//! the client got to see of it, is in [`Simulator::delivered`] and [`Simulator::acknowledged`].

mod acting;
mod answer;
mod bot_api;
mod chance;
mod clock;
mod commands;
mod control;
mod entities;
mod faults;
mod files;
mod hints;
mod keyboard;
mod limits;
mod methods;
mod parse;
mod reply;
mod schema;
mod sending;
mod server;
mod simulator;
mod updates;
mod webhook;
mod world;

pub use acting::{
    ActionSeen, BotSeen, CallbackSeen, CannotAct, ChatSeen, CommandsSeen, FileContent, FileSeen, GroupSeen, MemberSeen,
    MessageSeen, NewBot, NewFile, NewGroup, NewUser, Press, PreviewSeen, TopicSeen, Totals, UserSeen, Written,
};
pub use clock::Clock;
pub use faults::{Fault, FaultKind, FaultRates};
pub use files::FileKind;
pub use hints::Hint;
pub use limits::Limits;
pub use schema::check_object;
pub use server::{CannotListen, Server};
pub use simulator::{NotInTime, Simulator, SimulatorOptions};
pub use world::{Acknowledgement, AdminRights, Delivery, Forgetting, Receipt, RequestSeen, Role};
