//! What the staff does in the chat, against the simulator, with a real store.

mod aside;
mod bad_input;
mod exports;
mod files;
mod group;
mod leads;
mod lessons;
mod relay;
mod roles;
mod run;
mod scripts;
mod search;
mod waiting;
