//! A message of a private chat: words, a command, a phone number, or something without words.

use candor_core::{
    ids::MessageId,
    message::{Content, Incoming, MAX_TEXT_CHARS},
    moment::Moment,
};
use serde_json::Value;

use super::{command, file};

/// What people send besides words, in Telegram's names (Bot API 10.3, `Message`). Where a message has two of them, the
/// first one here says more: an animation also has `document`, a venue also has `location`.
const THINGS: [&str; 23] = [
    "sticker",
    "photo",
    "voice",
    "video_note",
    "video",
    "animation",
    "audio",
    "document",
    "live_photo",
    "paid_media",
    "contact",
    "venue",
    "location",
    "poll",
    "dice",
    "game",
    "story",
    "checklist",
    "rich_message",
    "invoice",
    "gift",
    "unique_gift",
    "giveaway",
];

/// Notices of Telegram itself in a private chat, which nobody said and nobody expects an answer to (the same place).
const NOTICES: [&str; 26] = [
    "pinned_message",
    "message_auto_delete_timer_changed",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "gift_upgrade_sent",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "managed_bot_created",
    "paid_message_price_changed",
    "poll_option_added",
    "poll_option_deleted",
    "giveaway_completed",
    "new_chat_members",
    "web_app_data",
];

/// A message as it was sent; none for notices of Telegram itself.
pub(super) fn sent(message: &Value, received: Moment) -> Option<Incoming> {
    let content = if let Some(text) = words(message, "text") {
        command::at_the_start(&text, message.get("entities"))
            .unwrap_or_else(|| Content::Text { text, reply_to: reply_to(message) })
    } else if let Some(number) = own_phone(message) {
        Content::Phone { number }
    } else {
        let what = match THINGS.into_iter().find(|thing| message.get(thing).is_some()) {
            Some(thing) => thing,
            None if NOTICES.iter().any(|notice| message.get(notice).is_some()) => return None,
            None => "unknown",
        };
        Content::Other {
            what: what.to_owned(),
            caption: words(message, "caption"),
            reply_to: reply_to(message),
            file: file::of(message, what),
        }
    };
    Some(Incoming { message_id: number_of(message), at: moment(message.get("date"), received), content })
}

/// A message after an edit: kept and shown with its new words, not answered as if it were new.
pub(super) fn edited(message: &Value, received: Moment) -> Option<Incoming> {
    let at = moment(message.get("edit_date").or_else(|| message.get("date")), received);
    let content = Content::Edited { words: words(message, "text").or_else(|| words(message, "caption")) };
    Some(Incoming { message_id: number_of(message), at, content })
}

/// A date of the Bot API: seconds since the Unix epoch. What cannot be one becomes the moment of receipt.
pub(super) fn moment(date: Option<&Value>, received: Moment) -> Moment {
    let seconds = date.and_then(Value::as_i64).filter(|seconds| (1..=i64::from(u32::MAX)).contains(seconds));
    seconds.map_or(received, Moment::from_seconds)
}

/// The message this one answers. In a topic Telegram says of every message that it answers the topic's first one
/// (Bot API, `Message.reply_to_message`); that is no reply of the person's.
fn reply_to(message: &Value) -> Option<MessageId> {
    let replied = message.get("reply_to_message")?;
    if replied.get("forum_topic_created").is_some() {
        return None;
    }
    replied.get("message_id").and_then(Value::as_i64).map(MessageId)
}

fn number_of(message: &Value) -> Option<MessageId> {
    message.get("message_id").and_then(Value::as_i64).map(MessageId)
}

/// Telegram's own texts are never longer; what is, did not come from Telegram, and the raw update keeps the rest.
fn words(message: &Value, field: &str) -> Option<String> {
    let text = message.get(field)?.as_str()?;
    Some(text.char_indices().nth(MAX_TEXT_CHARS).and_then(|(end, _)| text.get(..end)).unwrap_or(text).to_owned())
}

/// A phone number counts only if it is the sender's own; anybody's card can be passed on.
fn own_phone(message: &Value) -> Option<String> {
    let owner = message.pointer("/contact/user_id")?.as_i64()?;
    let sender = message.pointer("/from/id")?.as_i64()?;
    let number = message.pointer("/contact/phone_number")?.as_str()?;
    (owner == sender).then(|| number.to_owned())
}
