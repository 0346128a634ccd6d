//! closeForumTopic: only those who manage topics, and its creator, can write in it from now on.

use serde_json::json;

use super::{Call, topics};
use crate::answer::{Refusal, Success};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    topics::close(call, true)?;
    Ok(json!(true).into())
}
