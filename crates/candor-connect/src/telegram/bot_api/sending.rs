//! The methods that send something, one function each. Texts go out plain: no `parse_mode` anywhere, so that nothing a
//! person wrote can become markup (H13).

use candor_core::{
    ids::{ChatId, MessageId},
    message::{Button, Outgoing},
};
use serde_json::{Map, Value, json};

use super::{client::BotApi, errors::ApiError, methods::SEND_TIMEOUT, upload::Upload};
use crate::channel::Delivered;

/// A message to be sent again elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// The chat it was sent in.
    pub chat: ChatId,
    /// Its number there.
    pub message_id: MessageId,
    /// Words instead of those attached to it.
    pub caption: Option<&'a str>,
}

impl BotApi {
    /// `sendMessage`. The number is missing only if the server accepted the message without saying it.
    pub async fn send_message(
        &self,
        chat: ChatId,
        topic: Option<i64>,
        message: &Outgoing,
    ) -> Result<Option<MessageId>, ApiError> {
        let mut params = to(chat, topic, message.reply_to);
        params.insert("text".to_owned(), json!(message.text));
        params.insert("link_preview_options".to_owned(), json!({"is_disabled": true}));
        with_buttons(&mut params, &message.buttons);
        self.call_to_send("sendMessage", params).await
    }

    /// `editMessageText`: replaces words and buttons; a message without buttons loses those it had.
    pub async fn edit_message_text(&self, chat: ChatId, id: MessageId, message: &Outgoing) -> Result<(), ApiError> {
        let params = json!({
            "chat_id": chat.0,
            "message_id": id.0,
            "text": message.text,
            "link_preview_options": {"is_disabled": true},
            "reply_markup": keyboard(&message.buttons),
        });
        self.call("editMessageText", &params, SEND_TIMEOUT).await.map(drop)
    }

    /// `editMessageCaption`: the same for the words attached to a file.
    pub async fn edit_message_caption(
        &self,
        chat: ChatId,
        id: MessageId,
        caption: &str,
        buttons: &[Vec<Button>],
    ) -> Result<(), ApiError> {
        let params = json!({
            "chat_id": chat.0,
            "message_id": id.0,
            "caption": caption,
            "reply_markup": keyboard(buttons),
        });
        self.call("editMessageCaption", &params, SEND_TIMEOUT).await.map(drop)
    }

    /// `copyMessage`: sends the same again without saying where it comes from. Works for whatever can be copied.
    pub async fn copy_message(
        &self,
        chat: ChatId,
        topic: Option<i64>,
        original: &Original<'_>,
        buttons: &[Vec<Button>],
        reply_to: Option<MessageId>,
    ) -> Result<Option<MessageId>, ApiError> {
        let mut params = to(chat, topic, reply_to);
        params.insert("from_chat_id".to_owned(), json!(original.chat.0));
        params.insert("message_id".to_owned(), json!(original.message_id.0));
        if let Some(caption) = original.caption {
            params.insert("caption".to_owned(), json!(caption));
        }
        with_buttons(&mut params, buttons);
        self.call_to_send("copyMessage", params).await
    }

    /// `sendDocument` with the bytes themselves, at most 50 MB (Bot API, "Sending files").
    pub async fn send_document(
        &self,
        chat: ChatId,
        topic: Option<i64>,
        name: &str,
        bytes: Vec<u8>,
        caption: &str,
    ) -> Result<Delivered, ApiError> {
        let upload = Upload { field: "document", name: name.to_owned(), bytes };
        self.send_upload("sendDocument", to(chat, topic, None), upload, caption).await
    }

    /// `sendPhoto` with the bytes themselves: at most 10 MB, width and height together at most 10,000 pixels, one side at
    /// most twenty times the other (Bot API, `sendPhoto`).
    pub async fn send_photo(
        &self,
        chat: ChatId,
        topic: Option<i64>,
        name: &str,
        bytes: Vec<u8>,
        caption: &str,
    ) -> Result<Delivered, ApiError> {
        let upload = Upload { field: "photo", name: name.to_owned(), bytes };
        self.send_upload("sendPhoto", to(chat, topic, None), upload, caption).await
    }

    async fn send_upload(
        &self,
        method: &str,
        mut params: Map<String, Value>,
        upload: Upload,
        caption: &str,
    ) -> Result<Delivered, ApiError> {
        if !caption.is_empty() {
            params.insert("caption".to_owned(), json!(caption));
        }
        let sent = self.call_with_file(method, &Value::Object(params), upload).await?;
        Ok(Delivered { message_id: number_of(&sent), topic: None, file: file_of(&sent) })
    }

    /// `createForumTopic`: opens a topic and says its number.
    pub async fn create_forum_topic(&self, chat: ChatId, name: &str) -> Result<Option<i64>, ApiError> {
        let made = self.call("createForumTopic", &json!({"chat_id": chat.0, "name": name}), SEND_TIMEOUT).await?;
        Ok(made.get("message_thread_id").and_then(Value::as_i64))
    }

    async fn call_to_send(&self, method: &str, params: Map<String, Value>) -> Result<Option<MessageId>, ApiError> {
        Ok(number_of(&self.call(method, &Value::Object(params), SEND_TIMEOUT).await?))
    }
}

/// Where a message goes. The one it answers may be gone: then it is sent all the same (Bot API, `ReplyParameters`).
fn to(chat: ChatId, topic: Option<i64>, reply_to: Option<MessageId>) -> Map<String, Value> {
    let mut params = Map::from_iter([("chat_id".to_owned(), json!(chat.0))]);
    if let Some(topic) = topic {
        params.insert("message_thread_id".to_owned(), json!(topic));
    }
    if let Some(message) = reply_to {
        let reply = json!({"message_id": message.0, "allow_sending_without_reply": true});
        params.insert("reply_parameters".to_owned(), reply);
    }
    params
}

fn with_buttons(params: &mut Map<String, Value>, buttons: &[Vec<Button>]) {
    if !buttons.is_empty() {
        params.insert("reply_markup".to_owned(), keyboard(buttons));
    }
}

fn number_of(sent: &Value) -> Option<MessageId> {
    sent.get("message_id").and_then(Value::as_i64).map(MessageId)
}

/// What Telegram may make of a file: a document can become an animation, music or a video (Bot API, `Message`).
const FILES: [&str; 7] = ["document", "animation", "audio", "video", "voice", "video_note", "sticker"];

/// The id of the file in a message that was sent; of a photo, that of its largest size.
fn file_of(sent: &Value) -> Option<String> {
    let largest = sent.get("photo").and_then(Value::as_array).and_then(|sizes| sizes.last());
    let file = largest.or_else(|| FILES.iter().find_map(|kind| sent.get(kind)))?;
    file.get("file_id").and_then(Value::as_str).map(str::to_owned)
}

fn keyboard(rows: &[Vec<Button>]) -> Value {
    let rows: Vec<Vec<Value>> = rows
        .iter()
        .map(|row| row.iter().map(|button| json!({"text": button.label, "callback_data": button.data})).collect())
        .collect();
    json!({"inline_keyboard": rows})
}
