//! The first run: an owner who has nothing but a browser and Telegram is led from their account to a bot that answers. Each step
//! is kept where it belongs, in the store, so that a closed browser or a dead process loses nothing: where one goes on is read
//! from what is there ([`stand`]). The pages need an owner; the account itself is made by the page of invitations.

mod bot;
mod ground;
mod live;
mod script;
pub(crate) mod stand;
mod try_it;

pub(crate) use bot::{remove_webhook, show as show_bot, take};
use futures_util::future::BoxFuture;
pub(crate) use ground::{Ground, NotYet};
pub(crate) use live::{begin, go_live, show as show_live};
pub(crate) use script::{answered, bring, choose, show as show_script};
pub(crate) use stand::{Stand, Step, Steps};
pub(crate) use try_it::{say, show as show_try};

use super::BotTrouble;

/// Where it begins, goes on and ends.
pub(crate) const HERE: &str = "/panel/setup";

/// What the process does for the pages before its desk answers. Once it does, there is none of this.
pub trait Setup: Send + Sync {
    /// Whether the token is set where the process was started: then no page changes it.
    fn is_token_set(&self) -> bool;

    /// Has the desk answer for the bot that was named, from now on. Returns when it does.
    fn go_live(&self) -> BoxFuture<'_, Result<(), NotLive>>;
}

/// Why the desk does not answer yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotLive {
    /// Its bot cannot be asked.
    Bot(BotTrouble),
    /// Something else, in the words of the process; no secret is in them.
    Failed(String),
}
