//! The team: who is on the staff and where they are reached, who is invited, and links by which people come in.

mod change;
mod link;
mod list;
#[cfg(test)]
mod tests;

pub(crate) use change::{change_role, duty, remove, sign_out, withdraw};
pub(crate) use link::{invite, relink};
pub(crate) use list::show;
