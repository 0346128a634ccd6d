mod access;
mod gate;
pub(super) mod house;
mod inbox;
mod quick;
mod reports;
mod scripts;
mod setup;
mod words;
