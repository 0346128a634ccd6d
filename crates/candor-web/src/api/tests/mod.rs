//! The API over a store with one conversation in it.

mod accounts;
mod conversations;
mod desk;
mod document;
mod documents;
mod files;
mod first_run;
mod fuzz;
mod gate;
pub(crate) mod house;
mod leads;
mod operators;
mod quick;
mod reports;
mod scripts;
mod webhooks;
