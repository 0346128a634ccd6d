//! People writing, to a bot or in a group: texts, files, raw messages, edits, deletions.
//!
//! `peer_id` is what a person opens in their app: a bot (its id) or a group (its negative id).

use serde_json::{Map, Value};

use super::written::{self, NewFile, Written};
use super::{CannotAct, hint};
use crate::simulator::Simulator;
use crate::world::{Author, Message, World};

impl Simulator {
    /// A person presses Start, with the payload of a deep link where there is one. The id of the message.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, or a blocked bot.
    pub fn user_starts(&self, bot_id: i64, user_id: i64, payload: Option<&str>) -> Result<i64, CannotAct> {
        let text = payload.map_or_else(|| "/start".to_owned(), |payload| format!("/start {payload}"));
        self.user_sends(bot_id, user_id, &text)
    }

    /// A person writes to a bot or in a group. The id of the message.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot, group or person, a blocked bot, a group they are not in or may not write in, a
    /// message or topic that is not there, or a text Telegram's apps would not send.
    pub fn user_writes(&self, peer_id: i64, user_id: i64, written: Written) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let (chat_id, message_id) = {
            let world = &mut *self.world();
            let chat_id = world.meeting(peer_id, user_id)?;
            (chat_id, world.person_writes(peer_id, user_id, written, now_ms)?)
        };
        self.tell(vec![hint("message", peer_id, chat_id).message(message_id)]);
        Ok(message_id)
    }

    /// A person sends a text. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends(&self, peer_id: i64, user_id: i64, text: &str) -> Result<i64, CannotAct> {
        self.user_writes(peer_id, user_id, Written::text(text))
    }

    /// A person sends a text at a given time (Unix seconds), as after a time without a connection. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends_dated(&self, peer_id: i64, user_id: i64, text: &str, date: i64) -> Result<i64, CannotAct> {
        self.user_writes(peer_id, user_id, Written::text(text).dated(date))
    }

    /// A person answers a message of the chat with a text. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_replies(&self, peer_id: i64, user_id: i64, to: i64, text: &str) -> Result<i64, CannotAct> {
        self.user_writes(peer_id, user_id, Written::text(text).replying_to(to))
    }

    /// A person sends anything: see [`Written::fields`]. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`], and for a fragment that is no object.
    pub fn user_sends_message(&self, peer_id: i64, user_id: i64, fragment: Value) -> Result<i64, CannotAct> {
        self.user_writes(peer_id, user_id, Written::fields(fragment))
    }

    /// A person sends a file, with words under it unless they are empty. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends_file(&self, peer_id: i64, user_id: i64, file: NewFile, caption: &str) -> Result<i64, CannotAct> {
        self.user_writes(peer_id, user_id, Written::file(file).captioned(caption))
    }

    /// A person sends many texts at once. `{n}` in the template is the number of the text, from 1. The ids of the messages.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends_many(
        &self,
        peer_id: i64,
        user_id: i64,
        template: &str,
        count: usize,
    ) -> Result<Vec<i64>, CannotAct> {
        let now_ms = self.now_ms();
        let (chat_id, ids) = {
            let world = &mut *self.world();
            let chat_id = world.meeting(peer_id, user_id)?;
            let mut ids = Vec::with_capacity(count.min(100_000));
            for number in 1..=count {
                let written = Written::text(&template.replace("{n}", &number.to_string()));
                ids.push(world.person_writes(peer_id, user_id, written, now_ms)?);
            }
            (chat_id, ids)
        };
        self.tell(ids.last().map(|id| hint("message", peer_id, chat_id).message(*id)).into_iter().collect());
        Ok(ids)
    }

    /// A person changes a message they wrote: its text, or the caption of a photo, document or the like (an empty one takes
    /// the caption away).
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown message, one somebody else wrote, or one that has neither text nor caption.
    pub fn user_edits(&self, peer_id: i64, user_id: i64, message_id: i64, text: &str) -> Result<(), CannotAct> {
        let now_ms = self.now_ms();
        let chat_id = {
            let world = &mut *self.world();
            let chat_id = world.meeting(peer_id, user_id)?;
            let message = world.message_mut(peer_id, chat_id, message_id);
            let message = message.ok_or(CannotAct::UnknownMessage(message_id))?;
            if message.author != Author::Person(user_id) {
                return Err(CannotAct::NotTheirs(message_id));
            }
            written::reword(message, text)?;
            message.put("edit_date", Some(now_ms.div_euclid(1000).into()));
            let message = message.clone();
            world.deliver(peer_id, "edited_message", &message, now_ms);
            chat_id
        };
        self.tell(vec![hint("edited", peer_id, chat_id).message(message_id)]);
        Ok(())
    }

    /// A person deletes a message for everybody: any in a private chat; their own in a group, or any with the right to. Bots are
    /// not told, as in Telegram.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown message, or one of somebody else without the right.
    pub fn user_deletes(&self, peer_id: i64, user_id: i64, message_id: i64) -> Result<(), CannotAct> {
        let chat_id = {
            let world = &mut *self.world();
            let chat_id = world.meeting(peer_id, user_id)?;
            let may_delete_any = world.groups.get(&chat_id).is_none_or(|group| group.role(user_id).may_delete());
            let message = world.message_mut(peer_id, chat_id, message_id);
            let message = message.ok_or(CannotAct::UnknownMessage(message_id))?;
            if !may_delete_any && message.author != Author::Person(user_id) {
                return Err(CannotAct::NoRight("delete messages of others"));
            }
            message.is_deleted = true;
            chat_id
        };
        self.tell(vec![hint("deleted", peer_id, chat_id).message(message_id)]);
        Ok(())
    }
}

