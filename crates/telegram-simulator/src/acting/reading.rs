//! The truth for checkers, and the switches: limits, faults, outage.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::CannotAct;
use crate::commands::{self, Key, Whose};
use crate::faults::{Fault, FaultRates};
use crate::limits::Limits;
use crate::simulator::Simulator;
use crate::world::{Acknowledgement, Delivery, RequestSeen};

/// Totals since the simulator began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Bots.
    pub bots: usize,
    /// People.
    pub users: usize,
    /// Groups.
    pub groups: usize,
    /// Messages kept, both ways.
    pub messages: usize,
    /// Requests to the Bot API.
    pub requests: u64,
    /// Applied calls that sent a message.
    pub delivered: usize,
    /// Updates that left a queue, for any reason.
    pub acknowledged: usize,
    /// Updates waiting.
    pub pending_updates: usize,
    /// Faults waiting for a call.
    pub faults: usize,
}

/// One command list of a bot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommandsSeen {
    /// The scope: `{"type": "default"}` ...
    pub scope: Value,
    /// The language, empty for all others.
    pub language_code: String,
    /// The `BotCommand` objects.
    pub commands: Value,
}

impl Simulator {
    /// Every message a bot sent, in the order the calls were applied.
    #[must_use]
    pub fn delivered(&self, bot_id: i64) -> Vec<Delivery> {
        self.world().journal.deliveries.iter().filter(|delivery| delivery.bot_id == bot_id).cloned().collect()
    }

    /// How many messages a bot sent; cheap, for waiting.
    #[must_use]
    pub fn delivered_count(&self, bot_id: i64) -> usize {
        self.world().journal.deliveries.iter().filter(|delivery| delivery.bot_id == bot_id).count()
    }

    /// Every update of a bot that left its queue, in that order, with the reason.
    #[must_use]
    pub fn acknowledged(&self, bot_id: i64) -> Vec<Acknowledgement> {
        self.world().journal.acknowledgements.iter().filter(|update| update.bot_id == bot_id).cloned().collect()
    }

    /// How many updates of a bot wait.
    #[must_use]
    pub fn pending_updates(&self, bot_id: i64) -> usize {
        self.world().bots.get(&bot_id).map_or(0, |bot| bot.queue.len())
    }

    /// The latest requests of all bots (10,000 at most), oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestSeen> {
        self.world().journal.requests.iter().cloned().collect()
    }

    /// The command lists a bot has set, by scope and language.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn commands(&self, bot_id: i64) -> Result<Vec<CommandsSeen>, CannotAct> {
        let world = self.world();
        let bot = world.bots.get(&bot_id).ok_or(CannotAct::UnknownBot(bot_id))?;
        Ok(bot.commands.iter().map(commands_seen).collect())
    }

    /// The commands a person is shown by the menu of a bot: in their private chat with it, or in a group both are in. The
    /// language is that of the person's app unless another is given. `None` where the bot has set none for them.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot, person or group, or one of the two not being in the group.
    pub fn menu(
        &self,
        bot_id: i64,
        user_id: i64,
        group_id: Option<i64>,
        language: Option<&str>,
    ) -> Result<Option<CommandsSeen>, CannotAct> {
        let world = self.world();
        let bot = world.bots.get(&bot_id).ok_or(CannotAct::UnknownBot(bot_id))?;
        let user = world.users.get(&user_id).ok_or(CannotAct::UnknownUser(user_id))?;
        let mut is_admin = false;
        if let Some(group_id) = group_id {
            let group = world.groups.get(&group_id).ok_or(CannotAct::UnknownGroup(group_id))?;
            if let Some(absent) = [bot_id, user_id].into_iter().find(|id| !group.role(*id).is_present()) {
                return Err(CannotAct::NotAMember(absent));
            }
            is_admin = group.role(user_id).is_admin();
        }
        let language = language.or(user.language_code.as_deref()).unwrap_or_default();
        // Apps say "pt-br"; command lists know two letters.
        let language = language.split(['-', '_']).next().unwrap_or_default();
        let list = commands::shown(&bot.commands, Whose { group_id, user_id, is_admin }, language);
        Ok(list.map(commands_seen))
    }

    /// Calls that were refused because the simulator does not support them, with how often they came.
    #[must_use]
    pub fn unsupported(&self) -> BTreeMap<String, u64> {
        self.world().journal.unsupported.clone()
    }

    /// Parameters the schema does not know, per request: Telegram ignores them, so they are probably mistakes.
    #[must_use]
    pub fn warnings(&self) -> Vec<Value> {
        let notes = &self.world().journal.notes;
        notes.iter().filter_map(|note| serde_json::to_value(note).ok()).collect()
    }

    /// Totals since the simulator began.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let world = self.world();
        let in_groups: usize = world.groups.values().map(|group| group.messages.len()).sum();
        Totals {
            bots: world.bots.len(),
            users: world.users.len(),
            groups: world.groups.len(),
            messages: world.bots.values().map(|bot| bot.messages.len()).sum::<usize>().saturating_add(in_groups),
            requests: world.journal.arrivals(),
            delivered: world.journal.deliveries.len(),
            acknowledged: world.journal.acknowledgements.len(),
            pending_updates: world.bots.values().map(|bot| bot.queue.len()).sum(),
            faults: world.faults.queue.len(),
        }
    }

    /// The rate limits in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.world().limits
    }

    /// Puts other rate limits in force.
    pub fn set_limits(&self, limits: Limits) {
        self.world().limits = limits;
    }

    /// Adds a fault at the end of the queue.
    pub fn add_fault(&self, fault: Fault) {
        if fault.times > 0 {
            self.world().faults.queue.push_back(fault);
        }
    }

    /// The faults still waiting for a call.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        self.world().faults.queue.iter().cloned().collect()
    }

    /// Forgets waiting faults, sets all rates to 0 and ends an outage.
    pub fn clear_faults(&self) {
        self.set_outage(false);
        self.world().faults = crate::faults::Faults::default();
    }

    /// Faults by chance.
    #[must_use]
    pub fn fault_rates(&self) -> FaultRates {
        self.world().faults.rates.clone()
    }

    /// Sets faults by chance.
    pub fn set_fault_rates(&self, rates: FaultRates) {
        self.world().faults.rates = rates;
    }

    /// Whether every call is cut off.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        self.world().faults.is_outage
    }

    /// Cuts every call of every bot off, held polls too, and stops webhooks; or ends this.
    pub fn set_outage(&self, is_outage: bool) {
        {
            let world = &mut *self.world();
            world.faults.is_outage = is_outage;
            world.bots.values().for_each(crate::world::Bot::stir);
        }
        self.tell(Vec::new());
    }
}

fn commands_seen(((scope, language), commands): (&Key, &Value)) -> CommandsSeen {
    CommandsSeen {
        // Kept as the canonical JSON that was made from the scope.
        scope: serde_json::from_str(scope).unwrap_or_default(),
        language_code: language.clone(),
        commands: commands.clone(),
    }
}
