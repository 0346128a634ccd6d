//! The API: everything the panel can do, for programs. A resource is one folder with what it tells and what it does; what it
//! changes, it changes through the actions of the desk, as the panel, the chat and the command line do.
//!
//! Every endpoint, with what one needs for it, is in [`crate::router::endpoints`]. A request takes one way through all of
//! them: [`endpoint`].

pub(crate) mod accounts;
mod act;
mod answer;
mod ask;
pub(crate) mod audit;
pub(crate) mod browse;
mod caller;
pub(crate) mod conversations;
pub(crate) mod desk;
pub(crate) mod documents;
mod endpoint;
pub(crate) mod events;
pub(crate) mod groups;
pub(crate) mod health;
pub(crate) mod leads;
pub(crate) mod lessons;
pub(crate) mod logs;
mod openapi;
pub(crate) mod operators;
mod pace;
mod paged;
mod problem;
pub(crate) mod scripts;
pub(crate) mod settings;
mod state;
pub(crate) mod stats;
pub(crate) mod templates;
pub(crate) mod token;
mod told;
pub(crate) mod webhooks;

pub(crate) use act::Done;
pub(crate) use answer::Answer;
pub(crate) use ask::{Asked, Nothing};
pub use browse::openapi;
pub(crate) use caller::Caller;
pub(crate) use endpoint::{Endpoint, change, make, missing, perform, read, remove, served};
pub(crate) use openapi::document;
pub(crate) use problem::{Problem, must_not_exceed};
pub use state::Api;
pub(crate) use told::At;

#[cfg(test)]
mod tests;
