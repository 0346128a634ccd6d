//! getMe: the bot itself, with the capabilities only it may see.

use super::Call;
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    Ok(call.bot()?.own_wire().into())
}
