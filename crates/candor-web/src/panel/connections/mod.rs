//! Connections: the bots of the business, how their messages come and go, what waits and what Telegram allows; pausing the desk or a bot,
//! another token, and the script a bot begins with.

mod change;
mod line;
mod list;
mod renew;
#[cfg(test)]
pub(crate) mod tests;

use candor_core::ids::ConnectionId;
use candor_store::Secret;

pub(crate) use change::{begin_with, pause, pause_one};
pub(crate) use line::set_elsewhere;
pub(crate) use list::show;
pub(crate) use renew::{check, renew, trouble_in_words};

/// What the running process does with another token of a bot it answers for.
pub trait Renewal: Send + Sync {
    /// Calls Telegram with this token from now on, wherever that bot is in use. False where this process does not answer for it:
    /// then the token holds from the next start.
    fn renew(&self, connection: &ConnectionId, token: &Secret) -> bool;
}
