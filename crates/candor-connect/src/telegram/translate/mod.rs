//! From an update as Telegram wrote it to the core's vocabulary. Pure, and total: any text whatever has a translation,
//! if only one that says "kept raw". Kinds and fields that are new to it are left alone, never an error.
//!
//! Only private chats with people become [`Incoming`], and what people write in groups a [`Post`]: what comes from
//! channels, from other bots and from kinds of updates not listed here is kept raw, with both empty.

mod command;
mod file;
mod message;

use candor_core::{
    ids::{ChatId, MessageId},
    message::{Content, Incoming},
    moment::Moment,
};
use serde_json::Value;

use super::updates::{ALLOWED_UPDATES, RawUpdate};

/// What an update says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// Its number, as [`RawUpdate`] reads it.
    pub update_id: i64,
    /// Its kind in Telegram's words, such as `callback_query`; `unreadable` if the text is no update.
    pub kind: String,
    /// The chat it belongs to, where this translation knows it.
    pub chat: Option<ChatId>,
    /// Who caused it.
    pub sender: Option<Sender>,
    /// What a person sent in a private chat; none for all that is only kept.
    pub incoming: Option<Incoming>,
    /// What a person sent in a group; none for all that is only kept.
    pub post: Option<Post>,
    /// The number of the unfinished message whose writing the person stopped ([`crate::channel::Unfinished`]). It says nothing and is
    /// answered by nobody: whoever writes that message looks for it.
    pub stopped: Option<i64>,
    /// Whether it goes before what is waiting: pressed buttons, which expire, commands, and blocking.
    pub is_urgent: bool,
}

/// What a person sent in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// What was sent.
    pub incoming: Incoming,
    /// Who sent it.
    pub sender: Sender,
    /// In which topic (Bot API, `Message.message_thread_id` where `is_topic_message`); none for the general one.
    pub topic: Option<i64>,
    /// Whether an administrator wrote in the group's name, so that nobody knows who (Bot API, `Message.sender_chat`).
    pub is_anonymous: bool,
}

/// Who caused an update (Bot API, `User`). Names are the person's own words: data, never markup (H13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Telegram's number of the account.
    pub id: i64,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name, if there is one.
    pub last_name: Option<String>,
    /// The public name, without `@`.
    pub username: Option<String>,
    /// The language of the person's app, such as `ru` or `en-GB`.
    pub language_code: Option<String>,
    /// Whether a bot wrote. Bots are no contacts: their updates never become [`Incoming`].
    pub is_bot: bool,
}

/// The kind given to a text that is no update at all.
pub const UNREADABLE: &str = "unreadable";

/// The kind that says that a person stopped a message while it was being written.
pub const STOPPED: &str = "stopped_message_generation";

/// The longest kind kept, in characters; a longer one is not Telegram's.
const MAX_KIND: usize = 64;

/// Translates an update that was received at `received`, a time used where Telegram gives none.
pub fn translate(update: &RawUpdate, received: Moment) -> Translated {
    let value = serde_json::from_str(&update.text).unwrap_or(Value::Null);
    translate_value(update.update_id, &value, received)
}

/// The same for an update that has been read already.
pub fn translate_value(update_id: i64, update: &Value, received: Moment) -> Translated {
    let Some((kind, body)) = kind_of(update) else {
        return kept(update_id, UNREADABLE);
    };
    let mut translated = kept(update_id, kind);
    if kind == STOPPED {
        translated.chat = private_chat(body);
        translated.stopped = translated.chat.and_then(|_| number_of(body.get("draft_id")?));
        return translated;
    }
    if !matches!(kind, "message" | "edited_message" | "callback_query" | "my_chat_member") {
        return translated;
    }
    translated.sender = body.get("from").and_then(sender);
    let holder = if kind == "callback_query" { body.get("message").unwrap_or(&Value::Null) } else { body };
    translated.chat = holder.pointer("/chat/id").and_then(Value::as_i64).map(ChatId);
    let sort = holder.pointer("/chat/type").and_then(Value::as_str).unwrap_or_default();
    let is_anonymous = writes_as_group(holder);
    let person = translated.sender.clone().filter(|sender| !sender.is_bot || is_anonymous);
    let person = person.filter(|_| translated.chat.is_some());
    let Some(person) = person else { return translated };
    let incoming = match kind {
        "message" => message::sent(body, received),
        "edited_message" => message::edited(body, received),
        "callback_query" => pressed(body, holder, received),
        _ if sort == "private" => membership(body, received),
        _ => None,
    };
    translated.is_urgent = incoming.as_ref().is_some_and(is_urgent);
    match sort {
        "private" => translated.incoming = incoming,
        "group" | "supergroup" => {
            let is_in_topic = holder.get("is_topic_message").and_then(Value::as_bool).unwrap_or(false);
            let thread = holder.get("message_thread_id").and_then(Value::as_i64);
            let topic = thread.filter(|_| is_in_topic);
            translated.post = incoming.map(|incoming| Post { incoming, sender: person, topic, is_anonymous });
        }
        _ => translated.is_urgent = false,
    }
    translated
}

