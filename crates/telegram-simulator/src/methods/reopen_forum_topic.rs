//! reopenForumTopic: everybody can write in it again.

use serde_json::json;

use super::{Call, topics};
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    topics::close(call, false)?;
    Ok(json!(true).into())
}
