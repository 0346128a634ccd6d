//! deleteWebhook: back to getUpdates. What is pending stays unless `drop_pending_updates` says otherwise.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let is_dropping = call.params.is_true("drop_pending_updates");
    let (bot_id, now_ms) = (call.bot_id, call.now_ms);
    let bot = call.bot()?;
    let was_set = bot.webhook.take().is_some();
    for update in bot.queue.pending_mut() {
        update.is_in_flight = false;
        update.not_before_ms = 0;
    }
    let gone = if is_dropping { bot.queue.drop_all(bot_id, now_ms) } else { Vec::new() };
    bot.stir();
    call.world.journal.acknowledgements.extend(gone);
    call.has_changed_webhook = was_set;
    let words = if was_set { "Webhook was deleted" } else { "Webhook is already deleted" };
    Ok(Success::Described(json!(true), words))
}
