//! A bot as the desk sees it: deliveries in, errors of the channel out.

use candor_core::{ids::ChatId, outbox::Delivery};
use futures_util::future::BoxFuture;

use super::bot_api::{ApiError, BotApi, Reason};
use crate::channel::{Channel, ChannelError, Delivered, Identity};

/// One bot.
#[derive(Clone, Debug)]
pub struct TelegramBot {
    api: BotApi,
}

impl TelegramBot {
    /// The bot behind this API.
    pub const fn new(api: BotApi) -> Self {
        Self { api }
    }

    /// Its API, for menus and webhooks.
    pub const fn api(&self) -> &BotApi {
        &self.api
    }
}

impl Channel for TelegramBot {
    fn send<'a>(&'a self, chat: ChatId, delivery: &'a Delivery) -> BoxFuture<'a, Result<Delivered, ChannelError>> {
        Box::pin(async move {
            let message_id = match delivery {
                Delivery::Send { message } => self.api.send_message(chat, message).await?,
                Delivery::Edit { message_id, message } => {
                    let edited = self.api.edit_message_text(chat, *message_id, message).await;
                    done_even_if(edited, Reason::NotModified)?;
                    Some(*message_id)
                }
                Delivery::AnswerButton { query_id, text } => {
                    let answered = self.api.answer_callback_query(query_id, text.as_deref()).await;
                    done_even_if(answered, Reason::QueryTooOld)?;
                    None
                }
            };
            Ok(Delivered { message_id })
        })
    }

    fn show_typing(&self, chat: ChatId) -> BoxFuture<'_, Result<(), ChannelError>> {
        Box::pin(async move { self.api.show_typing(chat).await.map_err(harmless) })
    }

    fn identity(&self) -> BoxFuture<'_, Result<Identity, ChannelError>> {
        Box::pin(async move { self.api.me().await.map_err(harmless) })
    }
}

/// A refusal that says the wish has come true already, or can do no more good, is no failure.
fn done_even_if(outcome: Result<(), ApiError>, reason: Reason) -> Result<(), ApiError> {
    match outcome {
        Err(ApiError::Refused(refusal)) if refusal.reason() == reason => Ok(()),
        other => other,
    }
}

/// Nothing is uncertain about a call that changes nothing: it simply did not work.
fn harmless(error: ApiError) -> ChannelError {
    match ChannelError::from(error) {
        ChannelError::Uncertain(why) => ChannelError::Down(why),
        other => other,
    }
}
