//! People writing: texts, files, raw messages, edits.

use serde_json::{Map, Value};

use super::CannotAct;
use super::written::{self, NewFile, Written};
use crate::hints::Hint;
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

    /// A person writes to a bot. The id of the message.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, a blocked bot, a message to reply to that is not there, or a text
    /// Telegram's apps would not send.
    pub fn user_writes(&self, bot_id: i64, user_id: i64, written: Written) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let message_id = self.world().person_writes(bot_id, user_id, written, now_ms)?;
        self.tell(vec![Hint::of("message").bot(bot_id).chat(user_id).message(message_id)]);
        Ok(message_id)
    }

    /// A person sends a text. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends(&self, bot_id: i64, user_id: i64, text: &str) -> Result<i64, CannotAct> {
        self.user_writes(bot_id, user_id, Written::text(text))
    }

    /// A person sends a text at a given time (Unix seconds), as after a time without a connection. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends_dated(&self, bot_id: i64, user_id: i64, text: &str, date: i64) -> Result<i64, CannotAct> {
        self.user_writes(bot_id, user_id, Written::text(text).dated(date))
    }

    /// A person answers a message of the chat with a text. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_replies(&self, bot_id: i64, user_id: i64, to: i64, text: &str) -> Result<i64, CannotAct> {
        self.user_writes(bot_id, user_id, Written::text(text).replying_to(to))
    }

    /// A person sends anything: see [`Written::fields`]. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`], and for a fragment that is no object.
    pub fn user_sends_message(&self, bot_id: i64, user_id: i64, fragment: Value) -> Result<i64, CannotAct> {
        self.user_writes(bot_id, user_id, Written::fields(fragment))
    }

    /// A person sends a file, with words under it unless they are empty. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends_file(&self, bot_id: i64, user_id: i64, file: NewFile, caption: &str) -> Result<i64, CannotAct> {
        self.user_writes(bot_id, user_id, Written::file(file).captioned(caption))
    }

    /// A person sends many texts at once. `{n}` in the template is the number of the text, from 1. The ids of the messages.
    ///
    /// # Errors
    /// As [`Simulator::user_writes`].
    pub fn user_sends_many(
        &self,
        bot_id: i64,
        user_id: i64,
        template: &str,
        count: usize,
    ) -> Result<Vec<i64>, CannotAct> {
        let now_ms = self.now_ms();
        let ids = {
            let world = &mut *self.world();
            world.pair(bot_id, user_id)?;
            let mut ids = Vec::with_capacity(count.min(100_000));
            for number in 1..=count {
                let written = Written::text(&template.replace("{n}", &number.to_string()));
                ids.push(world.person_writes(bot_id, user_id, written, now_ms)?);
            }
            ids
        };
        self.tell(
            ids.last().map(|id| Hint::of("message").bot(bot_id).chat(user_id).message(*id)).into_iter().collect(),
        );
        Ok(ids)
    }

    /// A person changes a message they wrote: its text, or the caption of a photo, document or the like (an empty one takes
    /// the caption away).
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown message, one somebody else wrote, or one that has neither text nor caption.
    pub fn user_edits(&self, bot_id: i64, user_id: i64, message_id: i64, text: &str) -> Result<(), CannotAct> {
        let now_ms = self.now_ms();
        {
            let world = &mut *self.world();
            let (bot, user) = world.pair(bot_id, user_id)?;
            let message = bot.messages.find_mut(user.id, message_id).ok_or(CannotAct::UnknownMessage(message_id))?;
            if message.author != Author::Person(user_id) {
                return Err(CannotAct::NotTheirs(message_id));
            }
            written::reword(message, text)?;
            message.put("edit_date", Some(now_ms.div_euclid(1000).into()));
            let wire = message.wire.clone();
            world.tell_bot(bot_id, "edited_message", wire, now_ms);
        }
        self.tell(vec![Hint::of("edited").bot(bot_id).chat(user_id).message(message_id)]);
        Ok(())
    }
}

impl World {
    /// A person writes to a bot. The id of the message.
    fn person_writes(&mut self, bot_id: i64, user_id: i64, written: Written, now_ms: i64) -> Result<i64, CannotAct> {
        let (bot, user) = self.pair(bot_id, user_id)?;
        if bot.chat_with(user).is_blocked {
            return Err(CannotAct::Blocked);
        }
        let replied = match written.reply_to() {
            Some(to) => Some(bot.messages.find(user_id, to).ok_or(CannotAct::UnknownMessage(to))?.as_reply()),
            None => None,
        };
        if let Some(topic_id) = written.topic_id() {
            return Err(CannotAct::UnknownTopic(topic_id));
        }
        let mut wire = Map::new();
        wire.insert("from".into(), user.wire());
        wire.insert("chat".into(), user.chat_wire());
        wire.insert("date".into(), now_ms.div_euclid(1000).into());
        if let Some(replied) = replied {
            wire.insert("reply_to_message".into(), replied);
        }
        wire.extend(written.into_fragment(self)?);

        let (bot, user) = self.pair(bot_id, user_id)?;
        let message_id = bot.messages.fresh_id();
        let chat = bot.chat_with(user);
        chat.is_started = true;
        // A one-time keyboard hides after it was used.
        if chat.keyboard.as_ref().is_some_and(|keyboard| {
            ["one_time_keyboard", "force_reply"].iter().any(|name| keyboard.get(*name) == Some(&Value::Bool(true)))
        }) {
            chat.keyboard = None;
        }
        wire.entry("message_id").or_insert_with(|| message_id.into());
        let wire = Value::Object(wire);
        let message = Message {
            message_id,
            chat_id: user_id,
            author: Author::Person(user_id),
            sent_ms: now_ms,
            is_deleted: false,
            wire: wire.clone(),
        };
        bot.keep(message);
        self.tell_bot(bot_id, "message", wire, now_ms);
        Ok(message_id)
    }
}
