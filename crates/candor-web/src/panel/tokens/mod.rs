//! Tokens of programs: made, shown once, ended.

mod change;
mod list;
#[cfg(test)]
mod tests;

pub(crate) use change::{end, make};
pub(crate) use list::show;
