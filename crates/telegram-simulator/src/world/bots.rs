//! The bots: their tokens, update queues, webhooks and command lists.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Callback, Chat, Message, Messages};
use crate::limits::Buckets;
use crate::updates::Queue;

/// A bot and everything it can see.
#[derive(Debug)]
pub(crate) struct Bot {
    pub id: i64,
    pub token: String,
    pub username: String,
    pub name: String,
    /// Privacy mode is off: bots added to a group from now on see everything there.
    pub reads_all_group_messages: bool,
    /// `getMe` says that private chats with it have topics.
    pub has_topics_enabled: bool,
    pub queue: Queue,
    pub webhook: Option<Webhook>,
    /// Private chats, by the person's id.
    pub chats: BTreeMap<i64, Chat>,
    /// Messages of all private chats: they share one counter per bot.
    pub messages: Messages,
    pub callbacks: HashMap<String, Callback>,
    /// Command lists by (scope as canonical JSON, language code).
    pub commands: BTreeMap<(String, String), Value>,
    pub buckets: Buckets,
    /// Counts every change a waiting poll or webhook has to look at.
    pub wake: watch::Sender<u64>,
}

/// A webhook as `setWebhook` left it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Webhook {
    /// Tells a deliverer whether it still serves this webhook.
    pub generation: u64,
    pub url: String,
    pub secret_token: Option<String>,
    pub max_connections: usize,
    pub ip_address: Option<String>,
    pub has_certificate: bool,
    pub last_error: Option<(i64, String)>,
    /// Since when the endpoint has answered 410 Gone and nothing else.
    pub gone_since_ms: Option<i64>,
}

impl Bot {
    pub(crate) fn new(id: i64, token: String, username: String, name: String, first_update_id: i64) -> Self {
        Self {
            id,
            token,
            username,
            name,
            reads_all_group_messages: false,
            has_topics_enabled: false,
            queue: Queue::starting(first_update_id),
            webhook: None,
            chats: BTreeMap::new(),
            messages: Messages::default(),
            callbacks: HashMap::new(),
            commands: BTreeMap::new(),
            buckets: Buckets::default(),
            wake: watch::channel(0).0,
        }
    }

    /// The `User` object of the bot as others see it.
    pub(crate) fn wire(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.name, "username": self.username })
    }

    /// The `User` object `getMe` returns.
    pub(crate) fn own_wire(&self) -> Value {
        json!({
            "id": self.id,
            "is_bot": true,
            "first_name": self.name,
            "username": self.username,
            "can_join_groups": true,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_guest_queries": false,
            "supports_inline_queries": false,
            "can_connect_to_business": false,
            "has_main_web_app": false,
            "has_topics_enabled": self.has_topics_enabled,
            "allows_users_to_create_topics": false,
            "can_manage_bots": false,
            "supports_join_request_queries": false,
        })
    }

    /// Adds a message to its private chat.
    pub(crate) fn keep(&mut self, message: Message) {
        self.chats.entry(message.chat_id).or_default().message_ids.push(message.message_id);
        self.messages.keep(message);
    }

    /// Tells waiting polls and webhooks to look again.
    pub(crate) fn stir(&self) {
        self.wake.send_modify(|count| *count = count.wrapping_add(1));
    }
}
