//! The simulator over real HTTP, as a bot and a test see it.

mod bench;
mod callbacks;
mod commands;
mod control;
mod copying;
mod envelope;
mod faults;
mod files;
mod fuzz;
mod group_control;
mod groups;
mod limits;
mod messages;
mod polling;
mod previews;
mod staff;
mod topics;
mod webhooks;
mod world;
