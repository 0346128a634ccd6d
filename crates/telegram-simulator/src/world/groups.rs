//! Supergroups, with or without topics: who is in them, what was written, and where in them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::members::{Member, Role};
use super::topics::Topic;
use super::{Message, Messages, World};

/// A supergroup. Its messages have ids of their own.
#[derive(Debug)]
pub(crate) struct Group {
    pub id: i64,
    pub title: String,
    /// The public name without `@`.
    pub username: Option<String>,
    pub is_forum: bool,
    /// Everybody who is or was in it: people and bots.
    pub members: BTreeMap<i64, Member>,
    pub messages: Messages,
    /// Topics by their thread id.
    pub topics: BTreeMap<i64, Topic>,
    /// Chat actions by bot and topic, and the millisecond they are shown until.
    pub actions: BTreeMap<(i64, Option<i64>), (String, i64)>,
    /// The reply keyboard set last.
    pub keyboard: Option<Value>,
    /// The bot that wrote last: commands that name no bot go to it.
    pub last_bot: Option<i64>,
}

impl Group {
    pub(crate) fn new(id: i64, title: String, username: Option<String>, is_forum: bool) -> Self {
        Self {
            id,
            title,
            username,
            is_forum,
            members: BTreeMap::new(),
            messages: Messages::default(),
            topics: BTreeMap::new(),
            actions: BTreeMap::new(),
            keyboard: None,
            last_bot: None,
        }
    }

    /// The `Chat` object of the wire.
    pub(crate) fn wire(&self) -> Value {
        let mut wire = Map::new();
        wire.insert("id".into(), self.id.into());
        wire.insert("title".into(), self.title.clone().into());
        if let Some(username) = &self.username {
            wire.insert("username".into(), username.clone().into());
        }
        if self.is_forum {
            wire.insert("is_forum".into(), true.into());
        }
        wire.insert("type".into(), "supergroup".into());
        Value::Object(wire)
    }

    /// The role of somebody; `Left` for those who never were here.
    pub(crate) fn role(&self, id: i64) -> Role {
        self.members.get(&id).map_or(Role::Left, |member| member.role)
    }

    /// The person who made it.
    pub(crate) fn creator(&self) -> Option<i64> {
        self.members.iter().find(|(_, member)| member.role == Role::Creator).map(|(id, _)| *id)
    }

    /// The topic a reply to a message goes to.
    pub(crate) fn topic_of(&self, replied: &Message) -> Option<i64> {
        replied.topic_id().filter(|topic_id| self.is_forum && self.topics.contains_key(topic_id))
    }

    /// Those who are in it now.
    pub(crate) fn present(&self) -> impl Iterator<Item = (i64, &Member)> {
        self.members.iter().filter(|(_, member)| member.role.is_present()).map(|(id, member)| (*id, member))
    }

    /// The fields that say where a new message stands: its thread and what it replies to. A plain message in a topic replies
    /// to the message that created the topic; a reply outside of topics belongs to the thread of what it replies to.
    pub(crate) fn standing(&self, topic_id: Option<i64>, reply: Option<&Message>) -> Map<String, Value> {
        let mut fields = Map::new();
        let thread_id = topic_id.or_else(|| {
            let reply = reply.filter(|_| !self.is_forum)?;
            reply.wire.get("message_thread_id").and_then(Value::as_i64).or(Some(reply.message_id))
        });
        if let Some(thread_id) = thread_id {
            fields.insert("message_thread_id".into(), thread_id.into());
        }
        if topic_id.is_some() {
            fields.insert("is_topic_message".into(), true.into());
        }
        let beginning = topic_id.and_then(|topic_id| self.messages.find(self.id, topic_id));
        if let Some(replied) = reply.or(beginning) {
            fields.insert("reply_to_message".into(), replied.as_reply());
        }
        fields
    }
}

impl World {
    /// An id no group has yet. Below `-100` and ten digits, as those of supergroups are.
    pub(crate) fn fresh_group_id(&mut self) -> i64 {
        let newest = self.groups.keys().next().copied().unwrap_or(0).min(-1_002_000_000_000);
        newest.saturating_sub(1).saturating_sub(self.chance.id_below(1000))
    }

    /// The group of this public name.
    pub(crate) fn group_named(&self, username: &str) -> Option<&Group> {
        let is_named = |group: &&Group| group.username.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(username));
        self.groups.values().find(is_named)
    }

    /// The `User` object of a person or a bot.
    pub(crate) fn user_wire(&self, id: i64) -> Value {
        match (self.bots.get(&id), self.users.get(&id)) {
            (Some(bot), _) => bot.wire(),
            (None, Some(user)) => user.wire(),
            (None, None) => json!({ "id": id, "is_bot": false, "first_name": "" }),
        }
    }
}
