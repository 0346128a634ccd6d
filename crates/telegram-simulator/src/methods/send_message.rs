//! sendMessage: a text to a private chat.

use serde_json::{Map, Value};

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities;
use crate::hints::Hint;
use crate::keyboard::{self, Markup};
use crate::reply::{self, Reply};
use crate::world::{Delivery, Message};

/// Known to the schema, not acted on.
const UNSUPPORTED: [&str; 3] = ["ephemeral_message_parameters", "message_effect_id", "suggested_post_parameters"];

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    call.refuse_unsupported("sendMessage", &UNSUPPORTED)?;
    let params = call.params;
    let text = entities::sent_text(call)?;
    let markup = keyboard::markup(params)?;
    call.refuse_other_spaces()?;
    let (now_ms, limits, arrival, receipt) = (call.now_ms, call.world.limits, call.arrival, call.receipt);
    let (bot, user) = call.open_chat()?;
    let reply = reply::reply(bot, user.id, params)?;
    bot.buckets.take(limits, user.id, now_ms).map_err(Refusal::too_many)?;

    let message_id = bot.fresh_message_id();
    let mut wire = Map::new();
    wire.insert("message_id".into(), message_id.into());
    wire.insert("from".into(), bot.wire());
    wire.insert("chat".into(), user.chat_wire());
    wire.insert("date".into(), now_ms.div_euclid(1000).into());
    if let Some(Reply { message, quote }) = &reply {
        wire.insert("reply_to_message".into(), message.as_reply());
        if let Some(quote) = quote {
            wire.insert("quote".into(), quote.clone());
        }
    }
    text.write_into(&mut wire);
    if let Some(Ok(options @ Value::Object(_))) = params.json("link_preview_options") {
        wire.insert("link_preview_options".into(), options);
    }
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
    let chat = bot.chat_with(user);
    chat.action = None;
    if let Some(keyboard) = sent_markup.as_ref().filter(|markup| markup.get("inline_keyboard").is_none()) {
        chat.keyboard = Some(keyboard.clone());
    }
    let wire = Value::Object(wire);
    let (bot_id, chat_id) = (bot.id, user.id);
    bot.keep(Message {
        message_id,
        chat_id,
        is_from_bot: true,
        sent_ms: now_ms,
        is_deleted: false,
        wire: wire.clone(),
    });
    call.world.journal.deliveries.push(Delivery {
        arrival,
        at_ms: now_ms,
        bot_id,
        chat_id,
        message_id,
        text: text.text,
        reply_markup: sent_markup,
        reply_to: reply.map(|reply| reply.message.message_id),
        receipt,
    });
    call.hints.push(Hint::of("message").bot(bot_id).chat(chat_id).message(message_id));
    Ok(wire.into())
}
