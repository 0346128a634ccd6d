//! People writing: texts, raw messages, edits, blocking.

use serde_json::{Map, Value, json};

use super::CannotAct;
use crate::entities::{Formatted, detected};
use crate::hints::Hint;
use crate::simulator::Simulator;
use crate::world::{Author, Bot, Message, User};

/// The longest text Telegram's apps send in one message.
const LONGEST_TEXT: usize = 4096;

/// The longest caption Telegram's apps send without a subscription.
const LONGEST_CAPTION: usize = 1024;

impl Simulator {
    /// A person presses Start, with the payload of a deep link where there is one. The id of the message.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, or a blocked bot.
    pub fn user_starts(&self, bot_id: i64, user_id: i64, payload: Option<&str>) -> Result<i64, CannotAct> {
        let text = payload.map_or_else(|| "/start".to_owned(), |payload| format!("/start {payload}"));
        self.user_sends(bot_id, user_id, &text)
    }

    /// A person sends a text. The id of the message.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, a blocked bot, or a text Telegram's apps would not send.
    pub fn user_sends(&self, bot_id: i64, user_id: i64, text: &str) -> Result<i64, CannotAct> {
        self.user_sends_message(bot_id, user_id, text_fragment(text)?)
    }

    /// A person sends a text at a given time (Unix seconds), as after a time without a connection. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_sends`].
    pub fn user_sends_dated(&self, bot_id: i64, user_id: i64, text: &str, date: i64) -> Result<i64, CannotAct> {
        let mut fragment = text_fragment(text)?;
        if let Some(fields) = fragment.as_object_mut() {
            fields.insert("date".into(), date.into());
        }
        self.user_sends_message(bot_id, user_id, fragment)
    }

    /// A person answers a message of the chat with a text. The id of the message.
    ///
    /// # Errors
    /// As [`Simulator::user_sends`], and [`CannotAct::UnknownMessage`].
    pub fn user_replies(&self, bot_id: i64, user_id: i64, to: i64, text: &str) -> Result<i64, CannotAct> {
        let mut fragment = text_fragment(text)?;
        let replied = {
            let world = &mut *self.world();
            let (bot, user) = world.pair(bot_id, user_id)?;
            bot.messages.find(user.id, to).ok_or(CannotAct::UnknownMessage(to))?.as_reply()
        };
        if let Some(fields) = fragment.as_object_mut() {
            fields.insert("reply_to_message".into(), replied);
        }
        self.user_sends_message(bot_id, user_id, fragment)
    }

    /// A person sends anything: the fields of a `Message` as they should reach the bot, such as
    /// `{"sticker": {...}}`, `{"photo": [...], "caption": "..."}`, `{"contact": {...}}` or `{"text": "...", "date": 1}`.
    /// `message_id`, `from`, `chat` and `date` are added where they are missing. The id of the message.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, a blocked bot, or a fragment that is no object.
    pub fn user_sends_message(&self, bot_id: i64, user_id: i64, fragment: Value) -> Result<i64, CannotAct> {
        let Value::Object(fragment) = fragment else {
            return Err(CannotAct::NotAnObject("a message is a JSON object with the fields of a Message"));
        };
        let now_ms = self.now_ms();
        let message_id = {
            let world = &mut *self.world();
            let (bot, user) = world.pair(bot_id, user_id)?;
            writes(bot, user, fragment, now_ms)?
        };
        self.tell(vec![Hint::of("message").bot(bot_id).chat(user_id).message(message_id)]);
        Ok(message_id)
    }

