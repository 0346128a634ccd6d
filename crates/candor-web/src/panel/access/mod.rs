//! Lets people in: by an invitation once, by name and password after that. Who is in a session is a [`Viewer`].

pub(crate) mod account;
pub(crate) mod asked_again;
mod cookie;
pub(crate) mod demanded;
pub(crate) mod join;
pub(crate) mod language;
mod password;
pub(crate) mod proven;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod throttle;
mod viewer;

use candor_desk::actions::Refusal;
use candor_store::{Changes, CommitError, Error};
pub(crate) use language::asked_language;
pub(crate) use viewer::Viewer;

use super::{Panel, Trouble};

/// Writes what changes of an account, with who did it, at once.
///
/// # Errors
/// [`Refusal::Outdated`] if the account was changed meanwhile, or whoever did it is on the staff no more; whatever keeps the store from
/// writing.
async fn commit(panel: &Panel, changes: Changes) -> Result<(), Trouble> {
    match panel.desk().store.apply(panel.business(), changes, panel.now()).await {
        Ok(_) => Ok(()),
        Err(CommitError::Store(error)) => Err(error.into()),
        Err(CommitError::Conflict) => Err(Trouble::Refused(Refusal::Outdated)),
        Err(_) => Err(Error::Raced.into()),
    }
}
