//! Topics of a forum. A topic's thread id is the id of the service message that created it.

use serde_json::{Map, Value, json};

use super::{Author, Group, Message, World};

/// The icon colours Telegram knows (createForumTopic, `icon_color`); the first one where none is given.
pub(crate) const ICON_COLORS: [i64; 6] = [7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];

/// The longest name, characters (createForumTopic, `name`). Longer ones are cut.
const LONGEST_NAME: usize = 128;

/// A topic.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub name: String,
    pub icon_color: i64,
    pub icon_custom_emoji_id: Option<String>,
    pub is_closed: bool,
    /// The person or bot who created it.
    pub creator: i64,
}

impl Topic {
    pub(crate) fn new(name: String, icon_color: i64, icon_custom_emoji_id: Option<String>, creator: i64) -> Self {
        Self { name, icon_color, icon_custom_emoji_id, is_closed: false, creator }
    }

    /// Changes it. The content of the service message; `None` where nothing is different.
    fn change(&mut self, change: &TopicChange) -> Option<Value> {
        match change {
            TopicChange::Closed(is_closed) if self.is_closed == *is_closed => None,
            TopicChange::Closed(is_closed) => {
                self.is_closed = *is_closed;
                let name = if *is_closed { "forum_topic_closed" } else { "forum_topic_reopened" };
                Some(json!({ name: {} }))
            }
            TopicChange::Edited { name, icon_custom_emoji_id } => {
                let mut edited = Map::new();
                if let Some(name) = name.as_ref().filter(|name| **name != self.name) {
                    self.name.clone_from(name);
                    edited.insert("name".into(), name.clone().into());
                }
                let icon = icon_custom_emoji_id.as_ref();
                if let Some(icon) = icon.filter(|icon| **icon != self.icon_custom_emoji_id.clone().unwrap_or_default())
                {
                    self.icon_custom_emoji_id = Some(icon.clone()).filter(|icon| !icon.is_empty());
                    edited.insert("icon_custom_emoji_id".into(), icon.clone().into());
                }
                (!edited.is_empty()).then(|| json!({ "forum_topic_edited": edited }))
            }
        }
    }

    /// The fields `ForumTopic` and `ForumTopicCreated` share.
    pub(crate) fn wire(&self) -> Map<String, Value> {
        let mut wire = Map::new();
        wire.insert("name".into(), self.name.clone().into());
        wire.insert("icon_color".into(), self.icon_color.into());
        if let Some(icon) = &self.icon_custom_emoji_id {
            wire.insert("icon_custom_emoji_id".into(), icon.clone().into());
        }
        wire
    }
}

/// What can become of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TopicChange {
    /// Another name, another icon (empty for none); what is `None` stays.
    Edited {
        name: Option<String>,
        icon_custom_emoji_id: Option<String>,
    },
    Closed(bool),
}

/// A name as Telegram keeps it: one line, without blanks at its ends, cut to 128 characters.
pub(crate) fn topic_name(given: &str) -> String {
    let name: String = given.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    name.trim().chars().take(LONGEST_NAME).collect::<String>().trim_end().to_owned()
}

impl Group {
    /// Whether somebody may write in a topic: a closed one is open to those who manage topics and to its creator.
    pub(crate) fn is_open_to(&self, id: i64, topic_id: Option<i64>) -> bool {
        let Some(topic) = topic_id.and_then(|topic_id| self.topics.get(&topic_id)) else { return true };
        !topic.is_closed || topic.creator == id || self.role(id).may_manage_topics()
    }
}

impl World {
    /// Creates a topic. Its thread id.
    pub(crate) fn create_topic(&mut self, group_id: i64, topic: Topic, now_ms: i64) -> Option<i64> {
        let content = json!({ "forum_topic_created": topic.wire() });
        let by = topic.creator;
        let thread_id = self.groups.get_mut(&group_id)?.messages.next_id();
        self.groups.get_mut(&group_id)?.topics.insert(thread_id, topic);
        self.post_service(group_id, Some(thread_id), by, content, now_ms)
    }

    /// Changes a topic and tells the bots. Whether anything was different.
    pub(crate) fn change_topic(
        &mut self,
        group_id: i64,
        topic_id: i64,
        by: i64,
        change: &TopicChange,
        now_ms: i64,
    ) -> bool {
        let topic = self.groups.get_mut(&group_id).and_then(|group| group.topics.get_mut(&topic_id));
        let Some(content) = topic.and_then(|topic| topic.change(change)) else { return false };
        self.post_service(group_id, Some(topic_id), by, content, now_ms);
        true
    }

    /// Deletes a topic and every message in it. No bot is told.
    pub(crate) fn delete_topic(&mut self, group_id: i64, thread_id: i64) {
        if let Some(group) = self.groups.get_mut(&group_id) {
            group.topics.remove(&thread_id);
            group.messages.delete_topic(thread_id);
        }
    }

    /// Posts a service message and tells the bots. Its id.
    pub(crate) fn post_service(
        &mut self,
        group_id: i64,
        topic_id: Option<i64>,
        by: i64,
        content: Value,
        now_ms: i64,
    ) -> Option<i64> {
        let from = self.user_wire(by);
        let author = if self.bots.contains_key(&by) { Author::Bot(by) } else { Author::Person(by) };
        let group = self.groups.get_mut(&group_id)?;
        let message_id = group.messages.fresh_id();
        let mut wire = Map::new();
        wire.insert("message_id".into(), message_id.into());
        wire.insert("from".into(), from);
        wire.insert("chat".into(), group.wire());
        wire.insert("date".into(), now_ms.div_euclid(1000).into());
        wire.extend(group.standing(topic_id, None));
        wire.extend(content.as_object().cloned().unwrap_or_default());
        let wire = Value::Object(wire);
        let message =
            Message { message_id, chat_id: group_id, author, reply_to: None, sent_ms: now_ms, is_deleted: false, wire };
        group.messages.keep(message.clone());
        self.spread(&message, "message", now_ms);
        Some(message_id)
    }
}
