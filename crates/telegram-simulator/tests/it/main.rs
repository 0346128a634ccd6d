//! The simulator over real HTTP, as a bot and a test see it.

mod bench;
mod faults;
mod polling;
