//! sendMessage: a text.

use serde_json::{Map, Value};

use super::Call;
use crate::answer::{Refusal, Success};
use crate::entities;
use crate::sending::{self, Content};

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    call.refuse_unsupported("sendMessage", &sending::UNSUPPORTED)?;
    let text = entities::sent_text(call)?;
    let mut fields = Map::new();
    text.write_into(&mut fields);
    if let Some(Ok(options @ Value::Object(_))) = call.params.json("link_preview_options") {
        fields.insert("link_preview_options".into(), options);
    }
    let sent = sending::send(call, "sendMessage", Content { fields, file: None, words: text.text })?;
    Ok(sent.into())
}
