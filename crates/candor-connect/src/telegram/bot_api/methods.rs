//! The methods by which a bot is set up and asked, one function each, with the parameters Candor means and no others.
//! Those that send something are in [`super::sending`].

use std::time::Duration;

use candor_core::{ids::ChatId, language::Language, outbox::MenuLine};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{client::BotApi, errors::ApiError};
use crate::{
    channel::{Identity, Unfinished},
    secret::WebhookSecret,
    telegram::updates::ALLOWED_UPDATES,
};

/// For calls that send something: long, because giving up early is what makes duplicates.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(60);

/// For all other calls but `getUpdates`.
pub const ASK_TIMEOUT: Duration = Duration::from_secs(20);

/// For what is shown of a message that is still being written: later it is of no use to anybody.
pub const DRAFT_TIMEOUT: Duration = Duration::from_secs(5);

/// What Telegram knows about the webhook (Bot API, `WebhookInfo`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct WebhookInfo {
    /// Where updates go; empty if no webhook is set.
    pub url: String,
    /// How many updates wait.
    pub pending_update_count: i64,
    /// When a delivery last failed, in seconds since the Unix epoch.
    pub last_error_date: Option<i64>,
    /// Why.
    pub last_error_message: Option<String>,
}

impl WebhookInfo {
    /// Whether a webhook is set.
    pub fn is_set(&self) -> bool {
        !self.url.is_empty()
    }
}

impl BotApi {
    /// `getMe`: who this bot is.
    pub async fn me(&self) -> Result<Identity, ApiError> {
        #[derive(Deserialize)]
        struct Me {
            id: i64,
            #[serde(default)]
            username: Option<String>,
            #[serde(default)]
            first_name: String,
        }
        let me: Me = self.call_for("getMe", &json!({}), ASK_TIMEOUT).await?;
        Ok(Identity { id: me.id, username: me.username, name: me.first_name })
    }

    /// `answerCallbackQuery`: stops a pressed button from spinning, with a short line if there is one.
    pub async fn answer_callback_query(&self, query_id: &str, text: Option<&str>) -> Result<(), ApiError> {
        let params = match text {
            Some(text) => json!({"callback_query_id": query_id, "text": text}),
            None => json!({"callback_query_id": query_id}),
        };
        self.call("answerCallbackQuery", &params, ASK_TIMEOUT).await.map(drop)
    }

    /// `sendChatAction` with `typing`: shown for about five seconds or until a message arrives.
    pub async fn show_typing(&self, chat: ChatId) -> Result<(), ApiError> {
        self.call("sendChatAction", &json!({"chat_id": chat.0, "action": "typing"}), ASK_TIMEOUT).await.map(drop)
    }

    /// `sendMessageDraft` with a Stop button: shown for thirty seconds or until a message arrives. Stopped, it stays as long.
    pub async fn show_draft(&self, chat: ChatId, unfinished: Unfinished<'_>) -> Result<(), ApiError> {
        let params = json!({
            "chat_id": chat.0,
            "draft_id": unfinished.number,
            "text": unfinished.text,
            "can_stop": true,
            "keep_on_stop": true,
        });
        self.call("sendMessageDraft", &params, DRAFT_TIMEOUT).await.map(drop)
    }

    /// `setMyCommands`: the menu in one language or for all others, in one chat or in all private chats.
    pub async fn set_my_commands(
        &self,
        commands: &[MenuLine],
        language: Option<Language>,
        chat: Option<ChatId>,
    ) -> Result<(), ApiError> {
        let lines: Vec<Value> =
            commands.iter().map(|line| json!({"command": line.command, "description": line.description})).collect();
        let mut params = menu_of(language, chat);
        if let Some(map) = params.as_object_mut() {
            map.insert("commands".to_owned(), Value::Array(lines));
        }
        self.call("setMyCommands", &params, ASK_TIMEOUT).await.map(drop)
    }

    /// `deleteMyCommands`: takes back what [`Self::set_my_commands`] set for the same language and chat.
    pub async fn delete_my_commands(&self, language: Option<Language>, chat: Option<ChatId>) -> Result<(), ApiError> {
        self.call("deleteMyCommands", &menu_of(language, chat), ASK_TIMEOUT).await.map(drop)
    }

    /// `setWebhook`: from now on updates come to this URL, each call carrying the secret. What waits is kept.
    pub async fn register_webhook(&self, url: &str, secret: &WebhookSecret) -> Result<(), ApiError> {
        let params = json!({
            "url": url,
            "secret_token": secret.expose(),
            "allowed_updates": ALLOWED_UPDATES,
            "drop_pending_updates": false,
        });
        self.call("setWebhook", &params, SEND_TIMEOUT).await.map(drop)
    }

    /// `deleteWebhook`: back to polling. What waits is kept.
    pub async fn delete_webhook(&self) -> Result<(), ApiError> {
        self.call("deleteWebhook", &json!({"drop_pending_updates": false}), ASK_TIMEOUT).await.map(drop)
    }

    /// `getWebhookInfo`.
    pub async fn webhook_info(&self) -> Result<WebhookInfo, ApiError> {
        self.call_for("getWebhookInfo", &json!({}), ASK_TIMEOUT).await
    }
}

fn menu_of(language: Option<Language>, chat: Option<ChatId>) -> Value {
    let scope = match chat {
        Some(chat) => json!({"type": "chat", "chat_id": chat.0}),
        None => json!({"type": "all_private_chats"}),
    };
    json!({"scope": scope, "language_code": language.map_or("", Language::code)})
}
