//! Reading a chat as the person in it sees it.

use serde::Serialize;
use serde_json::Value;

use super::CannotAct;
use super::files::{FileSeen, file_seen};
use super::groups::GroupSeen;
use super::previews::PreviewSeen;
use crate::simulator::Simulator;
use crate::world::{Message, World};

/// A private chat, or a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChatSeen {
    /// The bot; 0 in a group.
    pub bot_id: i64,
    /// The person; the group in a group.
    pub chat_id: i64,
    /// The person has written, so that the bot may.
    pub is_started: bool,
    /// The person has blocked the bot.
    pub is_blocked: bool,
    /// The group, with its members and topics; `None` in a private chat.
    pub group: Option<GroupSeen>,
    /// The chat action shown at this moment: `typing` ... Any one of several in a group.
    pub action: Option<String>,
    /// Every chat action shown at this moment.
    pub actions: Vec<ActionSeen>,
    /// The message the bot is writing at this moment, in a private chat.
    pub preview: Option<PreviewSeen>,
    /// The reply keyboard, its removal or the forced reply set last.
    pub keyboard: Option<Value>,
    /// The messages, oldest first, deleted ones not among them.
    pub messages: Vec<MessageSeen>,
}

/// A chat action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionSeen {
    /// The bot that shows it.
    pub bot_id: i64,
    /// The topic it is shown in.
    pub topic_id: Option<i64>,
    /// `typing`, `upload_document` ...
    pub action: String,
}

/// A message of a chat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MessageSeen {
    /// Its id.
    pub message_id: i64,
    /// A bot wrote it.
    pub is_from_bot: bool,
    /// The bot or person who wrote it.
    pub from_id: i64,
    /// The topic it stands in; `None` outside of topics and in the topic General.
    pub topic_id: Option<i64>,
    /// When it was written, milliseconds since 1970 on the simulator's clock.
    pub sent_ms: i64,
    /// Its text; empty for anything but a text message.
    pub text: String,
    /// The words under a photo, document or the like; empty where there are none.
    pub caption: String,
    /// Its photo, document, voice or the like.
    pub file: Option<FileSeen>,
    /// It was edited.
    pub is_edited: bool,
    /// The whole `Message` as it went over the wire, with entities and inline keyboard. File ids in it belong to no bot.
    pub message: Value,
}

/// A button press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallbackSeen {
    /// The id of the callback query.
    pub callback_query_id: String,
    /// The chat of the message: the person's id in a private chat.
    pub chat_id: i64,
    /// The person who pressed.
    pub user_id: i64,
    /// The bot has answered.
    pub is_answered: bool,
    /// The text of the answer.
    pub text: String,
    /// It is shown as an alert, not as a passing note.
    pub show_alert: bool,
    /// The link the answer opens.
    pub url: String,
}

impl ChatSeen {
    /// The messages of one topic, oldest first.
    #[must_use]
    pub fn in_topic(&self, topic_id: i64) -> Vec<&MessageSeen> {
        self.messages.iter().filter(|message| message.topic_id == Some(topic_id)).collect()
    }

    /// The texts the bot sent, oldest first.
    #[must_use]
    pub fn bot_texts(&self) -> Vec<&str> {
        self.messages.iter().filter(|message| message.is_from_bot).map(|message| message.text.as_str()).collect()
    }

    /// The newest message of the bot.
    #[must_use]
    pub fn last_from_bot(&self) -> Option<&MessageSeen> {
        self.messages.iter().rev().find(|message| message.is_from_bot)
    }
}

impl Simulator {
    /// The whole chat between a bot and a person, empty where nobody has written yet; or a whole group as a member sees it
    /// (`peer_id` as in [`Simulator::user_writes`]).
    ///
    /// # Errors
    /// [`CannotAct`] for an unknown bot, group or person, or a person who is not in the group.
    pub fn chat(&self, peer_id: i64, user_id: i64) -> Result<ChatSeen, CannotAct> {
        self.chat_after(peer_id, user_id, 0, usize::MAX)
    }

