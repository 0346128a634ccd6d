//! What the pages of the first run do, for programs too (`api/accounts/`): how far it has come, asking a bot who it is, and having the
//! desk answer for it. Each says in its own words what is wrong.

use candor_core::ids::BusinessId;
use candor_desk::Desk;
use candor_store::{Error, Secret};

use super::{
    NotLive, Setup,
    stand::{Stand, Step},
};
use crate::panel::{BotCheck, BotSeen, BotTrouble};

/// What it rests on.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Whose desk it is.
    pub business: &'a BusinessId,
    /// Who asks Telegram about bots, where somebody does.
    pub bots: Option<&'a dyn BotCheck>,
    /// What is left to be done before the desk answers; nothing where it does.
    pub setup: Option<&'a dyn Setup>,
    /// Under which address people reach the panel.
    pub address: Option<&'a str>,
}

/// Why the desk does not answer yet.
#[derive(Debug)]
pub(crate) enum NotYet {
    /// The bot or its script is not chosen, or the desk answers already.
    NotOpen,
    /// The bot cannot be asked.
    Unasked(BotTrouble),
    /// Its messages go to this host.
    Elsewhere(String),
    /// The process could not take it over.
    NotLive(NotLive),
    /// The store cannot answer.
    Store(Error),
}

impl From<Error> for NotYet {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl Ground<'_> {
    /// How far it has come.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn stand(&self) -> Result<Stand, Error> {
        Stand::of(self.desk, self.business, self.setup.is_none()).await
    }

    /// Whether a token can be named: the desk does not answer yet, and none is set where the process was started.
    pub(crate) fn takes_token(&self) -> bool {
        self.setup.is_some_and(|setup| !setup.is_token_set())
    }

    /// Asks about a bot. Where its updates go counts only if that is not this very desk.
    ///
    /// # Errors
    /// What keeps it from being asked.
    pub(crate) async fn look(&self, token: &Secret) -> Result<BotSeen, BotTrouble> {
        let mut seen = self.bots.ok_or(BotTrouble::Unreachable)?.look(token).await?;
        seen.webhook = seen.webhook.filter(|webhook| Some(webhook.trim_end_matches('/')) != self.address);
        Ok(seen)
    }

    /// The token that is kept of the bot.
    ///
    /// # Errors
    /// Whatever keeps the store from answering.
    pub(crate) async fn kept(&self, stand: &Stand) -> Result<Option<Secret>, Error> {
        match &stand.bot {
            Some(bot) => self.desk.store.token(&bot.id).await,
            None => Ok(None),
        }
    }

    /// Nobody else gets the bot's messages any more; nothing is done once the desk answers.
    ///
    /// # Errors
    /// [`NotYet::NotOpen`], [`NotYet::Unasked`], [`NotYet::Store`].
    pub(crate) async fn remove_webhook(&self, stand: &Stand) -> Result<(), NotYet> {
        let token = self.kept(stand).await?.filter(|_| !stand.is_live).ok_or(NotYet::NotOpen)?;
        let bots = self.bots.ok_or(NotYet::Unasked(BotTrouble::Unreachable))?;
        bots.remove_webhook(&token).await.map_err(NotYet::Unasked)
    }

    /// Asks the bot once more, and has the desk answer for it. Returns when it does.
    ///
    /// # Errors
    /// [`NotYet`].
    pub(crate) async fn go_live(&self, stand: &Stand) -> Result<(), NotYet> {
        let setup = self.setup.filter(|_| stand.is_open(Step::Live)).ok_or(NotYet::NotOpen)?;
        let token = self.kept(stand).await?.ok_or(NotYet::NotOpen)?;
        let seen = self.look(&token).await.map_err(NotYet::Unasked)?;
        if let Some(host) = seen.webhook {
            return Err(NotYet::Elsewhere(host));
        }
        setup.go_live().await.map_err(NotYet::NotLive)
    }
}
