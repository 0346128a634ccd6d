//! What is set, where each setting comes from and how it is changed; how the desk says that it is an AI, and why that cannot be
//! switched off; backups. What lives in the database can be changed here, what lives in the settings file cannot.

mod about;
mod change;
mod configured;
mod page;
mod sections;
#[cfg(test)]
mod tests;
mod voices;

pub(crate) use change::{demand, drop_group};
pub use configured::{Configured, Origin, Setting};
pub(crate) use page::show;
