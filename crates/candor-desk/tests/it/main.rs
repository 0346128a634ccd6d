//! The desk against the simulator over HTTP, with a real store. Only the ends of the world are pretend.

mod contract;
mod drafts;
mod garbage;
mod hand_over;
mod knowledge;
mod models;
mod operators;
mod sale;
mod stage;
mod summaries;
mod webhooks;
