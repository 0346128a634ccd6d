//! Decides. Everything the desk decides is a pure function here: no I/O, no async, no clock, no randomness.
//! Time, ids and chance come in as arguments, so that a decision replays identically in tests, rehearsals and
//! answers to "why did it say that?".
//!
//! Modules in the order a message meets them: [`message`] is what a person sent, [`consent`] says whether the desk
//! may write at all, [`hearing`] understands, [`knowledge`] is what the owner's documents say, [`strategy`] chooses, [`moves`] plans, [`writer`] finds the words,
//! [`guard`] judges them; [`lead`] says what a contact is worth, [`summary`] what a conversation is about. [`script`] is what the owner wrote, [`conversation`] what is remembered between turns,
//! [`transcript`] the one text form of a conversation.

pub mod attachment;
pub mod audit;
pub mod consent;
pub mod conversation;
pub mod event;
pub mod export;
pub mod guard;
pub mod hearing;
pub mod ids;
pub mod knowledge;
pub mod language;
pub mod lead;
pub mod message;
pub mod model;
pub mod moment;
pub mod moves;
pub mod outbox;
pub mod phrases;
pub mod press;
mod prompts;
pub mod reasons;
pub mod roles;
pub mod script;
pub mod search;
pub mod seat;
pub mod strategy;
pub mod summary;
pub mod template;
pub mod throttle;
pub mod timeline;
pub mod timer;
pub mod told_time;
pub mod transcript;
pub mod webhook;
pub mod writer;
