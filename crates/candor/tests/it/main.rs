//! The shipped binary, as people run it.

mod brain;
mod browser;
mod doctor;
mod ends;
mod keys;
mod kill;
mod knowledge;
mod models;
mod operations;
mod program;
mod scripts;
mod serve;
mod setup;
mod shell;
mod webhooks;
