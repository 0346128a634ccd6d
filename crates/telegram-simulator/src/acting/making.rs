//! Making bots and people.

use serde::{Deserialize, Serialize};

use super::CannotAct;
use crate::hints::Hint;
use crate::simulator::Simulator;
use crate::world::{Bot, User};

/// A bot to be made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewBot {
    /// The token; one is made up where it is empty. Its digits before `:` are the bot's id.
    pub token: String,
    /// The username without `@`; made up where it is empty.
    pub username: String,
    /// The name shown; the username where it is empty.
    pub name: String,
    /// Privacy mode is off: it sees everything in groups it is added to.
    pub reads_all_group_messages: bool,
    /// `getMe` says that private chats with it have topics. The simulator itself has none there.
    pub has_topics_enabled: bool,
}

/// A bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BotSeen {
    /// Its id.
    pub id: i64,
    /// Its token.
    pub token: String,
    /// Its username without `@`.
    pub username: String,
    /// Its name.
    pub name: String,
    /// Privacy mode is off.
    pub reads_all_group_messages: bool,
    /// `getMe` says that private chats with it have topics.
    pub has_topics_enabled: bool,
    /// Where its updates go, where a webhook is set.
    pub webhook_url: Option<String>,
    /// Updates waiting.
    pub pending_updates: usize,
}

/// A person to be made. Any text is allowed in every field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewUser {
    /// The id; one is made up where it is 0.
    pub id: i64,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The username without `@`.
    pub username: Option<String>,
    /// The language of the person's app: `ru`, `en`.
    pub language_code: Option<String>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserSeen {
    /// The id, which is also the id of the private chats with this person.
    pub id: i64,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The username without `@`.
    pub username: Option<String>,
    /// The language of the person's app.
    pub language_code: Option<String>,
    /// The account was deleted.
    pub is_deactivated: bool,
}

impl NewBot {
    /// A bot with this username.
    #[must_use]
    pub fn named(username: &str) -> Self {
        Self { username: username.to_owned(), ..Self::default() }
    }

    /// The same bot with a token of its own.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }
}

impl NewUser {
    /// A person with this first name.
    #[must_use]
    pub fn named(first_name: &str) -> Self {
        Self { first_name: first_name.to_owned(), ..Self::default() }
    }

    /// The same person with an app in this language.
    #[must_use]
    pub fn speaking(mut self, language_code: &str) -> Self {
        self.language_code = Some(language_code.to_owned());
        self
    }
}

impl Simulator {
    /// Makes a bot.
    ///
    /// # Errors
    /// [`CannotAct::BadToken`] for a token of the wrong shape or one that is taken.
    pub fn add_bot(&self, new: NewBot) -> Result<BotSeen, CannotAct> {
        let seen = {
            let world = &mut *self.world();
            let token = if new.token.is_empty() {
                let newest = world.bots.keys().next_back().copied().unwrap_or(0).max(7_000_000_000);
                let id = newest.saturating_add(1).saturating_add(world.chance.id_below(1000));
                format!("{id}:{}", world.chance.word(35))
            } else {
                new.token
            };
            let id = id_of(&token).filter(|_| !world.tokens.contains_key(&token)).ok_or(CannotAct::BadToken)?;
            if world.bots.contains_key(&id) || world.users.contains_key(&id) {
                return Err(CannotAct::TakenId(id));
            }
            let username = if new.username.is_empty() { format!("simulated_{id}_bot") } else { new.username };
            let name = if new.name.is_empty() { username.clone() } else { new.name };
            let first_update = world.chance.id_below(900_000_000).saturating_add(100_000_000);
            let mut bot = Bot::new(id, token.clone(), username, name, first_update);
            bot.reads_all_group_messages = new.reads_all_group_messages;
            bot.has_topics_enabled = new.has_topics_enabled;
            let seen = bot_seen(&bot);
            world.tokens.insert(token, id);
            world.bots.insert(id, bot);
            seen
        };
        self.tell(vec![Hint::of("bot").bot(seen.id)]);
        Ok(seen)
    }

