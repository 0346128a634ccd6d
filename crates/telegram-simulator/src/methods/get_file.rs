//! getFile: the path a file can be downloaded from, for an hour.

use serde_json::json;

use super::Call;
use crate::answer::{Refusal, Success};
use crate::files::LARGEST_DOWNLOAD;

pub(crate) fn answer(call: &mut Call<'_>) -> Result<Success, Refusal> {
    let file_id = call.params.text("file_id");
    if file_id.is_empty() {
        return Err(Refusal::bad_request("file_id not specified"));
    }
    let (bot_id, now_ms) = (call.bot_id, call.now_ms);
    let invalid = || Refusal::bad_request("invalid file_id");
    let file = call.world.files.of_bot(bot_id, &file_id).ok_or_else(invalid)?;
    let (unique_id, size) = (file.unique_id.clone(), file.bytes.len());
    if size > LARGEST_DOWNLOAD {
        return Err(Refusal::bad_request("file is too big"));
    }
    let path = call.world.files.link(bot_id, &unique_id, now_ms).ok_or_else(invalid)?;
    Ok(json!({ "file_id": file_id, "file_unique_id": unique_id, "file_size": size, "file_path": path }).into())
}
