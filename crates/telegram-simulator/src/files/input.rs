//! The file a bot sends: an upload in the parameter's own part or in the part `attach://` names, or the id of a file the bot
//! knows (`get_input_file` in Client.cpp, `get_input_file_id` in td).

use super::{FileKind, Given, LARGEST_PHOTO, LARGEST_UPLOAD, names, pictures};
use crate::answer::Refusal;
use crate::methods::Call;
use crate::parse::Upload;

/// The greatest sum of width and height of a photo, and how much longer one side may be (sendPhoto).
const LARGEST_SIDES: u32 = 10_000;
const LONGEST_RATIO: u32 = 20;

/// A file to be sent.
#[derive(Debug)]
pub(crate) enum Input {
    /// One that is there, by its unique id.
    Known(FileKind, String),
    New(Given),
}

impl Input {
    pub(crate) fn kind(&self) -> FileKind {
        match self {
            Self::Known(kind, _) => *kind,
            Self::New(given) => given.kind,
        }
    }
}

/// Reads the parameter of this kind of file.
pub(crate) fn input(call: &mut Call<'_>, kind: FileKind) -> Result<Input, Refusal> {
    let params = call.params;
    let field = kind.field();
    let given = params.text(field);
    let part = match given.strip_prefix("attach://") {
        Some(part) => part,
        None if given.is_empty() => field,
        None => return known(call, kind, &given),
    };
    match params.file(part) {
        Some(upload) => Ok(Input::New(uploaded(call, kind, upload)?)),
        None => Err(Refusal::bad_request(&format!("There is no {} in the request", field.replace('_', " ")))),
    }
}

fn known(call: &mut Call<'_>, kind: FileKind, given: &str) -> Result<Input, Refusal> {
    if given.starts_with("http://") || given.starts_with("https://") {
        call.note_unsupported("files by HTTP URL");
        return Err(Refusal::bad_request("the simulator does not support files by HTTP URL"));
    }
    let files = &call.world.files;
    let Some(file) = files.of_bot(call.bot_id, given) else {
        // Another bot's id is refused by Telegram's backend, what is no id at all by the server.
        return Err(match files.any(given) {
            Some(_) => Refusal::bad_request("Wrong file identifier/HTTP URL specified"),
            None => {
                let words = "Wrong remote file identifier specified: can't unserialize it. Wrong last symbol";
                Refusal::bad_request(words)
            }
        });
    };
    // Anything but a photo can be named where any of the others is asked for, and is sent as what it is.
    if (file.kind == FileKind::Photo) != (kind == FileKind::Photo) {
        let words = format!("Can't use file of type {} as {}", file.kind.spoken(), kind.spoken());
        return Err(Refusal::bad_request(&words));
    }
    Ok(Input::Known(file.kind, file.unique_id.clone()))
}

fn uploaded(call: &Call<'_>, kind: FileKind, upload: &Upload) -> Result<Given, Refusal> {
    let length = upload.bytes.len();
    if length == 0 {
        return Err(Refusal::bad_request("File must be non-empty"));
    }
    if length > LARGEST_UPLOAD {
        return Err(Refusal::coded(413, "Request Entity Too Large"));
    }
    if kind == FileKind::Photo {
        if length > LARGEST_PHOTO {
            let words = "bytes is too big for a photo; the maximum size is";
            return Err(Refusal::bad_request(&format!("File of size {length} {words} {LARGEST_PHOTO} bytes")));
        }
        let (width, height) =
            pictures::size(&upload.bytes).ok_or_else(|| Refusal::bad_request("IMAGE_PROCESS_FAILED"))?;
        let (long, short) = (width.max(height), width.min(height));
        if width.saturating_add(height) > LARGEST_SIDES || long > short.saturating_mul(LONGEST_RATIO) {
            return Err(Refusal::bad_request("PHOTO_INVALID_DIMENSIONS"));
        }
    }
    let name = names::cleaned(&upload.file_name);
    let mime_type = (kind == FileKind::Document).then(|| names::mime_of(&name).to_owned());
    let seconds = call.params.integer("duration", 0, 0, i64::from(i32::MAX));
    Ok(Given { kind, name: Some(name), mime_type, bytes: upload.bytes.clone(), seconds })
}
