//! The methods of the Bot API that the simulator supports: one file each, and one line in [`METHODS`].
//!
//! A method changes the world and returns what Telegram would return. It does not know about HTTP, faults or waiting;
//! getUpdates alone is waited for by the server, because it may be held.

mod answer_callback_query;
mod call;
mod close_forum_topic;
mod copy_message;
mod create_forum_topic;
mod delete_forum_topic;
mod delete_message;
mod delete_my_commands;
mod delete_webhook;
mod edit;
mod edit_forum_topic;
mod edit_message_caption;
mod edit_message_reply_markup;
mod edit_message_text;
mod get_chat;
mod get_chat_administrators;
mod get_chat_member;
mod get_chat_member_count;
mod get_file;
mod get_me;
mod get_my_commands;
pub(crate) mod get_updates;
mod get_webhook_info;
mod leave_chat;
mod reopen_forum_topic;
mod send_chat_action;
mod send_document;
mod send_message;
mod send_message_draft;
mod send_photo;
mod send_voice;
mod set_my_commands;
mod set_webhook;
mod topics;

pub(crate) use call::Call;

use crate::answer::{Refusal, Success};

/// A supported method.
pub(crate) struct Method {
    /// The documentation's spelling.
    pub name: &'static str,
    /// Parameters whose absence or shape the method words itself, as the real server does; the schema check skips them.
    pub worded: &'static [&'static str],
    pub run: Run,
}

/// How a method is run.
pub(crate) enum Run {
    Now(fn(&mut Call<'_>) -> Result<Success, Refusal>),
    /// getUpdates: may be held until an update comes.
    Held,
}

/// Everything that is supported.
pub(crate) const METHODS: &[Method] = &[
    now("answerCallbackQuery", &["callback_query_id"], answer_callback_query::answer),
    now("closeForumTopic", &["chat_id", "message_thread_id"], close_forum_topic::answer),
    now(
        "copyMessage",
        &["chat_id", "from_chat_id", "message_id", "reply_markup", "caption_entities", "reply_parameters"],
        copy_message::answer,
    ),
    now("createForumTopic", &["chat_id", "name"], create_forum_topic::answer),
    now("deleteForumTopic", &["chat_id", "message_thread_id"], delete_forum_topic::answer),
    now("deleteMessage", &["chat_id", "message_id"], delete_message::answer),
    now("deleteMyCommands", &["scope"], delete_my_commands::answer),
    now("deleteWebhook", &[], delete_webhook::answer),
    now("editForumTopic", &["chat_id", "message_thread_id"], edit_forum_topic::answer),
    now("editMessageCaption", &["reply_markup", "caption_entities"], edit_message_caption::answer),
    now("editMessageReplyMarkup", &["reply_markup"], edit_message_reply_markup::answer),
    now("editMessageText", &["text", "reply_markup", "entities"], edit_message_text::answer),
    now("getChat", &["chat_id"], get_chat::answer),
    now("getChatAdministrators", &["chat_id"], get_chat_administrators::answer),
    now("getChatMember", &["chat_id", "user_id"], get_chat_member::answer),
    now("getChatMemberCount", &["chat_id"], get_chat_member_count::answer),
    now("getFile", &["file_id"], get_file::answer),
    now("getMe", &[], get_me::answer),
    now("getMyCommands", &["scope"], get_my_commands::answer),
    Method { name: "getUpdates", worded: &["allowed_updates"], run: Run::Held },
    now("getWebhookInfo", &[], get_webhook_info::answer),
    now("leaveChat", &["chat_id"], leave_chat::answer),
    now("reopenForumTopic", &["chat_id", "message_thread_id"], reopen_forum_topic::answer),
    now("sendChatAction", &["chat_id", "action"], send_chat_action::answer),
    now(
        "sendDocument",
        &["chat_id", "document", "thumbnail", "reply_markup", "caption_entities", "reply_parameters"],
        send_document::answer,
    ),
    now("sendMessage", &["chat_id", "text", "reply_markup", "entities", "reply_parameters"], send_message::answer),
    now("sendMessageDraft", &["chat_id", "draft_id", "entities"], send_message_draft::answer),
    now("sendPhoto", &["chat_id", "photo", "reply_markup", "caption_entities", "reply_parameters"], send_photo::answer),
    now("sendVoice", &["chat_id", "voice", "reply_markup", "caption_entities", "reply_parameters"], send_voice::answer),
    now("setMyCommands", &["commands", "scope"], set_my_commands::answer),
    now("setWebhook", &["url", "allowed_updates"], set_webhook::answer),
];

const fn now(
    name: &'static str,
    worded: &'static [&'static str],
    run: fn(&mut Call<'_>) -> Result<Success, Refusal>,
) -> Method {
    Method { name, worded, run: Run::Now(run) }
}

/// The supported method of this documented name.
pub(crate) fn supported(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}

#[cfg(test)]
mod tests {
    use super::METHODS;
    use crate::schema::SCHEMA;

    #[test]
    fn every_supported_method_is_in_the_schema_under_the_same_name() {
        for method in METHODS {
            assert!(SCHEMA.methods.contains_key(method.name), "{}", method.name);
        }
    }
}
