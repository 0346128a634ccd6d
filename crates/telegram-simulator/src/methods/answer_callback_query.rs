//! answerCallbackQuery: ends the waiting of a pressed button, once, within the life of the query.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::hints::Hint;
use crate::world::CallbackAnswer;

/// The longest text (answerCallbackQuery, `text`: 0-200 characters).
const LONGEST_TEXT: usize = 200;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let params = call.params;
    let id = params.text("callback_query_id").into_owned();
    let now_ms = call.now_ms;
    let text = params.text("text").into_owned();
    if text.chars().count() > LONGEST_TEXT {
        return Err(Refusal::bad_request("MESSAGE_TOO_LONG"));
    }
    let url = params.text("url").into_owned();
    let show_alert = params.is_true("show_alert");
    let bot = call.bot()?;
    let bot_id = bot.id;
    let Some(callback) = bot.callbacks.get_mut(&id).filter(|callback| callback.is_open(now_ms)) else {
        return Err(Refusal::bad_request("query is too old and response timeout expired or query ID is invalid"));
    };
    callback.answer = Some(CallbackAnswer { text, show_alert, url });
    let chat_id = callback.chat_id;
    call.hints.push(Hint::of("callback_answered").bot(bot_id).chat(chat_id).callback(&id));
    Ok(json!(true).into())
}