/// The chat, where it is that of one person.
fn private_chat(body: &Value) -> Option<ChatId> {
    let is_private = body.pointer("/chat/type").and_then(Value::as_str) == Some("private");
    body.pointer("/chat/id").and_then(Value::as_i64).filter(|_| is_private).map(ChatId)
}

/// The documentation calls it an integer; the server has been seen to write it as text.
fn number_of(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// Anonymous administrators write in the name of the group itself: Telegram puts a bot of its own in `from` (Bot API,
/// `Message.sender_chat`: "the supergroup itself for messages sent by its anonymous administrators").
fn writes_as_group(message: &Value) -> bool {
    let sender = message.pointer("/sender_chat/id");
    sender.is_some() && sender == message.pointer("/chat/id")
}

/// The one field of an update beside its number (Bot API, `Update`: "at most one of the optional parameters"). Should
/// there be more some day, the one that is understood here counts.
fn kind_of(update: &Value) -> Option<(&str, &Value)> {
    let fields = update.as_object()?;
    let known =
        ALLOWED_UPDATES.into_iter().find_map(|name| fields.get_key_value(name)).filter(|(_, body)| body.is_object());
    known
        .or_else(|| fields.iter().find(|(name, body)| name.as_str() != "update_id" && body.is_object()))
        .map(|(name, body)| (name.as_str(), body))
}

fn kept(update_id: i64, kind: &str) -> Translated {
    let kind = kind.chars().take(MAX_KIND).collect();
    Translated {
        update_id,
        kind,
        chat: None,
        sender: None,
        incoming: None,
        post: None,
        stopped: None,
        is_urgent: false,
    }
}

fn sender(user: &Value) -> Option<Sender> {
    let words = |field: &str| user.get(field).and_then(Value::as_str).map(str::to_owned);
    Some(Sender {
        id: user.get("id")?.as_i64()?,
        first_name: words("first_name").unwrap_or_default(),
        last_name: words("last_name"),
        username: words("username"),
        language_code: words("language_code"),
        is_bot: user.get("is_bot").and_then(Value::as_bool).unwrap_or(false),
    })
}

/// A pressed inline button. Telegram gives no time of the press; the message's own time is that of the bot's words.
fn pressed(query: &Value, message: &Value, received: Moment) -> Option<Incoming> {
    let query_id = query.get("id")?.as_str()?.to_owned();
    let data = query.get("data")?.as_str()?.to_owned();
    let message_id = message.get("message_id").and_then(Value::as_i64).map(MessageId);
    Some(Incoming { message_id, at: received, content: Content::Button { query_id, data } })
}

/// In private chats this update comes on blocking and unblocking only (Bot API, `Update.my_chat_member`).
fn membership(change: &Value, received: Moment) -> Option<Incoming> {
    let content = match change.pointer("/new_chat_member/status")?.as_str()? {
        "kicked" => Content::Blocked,
        "member" => Content::Unblocked,
        _ => return None,
    };
    Some(Incoming { message_id: None, at: message::moment(change.get("date"), received), content })
}

const fn is_urgent(incoming: &Incoming) -> bool {
    matches!(incoming.content, Content::Button { .. } | Content::Command { .. } | Content::Blocked | Content::Unblocked)
}

#[cfg(test)]
mod tests;
