//! sendPhoto: a picture. It is kept as it came: nothing is converted, and there is one size of it.

use super::Call;
use crate::answer::{Refusal, Success};
use crate::files::FileKind;
use crate::sending;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    Ok(sending::send_file(call, "sendPhoto", FileKind::Photo)?.into())
}
