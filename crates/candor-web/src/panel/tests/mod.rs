mod access;
mod gate;
pub(super) mod house;
mod inbox;
mod reports;
mod scripts;
mod search;
mod setup;
mod words;
