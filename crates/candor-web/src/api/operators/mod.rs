//! The staff: who is on it, what they may do, and links by which people come in.

mod change;
mod invitations;
mod list;
mod shape;

pub(crate) use change::{change, remove, sign_out};
pub(crate) use invitations::{invitations, invite, withdraw};
pub(crate) use list::{list, show};
pub(crate) use shape::{Operator, RoleWord};
