//! A bot as the desk sees it: deliveries in, errors of the channel out.

use candor_core::{ids::ChatId, outbox::Delivery};
use futures_util::future::BoxFuture;

use super::bot_api::{ApiError, BotApi, Original, Reason};
use crate::channel::{Channel, ChannelError, Delivered, GroupSeen, Identity, Parcel, Unfinished};

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
    fn send<'a>(&'a self, to: Parcel, delivery: &'a Delivery) -> BoxFuture<'a, Result<Delivered, ChannelError>> {
        Box::pin(async move {
            let Parcel { chat, topic, bytes } = to;
            let message_id = match delivery {
                Delivery::Send { message } => self.api.send_message(chat, topic, message).await?,
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
                Delivery::Copy { from, message_id, caption, buttons, reply_to } => {
                    let original = Original { chat: *from, message_id: *message_id, caption: caption.as_deref() };
                    self.api.copy_message(chat, topic, &original, buttons, *reply_to).await?
                }
                Delivery::EditCaption { message_id, caption, buttons } => {
                    let edited = self.api.edit_message_caption(chat, *message_id, caption, buttons).await;
                    done_even_if(edited, Reason::NotModified)?;
                    Some(*message_id)
                }
                Delivery::Document { name, caption, .. } => {
                    let bytes = bytes.unwrap_or_default();
                    return Ok(self.api.send_document(chat, topic, name, bytes, caption).await?);
                }
                Delivery::Photo { name, caption, .. } => {
                    let bytes = bytes.unwrap_or_default();
                    return match self.api.send_photo(chat, topic, name, bytes.clone(), caption).await {
                        // It took nothing: what it cannot show as a picture goes as it is.
                        Err(ApiError::Refused(refusal)) if refusal.reason() == Reason::NoPicture => {
                            Ok(self.api.send_document(chat, topic, name, bytes, caption).await?)
                        }
                        sent => Ok(sent?),
                    };
                }
                Delivery::OpenTopic { name } => {
                    let topic = self.api.create_forum_topic(chat, name).await?;
                    return Ok(Delivered { topic, ..Delivered::default() });
                }
                Delivery::Menu { language, commands } if commands.is_empty() => {
                    self.api.delete_my_commands(*language, Some(chat)).await?;
                    None
                }
                Delivery::Menu { language, commands } => {
                    self.api.set_my_commands(commands, *language, Some(chat)).await?;
                    None
                }
            };
            Ok(Delivered { message_id, ..Delivered::default() })
        })
    }

    fn show_typing(&self, chat: ChatId) -> BoxFuture<'_, Result<(), ChannelError>> {
        Box::pin(async move { self.api.show_typing(chat).await.map_err(harmless) })
    }

    fn show_unfinished<'a>(
        &'a self,
        chat: ChatId,
        unfinished: Unfinished<'a>,
    ) -> BoxFuture<'a, Result<(), ChannelError>> {
        Box::pin(async move { self.api.show_draft(chat, unfinished).await.map_err(harmless) })
    }

    fn group(&self, chat: ChatId, person: i64) -> BoxFuture<'_, Result<GroupSeen, ChannelError>> {
        Box::pin(async move { self.api.group(chat, person).await.map_err(harmless) })
    }

    fn file<'a>(&'a self, id: &'a str, at_most: usize) -> BoxFuture<'a, Result<Option<Vec<u8>>, ChannelError>> {
        Box::pin(async move { self.api.file(id, at_most).await.map_err(harmless) })
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