    /// A person sends many texts at once. `{n}` in the template is the number of the text, from 1. The ids of the messages.
    ///
    /// # Errors
    /// As [`Simulator::user_sends`].
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
            let (bot, user) = world.pair(bot_id, user_id)?;
            let mut ids = Vec::with_capacity(count.min(100_000));
            for number in 1..=count {
                let fragment = text_fragment(&template.replace("{n}", &number.to_string()))?;
                let Value::Object(fragment) = fragment else { continue };
                ids.push(writes(bot, user, fragment, now_ms)?);
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
            reword(message, text)?;
            message.put("edit_date", Some(now_ms.div_euclid(1000).into()));
            let wire = message.wire.clone();
            bot.queue.push("edited_message", wire, now_ms);
            bot.stir();
        }
        self.tell(vec![Hint::of("edited").bot(bot_id).chat(user_id).message(message_id)]);
        Ok(())
    }

    /// A person blocks the bot: it gets `my_chat_member`, and 403 when it writes.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or person, or a chat that was never started.
    pub fn user_blocks(&self, bot_id: i64, user_id: i64) -> Result<(), CannotAct> {
        self.change_membership(bot_id, user_id, true)
    }

    /// A person takes the bot off the block list.
    ///
    /// # Errors
    /// As [`Simulator::user_blocks`].
    pub fn user_unblocks(&self, bot_id: i64, user_id: i64) -> Result<(), CannotAct> {
        self.change_membership(bot_id, user_id, false)
    }

    fn change_membership(&self, bot_id: i64, user_id: i64, is_blocked: bool) -> Result<(), CannotAct> {
        let now_ms = self.now_ms();
        {
            let world = &mut *self.world();
            let (bot, user) = world.pair(bot_id, user_id)?;
            let chat = bot.chats.get_mut(&user_id).filter(|chat| chat.is_started).ok_or(CannotAct::NotStarted)?;
            if chat.is_blocked == is_blocked {
                return Ok(());
            }
            chat.is_blocked = is_blocked;
            let me = bot.wire();
            let member = json!({ "user": me, "status": "member" });
            let kicked = json!({ "user": me, "status": "kicked", "until_date": 0 });
            let (old, new) = if is_blocked { (member, kicked) } else { (kicked, member) };
            let update = json!({
                "chat": user.chat_wire(),
                "from": user.wire(),
                "date": now_ms.div_euclid(1000),
                "old_chat_member": old,
                "new_chat_member": new,
            });
            bot.queue.push("my_chat_member", update, now_ms);
            bot.stir();
        }
        self.tell(vec![Hint::of(if is_blocked { "blocked" } else { "unblocked" }).bot(bot_id).chat(user_id)]);
        Ok(())
    }

    /// Puts an update of any content into a bot's queue; an `update_id` is added where it is missing. Its place in the
    /// queue is that of the id returned.
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot or an update that is no object.
    pub fn inject_update(&self, bot_id: i64, update: Value) -> Result<i64, CannotAct> {
        let Value::Object(fields) = update else {
            return Err(CannotAct::NotAnObject("an update is a JSON object; use inject_text for anything else"));
        };
        self.injected(bot_id, |bot, now_ms| bot.queue.push_fields(fields, now_ms))
    }

    /// Puts any text into a bot's queue, to be handed out as one element of `result` or as the body of a webhook call:
    /// broken JSON breaks the whole answer, as it should. Its place in the queue is that of the id returned.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn inject_text(&self, bot_id: i64, text: &str) -> Result<i64, CannotAct> {
        self.injected(bot_id, |bot, now_ms| bot.queue.push_text(text.to_owned(), now_ms))
    }

    fn injected(&self, bot_id: i64, push: impl FnOnce(&mut Bot, i64) -> i64) -> Result<i64, CannotAct> {
        let now_ms = self.now_ms();
        let update_id = {
            let world = &mut *self.world();
            let bot = world.bot_mut(bot_id)?;
            let update_id = push(bot, now_ms);
            bot.stir();
            update_id
        };
        self.tell(Vec::new());
        Ok(update_id)
    }
}

/// The fields of a text message, with the entities Telegram's apps would find in it.
fn text_fragment(text: &str) -> Result<Value, CannotAct> {
    let length = text.chars().count();
    if !(1..=LONGEST_TEXT).contains(&length) {
        return Err(CannotAct::TextLength(length));
    }
    let formatted = Formatted { text: text.to_owned(), entities: detected(text) };
    let mut fields = Map::new();
    formatted.write_into(&mut fields);
    Ok(Value::Object(fields))
}

/// The fields of a caption; none where it is empty.
fn caption_fragment(caption: &str) -> Result<Map<String, Value>, CannotAct> {
    let length = caption.chars().count();
    if length > LONGEST_CAPTION {
        return Err(CannotAct::CaptionLength(length));
    }
    let formatted = Formatted { text: caption.to_owned(), entities: detected(caption) };
    let mut fields = Map::new();
    formatted.write_caption_into(&mut fields);
    Ok(fields)
}

/// Puts other words into a message: its text, or its caption.
fn reword(message: &mut Message, words: &str) -> Result<(), CannotAct> {
    let (fragment, names) = if message.takes_caption() {
        (Value::Object(caption_fragment(words)?), ["caption", "caption_entities"])
    } else if message.content() == Some("text") {
        (text_fragment(words)?, ["text", "entities"])
    } else {
        return Err(CannotAct::NothingToEdit(message.message_id));
    };
    for name in names {
        message.put(name, fragment.get(name).cloned());
    }
    Ok(())
}

fn writes(bot: &mut Bot, user: &User, fragment: Map<String, Value>, now_ms: i64) -> Result<i64, CannotAct> {
    let user_id = user.id;
    let chat = bot.chat_with(user);
    if chat.is_blocked {
        return Err(CannotAct::Blocked);
    }
    chat.is_started = true;
    // A one-time keyboard hides after it was used.
    if chat.keyboard.as_ref().is_some_and(|keyboard| {
        ["one_time_keyboard", "force_reply"].iter().any(|name| keyboard.get(*name) == Some(&Value::Bool(true)))
    }) {
        chat.keyboard = None;
    }
    let message_id = bot.messages.fresh_id();
    let mut wire = Map::new();
    wire.insert("message_id".into(), message_id.into());
    wire.insert("from".into(), user.wire());
    wire.insert("chat".into(), user.chat_wire());
    wire.insert("date".into(), now_ms.div_euclid(1000).into());
    wire.extend(fragment);
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
    bot.queue.push("message", wire, now_ms);
    bot.stir();
    Ok(message_id)
}
