//! sendVoice: a voice message. The sound itself is not looked at.

use super::Call;
use crate::answer::{Refusal, Success};
use crate::files::FileKind;
use crate::sending;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    Ok(sending::send_file(call, "sendVoice", FileKind::Voice)?.into())
}
