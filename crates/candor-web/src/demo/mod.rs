//! The demo: a newcomer plays a contact and a manager, and sees what the desk understood and why it answered so.
//!
//! The page talks to the simulator for what people do and to this module for what the desk thought. Nothing here
//! changes anything.

pub mod events;
pub mod health;
pub mod live;
pub mod page;
mod script;
pub mod setup;
pub mod state;

#[cfg(test)]
mod tests;