    /// The part of a chat after a message id, `limit` messages at most, the newest ones.
    ///
    /// # Errors
    /// As [`Simulator::chat`].
    pub fn chat_after(&self, peer_id: i64, user_id: i64, after: i64, limit: usize) -> Result<ChatSeen, CannotAct> {
        let now_ms = self.now_ms();
        let world = self.world();
        if world.meeting(peer_id, user_id)? == peer_id {
            return world.group_chat(peer_id, after, limit, now_ms);
        }
        let bot = world.bots.get(&peer_id).ok_or(CannotAct::UnknownBot(peer_id))?;
        let chat = bot.chats.get(&user_id).cloned().unwrap_or_default();
        let newest = chat.message_ids.iter().rev().take_while(|id| **id > after);
        let newest = newest.filter_map(|id| bot.messages.find(user_id, *id));
        let action = chat.action_at(now_ms).map(str::to_owned);
        Ok(ChatSeen {
            bot_id: peer_id,
            chat_id: user_id,
            is_started: chat.is_started,
            is_blocked: chat.is_blocked,
            group: None,
            actions: action.iter().map(|action| action_seen(peer_id, None, action)).collect(),
            action,
            preview: chat.preview_at(now_ms).cloned().map(PreviewSeen::of),
            keyboard: chat.keyboard,
            messages: in_order(newest, limit),
        })
    }

    /// A group as nobody in particular sees it; see [`Simulator::chat_after`].
    ///
    /// # Errors
    /// [`CannotAct::UnknownGroup`].
    pub fn group_chat(&self, group_id: i64, after: i64, limit: usize) -> Result<ChatSeen, CannotAct> {
        let now_ms = self.now_ms();
        self.world().group_chat(group_id, after, limit, now_ms)
    }

    /// The people a bot has a chat with.
    ///
    /// # Errors
    /// [`CannotAct::UnknownBot`].
    pub fn chat_ids(&self, bot_id: i64) -> Result<Vec<i64>, CannotAct> {
        let world = &mut *self.world();
        Ok(world.bot_mut(bot_id)?.chats.keys().copied().collect())
    }

    /// What became of a button press.
    #[must_use]
    pub fn callback(&self, bot_id: i64, callback_query_id: &str) -> Option<CallbackSeen> {
        let world = self.world();
        let callback = world.bots.get(&bot_id)?.callbacks.get(callback_query_id)?;
        let answer = callback.answer.as_ref();
        Some(CallbackSeen {
            callback_query_id: callback_query_id.to_owned(),
            chat_id: callback.chat_id,
            user_id: callback.user_id,
            is_answered: answer.is_some(),
            text: answer.map(|answer| answer.text.clone()).unwrap_or_default(),
            show_alert: answer.is_some_and(|answer| answer.show_alert),
            url: answer.map(|answer| answer.url.clone()).unwrap_or_default(),
        })
    }
}

impl World {
    fn group_chat(&self, group_id: i64, after: i64, limit: usize, now_ms: i64) -> Result<ChatSeen, CannotAct> {
        let group = self.groups.get(&group_id).ok_or(CannotAct::UnknownGroup(group_id))?;
        let shown = group.actions.iter().filter(|(_, (_, until_ms))| *until_ms > now_ms);
        let actions: Vec<_> =
            shown.map(|((bot_id, topic_id), (action, _))| action_seen(*bot_id, *topic_id, action)).collect();
        Ok(ChatSeen {
            bot_id: 0,
            chat_id: group_id,
            is_started: true,
            is_blocked: false,
            group: Some(self.group_seen(group)),
            action: actions.first().map(|seen| seen.action.clone()),
            actions,
            preview: None,
            keyboard: group.keyboard.clone(),
            messages: in_order(group.messages.all().rev().take_while(|message| message.message_id > after), limit),
        })
    }
}

fn action_seen(bot_id: i64, topic_id: Option<i64>, action: &str) -> ActionSeen {
    ActionSeen { bot_id, topic_id, action: action.to_owned() }
}

/// The newest messages, the oldest of them first.
fn in_order<'a>(newest_first: impl Iterator<Item = &'a Message>, limit: usize) -> Vec<MessageSeen> {
    let mut messages: Vec<_> = newest_first.take(limit).map(message_seen).collect();
    messages.reverse();
    messages
}

fn message_seen(message: &Message) -> MessageSeen {
    MessageSeen {
        message_id: message.message_id,
        is_from_bot: message.author.is_bot(),
        from_id: message.author.id(),
        topic_id: message.topic_id(),
        sent_ms: message.sent_ms,
        text: message.text().to_owned(),
        caption: message.caption().to_owned(),
        file: file_seen(message),
        is_edited: message.wire.get("edit_date").is_some(),
        message: message.wire.clone(),
    }
}