impl World {
    /// A person writes to a bot or in a group. The id of the message.
    fn person_writes(&mut self, peer_id: i64, user_id: i64, written: Written, now_ms: i64) -> Result<i64, CannotAct> {
        let chat_id = self.meeting(peer_id, user_id)?;
        let reply_to = written.reply_to();
        let replied = match reply_to {
            Some(to) => Some(self.message(peer_id, chat_id, to).cloned().ok_or(CannotAct::UnknownMessage(to))?),
            None => None,
        };
        // A reply goes to the topic of what it replies to.
        let replied_topic = replied.as_ref().and_then(|replied| self.topic_of(chat_id, replied));
        let topic_id = written.topic_id().or(replied_topic);
        if replied.is_some() && replied_topic != topic_id {
            return Err(CannotAct::NotAnObject(
                "a reply stays in the topic of the message it replies to; leave the topic out",
            ));
        }
        self.may_write(peer_id, user_id, topic_id)?;

        let mut wire = Map::new();
        wire.insert("from".into(), self.user_wire(user_id));
        wire.insert("chat".into(), self.chat_wire(chat_id));
        wire.insert("date".into(), now_ms.div_euclid(1000).into());
        wire.extend(self.standing(chat_id, topic_id, replied.as_ref()));
        wire.extend(written.into_fragment(self)?);
        let messages = self.messages_mut(peer_id, chat_id).ok_or(CannotAct::UnknownBot(peer_id))?;
        let message_id = messages.fresh_id();
        wire.entry("message_id").or_insert_with(|| message_id.into());
        let message = Message {
            message_id,
            chat_id,
            author: Author::Person(user_id),
            reply_to,
            sent_ms: now_ms,
            is_deleted: false,
            wire: Value::Object(wire),
        };
        self.keep(peer_id, message.clone());
        self.after_writing(peer_id, chat_id);
        self.deliver(peer_id, "message", &message, now_ms);
        Ok(message_id)
    }

    /// Whether a person may write here, and in this topic.
    fn may_write(&self, peer_id: i64, user_id: i64, topic_id: Option<i64>) -> Result<(), CannotAct> {
        let Some(group) = self.groups.get(&peer_id) else {
            let chat = self.bots.get(&peer_id).and_then(|bot| bot.chats.get(&user_id));
            return match (topic_id, chat) {
                (Some(topic_id), _) => Err(CannotAct::UnknownTopic(topic_id)),
                (None, Some(chat)) if chat.is_blocked => Err(CannotAct::Blocked),
                _ => Ok(()),
            };
        };
        if let Some(unknown) = topic_id.filter(|topic_id| !group.topics.contains_key(topic_id)) {
            return Err(CannotAct::UnknownTopic(unknown));
        }
        if !group.role(user_id).may_write() {
            return Err(CannotAct::Muted);
        }
        match topic_id {
            Some(topic_id) if !group.is_open_to(user_id, Some(topic_id)) => Err(CannotAct::TopicClosed(topic_id)),
            _ => Ok(()),
        }
    }

    /// Tells the bot, or the bots of the group, about a message of a person.
    fn deliver(&mut self, peer_id: i64, kind: &str, message: &Message, now_ms: i64) {
        if self.groups.contains_key(&message.chat_id) {
            self.spread(message, kind, now_ms);
        } else {
            self.tell_bot(peer_id, kind, message.wire.clone(), now_ms);
        }
    }
}
