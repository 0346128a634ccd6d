//! Everything the simulator remembers: bots, people, chats, groups, messages, files and what was done.
//!
//! Plain data behind one lock, changed only by the methods of the Bot API and by the control API. Nothing here waits,
//! reads a clock or touches the network.

mod bots;
mod chats;
mod groups;
mod journal;
mod members;
mod messages;
mod places;
mod spreading;
mod topics;
mod users;

pub(crate) use bots::{Bot, Webhook};
pub(crate) use chats::{Callback, CallbackAnswer, Chat, PREVIEW_MS, Preview, TYPING_MS};
pub(crate) use groups::Group;
pub use journal::{Acknowledgement, Delivery, Forgetting, Receipt, RequestSeen};
pub(crate) use journal::{Journal, Note};
pub(crate) use members::permissions;
pub use members::{AdminRights, Role};
pub(crate) use messages::{Author, Message, Messages};
pub(crate) use topics::{ICON_COLORS, Topic, TopicChange, topic_name};
pub(crate) use users::User;

use std::collections::{BTreeMap, HashMap};

use crate::chance::Chance;
use crate::faults::Faults;
use crate::files::Files;
use crate::limits::Limits;

/// The whole simulated Telegram.
#[derive(Debug)]
pub(crate) struct World {
    pub bots: BTreeMap<i64, Bot>,
    pub tokens: HashMap<String, i64>,
    pub users: BTreeMap<i64, User>,
    /// Supergroups by id.
    pub groups: BTreeMap<i64, Group>,
    pub files: Files,
    pub chance: Chance,
    pub limits: Limits,
    pub faults: Faults,
    pub journal: Journal,
}

impl World {
    pub(crate) fn new(seed: u64, limits: Limits) -> Self {
        Self {
            bots: BTreeMap::new(),
            tokens: HashMap::new(),
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            files: Files::default(),
            chance: Chance::seeded(seed),
            limits,
            faults: Faults::default(),
            journal: Journal::default(),
        }
    }
}