    /// Gives a bot another token, as BotFather's `/revoke` does: the old one is unauthorized at once. Returns the new one.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn revoke_token(&self, bot_id: i64) -> Result<String, CannotAct> {
        let world = &mut *self.world();
        let token = format!("{bot_id}:{}", world.chance.word(35));
        let bot = world.bot_mut(bot_id)?;
        let old = std::mem::replace(&mut bot.token, token.clone());
        world.tokens.remove(&old);
        world.tokens.insert(token.clone(), bot_id);
        Ok(token)
    }

    /// Switches a bot's privacy mode, as BotFather's `/setprivacy` does: off lets it see everything in groups. It counts for
    /// groups the bot is added to from now on; where it is already, it has to be added again.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn set_privacy(&self, bot_id: i64, is_on: bool) -> Result<(), CannotAct> {
        self.world().bot_mut(bot_id)?.reads_all_group_messages = !is_on;
        self.tell(vec![Hint::of("bot").bot(bot_id)]);
        Ok(())
    }

    /// Switches what `getMe` says about topics in private chats.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn set_topics_enabled(&self, bot_id: i64, is_on: bool) -> Result<(), CannotAct> {
        self.world().bot_mut(bot_id)?.has_topics_enabled = is_on;
        self.tell(vec![Hint::of("bot").bot(bot_id)]);
        Ok(())
    }

    /// Makes a person; the id is also the id of the private chats with this person.
    ///
    /// # Errors
    /// [`CannotAct::TakenId`].
    pub fn add_user(&self, new: NewUser) -> Result<i64, CannotAct> {
        let id = {
            let world = &mut *self.world();
            let id = if new.id == 0 { world.fresh_user_id() } else { new.id };
            if id < 1 || world.users.contains_key(&id) || world.bots.contains_key(&id) {
                return Err(CannotAct::TakenId(id));
            }
            let NewUser { first_name, last_name, username, language_code, .. } = new;
            let user = User { id, first_name, last_name, username, language_code, is_deactivated: false };
            world.users.insert(id, user);
            id
        };
        self.tell(vec![Hint::of("user").chat(id)]);
        Ok(id)
    }

    /// Deletes a person's account: bots get 403 from now on.
    ///
    /// # Errors
    /// [`CannotAct::UnknownUser`].
    pub fn deactivate_user(&self, user_id: i64) -> Result<(), CannotAct> {
        let world = &mut *self.world();
        let user = world.users.get_mut(&user_id).ok_or(CannotAct::UnknownUser(user_id))?;
        user.is_deactivated = true;
        Ok(())
    }

    /// All bots.
    #[must_use]
    pub fn bots(&self) -> Vec<BotSeen> {
        self.world().bots.values().map(bot_seen).collect()
    }

    /// All people.
    #[must_use]
    pub fn users(&self) -> Vec<UserSeen> {
        let seen = |user: &User| UserSeen {
            id: user.id,
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            username: user.username.clone(),
            language_code: user.language_code.clone(),
            is_deactivated: user.is_deactivated,
        };
        self.world().users.values().map(seen).collect()
    }
}

fn bot_seen(bot: &Bot) -> BotSeen {
    BotSeen {
        id: bot.id,
        token: bot.token.clone(),
        username: bot.username.clone(),
        name: bot.name.clone(),
        reads_all_group_messages: bot.reads_all_group_messages,
        has_topics_enabled: bot.has_topics_enabled,
        webhook_url: bot.webhook.as_ref().map(|webhook| webhook.url.clone()),
        pending_updates: bot.queue.len(),
    }
}

fn id_of(token: &str) -> Option<i64> {
    let (id, secret) = token.split_once(':')?;
    let is_secret = !secret.is_empty()
        && secret.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'));
    if !is_secret || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    id.parse().ok().filter(|id| *id > 0)
}
