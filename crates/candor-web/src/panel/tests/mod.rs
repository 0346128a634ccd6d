mod access;
mod files;
mod gate;
pub(super) mod house;
mod inbox;
mod reports;
mod scripts;
mod setup;
mod words;
