//! What every method that sends something has in common: markup, chat, topic, reply, limits, the message itself and the
//! record of it. The content is the method's own.

use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::entities;
use crate::files::{self, FileKind, Input};
use crate::hints::Hint;
use crate::keyboard::{self, Markup};
use crate::methods::Call;
use crate::reply::{self, Reply};
use crate::world::{Author, Delivery, Message};

/// Parameters of sending methods that are known to the schema and not acted on.
pub(crate) const UNSUPPORTED: [&str; 3] =
    ["ephemeral_message_parameters", "message_effect_id", "suggested_post_parameters"];

/// What is sent.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// Fields of the `Message`: `text` and `entities`, `caption` ...
    pub fields: Map<String, Value>,
    /// The file in it, kept only if it is sent.
    pub file: Option<Input>,
    /// The text or caption, for the record.
    pub words: String,
}

/// What the contents of messages are called where the right to send them is missing (`can_send_message_content` in td).
const SPOKEN: [(&str, &str); 13] = [
    ("text", "text messages"),
    ("photo", "photos"),
    ("animation", "animations"),
    ("document", "documents"),
    ("voice", "voice notes"),
    ("video", "videos"),
    ("video_note", "video notes"),
    ("audio", "music"),
    ("sticker", "stickers"),
    ("contact", "contacts"),
    ("venue", "venues"),
    ("location", "locations"),
    ("poll", "polls"),
];

impl Content {
    fn kind(&self) -> &'static str {
        let is_it = |field: &str| match &self.file {
            Some(file) => file.kind().field() == field,
            None => self.fields.contains_key(field),
        };
        SPOKEN.into_iter().find(|(field, _)| is_it(field)).map_or("dice", |(_, spoken)| spoken)
    }
}

/// Sends a file of this kind with the caption of the call.
pub(crate) fn send_file(call: &mut Call<'_>, method: &'static str, kind: FileKind) -> Result<Value, Refusal> {
    call.refuse_unsupported(method, &UNSUPPORTED)?;
    let file = files::input(call, kind)?;
    let caption = entities::sent_caption(call)?;
    let mut fields = Map::new();
    caption.write_caption_into(&mut fields);
    if kind == FileKind::Photo {
        for (parameter, field) in
            [("has_spoiler", "has_media_spoiler"), ("show_caption_above_media", "show_caption_above_media")]
        {
            if call.params.is_true(parameter) {
                fields.insert(field.into(), true.into());
            }
        }
    }
    send(call, method, Content { fields, file: Some(file), words: caption.text })
}

/// Sends the content to the chat the call names. The message as the bot gets to see it.
pub(crate) fn send(call: &mut Call<'_>, method: &'static str, content: Content) -> Result<Value, Refusal> {
    let params = call.params;
    let markup = keyboard::markup(params)?;
    call.refuse_business()?;
    let (now_ms, limits, bot_id) = (call.now_ms, call.world.limits, call.bot_id);
    let chat_id = call.open_chat()?;
    let given_topic = call.topic(chat_id)?;
    let reply = reply::reply(call.world, bot_id, chat_id, params)?;
    let replied = reply.as_ref().map(|reply| &reply.message);
    // A reply goes to the topic of what it replies to.
    let replied_topic = replied.and_then(|replied| call.world.topic_of(chat_id, replied));
    let topic_id = given_topic.or(replied_topic);
    if replied.is_some() && replied_topic != topic_id {
        call.note_unsupported("replies to messages of another topic");
        return Err(Refusal::bad_request("the simulator does not support replies to messages of another topic"));
    }
    let spoken = content.kind();
    if let Some(group) = call.group(chat_id) {
        if !group.role(bot_id).may_write() {
            return Err(Refusal::bad_request(&format!("Not enough rights to send {spoken} to the chat")));
        }
        if !group.is_open_to(bot_id, topic_id) {
            return Err(Refusal::bad_request("TOPIC_CLOSED"));
        }
    }
    call.bot()?.buckets.take(limits, chat_id, now_ms).map_err(Refusal::too_many)?;

    let (from, chat) = call.ends(chat_id)?;
    let Some(messages) = call.world.messages_mut(bot_id, chat_id) else {
        return Err(Refusal::bad_request("chat not found"));
    };
    let message_id = messages.fresh_id();
    let mut wire = Map::new();
    wire.insert("message_id".into(), message_id.into());
    wire.insert("from".into(), from);
    wire.insert("chat".into(), chat);
    wire.insert("date".into(), now_ms.div_euclid(1000).into());
    wire.extend(call.world.standing(chat_id, topic_id, replied));
    if let Some(Reply { quote: Some(quote), .. }) = &reply {
        wire.insert("quote".into(), quote.clone());
    }
    if let Some(file) = content.file {
        wire.extend(call.world.file_fields(file));
    }
    wire.extend(content.fields);
    if params.is_true("protect_content") {
        wire.insert("has_protected_content".into(), true.into());
    }
    let sent_markup = match markup {
        Some(Markup::Inline(Some(keyboard))) => {
            wire.insert("reply_markup".into(), keyboard.clone());
            Some(keyboard)
        }
        Some(Markup::Reply(keyboard)) => Some(keyboard),
        Some(Markup::Inline(None)) | None => None,
    };
    let wire = Value::Object(wire);
    call.world.keep(
        bot_id,
        Message {
            message_id,
            chat_id,
            author: Author::Bot(bot_id),
            reply_to: replied.map(|replied| replied.message_id),
            sent_ms: now_ms,
            is_deleted: false,
            wire: wire.clone(),
        },
    );
    let keyboard = sent_markup.clone().filter(|markup| markup.get("inline_keyboard").is_none());
    call.world.after_sending(bot_id, chat_id, topic_id, keyboard);
    call.world.journal.deliveries.push(Delivery {
        arrival: call.arrival,
        at_ms: now_ms,
        method,
        bot_id,
        chat_id,
        topic_id,
        message_id,
        text: content.words,
        reply_markup: sent_markup,
        reply_to: reply.map(|reply| reply.message.message_id),
        receipt: call.receipt,
    });
    call.hints.push(Hint::of("message").bot(bot_id).chat(chat_id).message(message_id));
    Ok(wire)
}
