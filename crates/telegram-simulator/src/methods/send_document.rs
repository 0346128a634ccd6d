//! sendDocument: any file. A thumbnail is accepted and ignored.

use super::Call;
use crate::answer::{Refusal, Success};
use crate::files::FileKind;
use crate::sending;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    Ok(sending::send_file(call, "sendDocument", FileKind::Document)?.into())
}
