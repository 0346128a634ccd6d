//! editMessageReplyMarkup: another inline keyboard, or none, under a message the bot sent.

use super::Call;
use crate::answer::{Refusal, Success};
use crate::keyboard;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let keyboard = keyboard::inline_markup(call.params)?;
    let edited = super::edit::edit(call, "markup", |message| {
        message.put("reply_markup", keyboard);
        Ok(())
    })?;
    Ok(edited.into())
}
