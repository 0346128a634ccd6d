//! Opens a file of a conversation, whoever sent it. Its bytes are nobody's to trust: who shows them shows them as a download.

use candor_connect::channel::ChannelError;
use candor_core::{
    attachment::{Attachment, Held, MAX_FILE_BYTES, picture},
    ids::ConnectionId,
    roles::Deed,
};
use candor_store::ConversationLine;

use super::{ActError, Bench, FileRefusal, Refusal};

/// A file that was opened.
#[derive(Clone, Debug)]
pub struct OpenedFile {
    /// What it is called, with an ending where its content tells one: a clean name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The file the line at this place came with.
///
/// # Errors
/// [`FileRefusal::NoSuchFile`], [`FileRefusal::Gone`], [`FileRefusal::TooLargeToOpen`], [`Refusal::ChannelAway`],
/// [`Refusal::MayNot`].
pub async fn open_file(bench: &Bench<'_>, line: &ConversationLine, place: i64) -> Result<OpenedFile, ActError> {
    bench.must_be_allowed(Deed::View)?;
    let (store, known) = (&bench.desk.store, &line.conversation.conversation);
    let found = store.timeline(&known.id, place.max(1).saturating_sub(1), 1).await?.pop();
    let found = found.filter(|found| found.seq == place).and_then(|found| found.entry.file);
    let file = found.ok_or(FileRefusal::NoSuchFile(place))?;
    let bytes = bytes(bench, &known.connection, &file).await?;
    Ok(OpenedFile { name: name(&file, place, &bytes), bytes })
}

async fn bytes(bench: &Bench<'_>, connection: &ConnectionId, file: &Attachment) -> Result<Vec<u8>, ActError> {
    let remote = match &file.held {
        Held::AtChannel(id) => id.clone(),
        Held::InStore(id) => {
            if let Some(bytes) = bench.desk.store.file(connection, id).await? {
                return Ok(bytes);
            }
            bench.desk.store.sent_file(connection, id).await?.ok_or(FileRefusal::Gone)?
        }
    };
    if file.is_too_large_to_open() {
        return Err(FileRefusal::TooLargeToOpen.into());
    }
    let channel = bench.desk.channels.get(connection).ok_or(Refusal::ChannelAway)?;
    match channel.file(&remote, MAX_FILE_BYTES).await {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(FileRefusal::TooLargeToOpen.into()),
        Err(ChannelError::Rejected { why, .. }) if why.to_lowercase().contains("too big") => {
            Err(FileRefusal::TooLargeToOpen.into())
        }
        Err(ChannelError::Rejected { .. }) => Err(FileRefusal::Gone.into()),
        Err(error) => {
            tracing::warn!(%connection, %error, "a file of a conversation could not be fetched");
            Err(Refusal::ChannelAway.into())
        }
    }
}

/// Its own name, or what it is and where it stands: `photo-12.jpg`.
fn name(file: &Attachment, place: i64, bytes: &[u8]) -> String {
    if let Some(name) = &file.name {
        return name.clone();
    }
    let known = [(&b"OggS"[..], "ogg"), (b"%PDF-", "pdf"), (b"ID3", "mp3")];
    let ending = match picture(bytes) {
        Some(picture) => Some(picture.kind.ending()),
        None if bytes.get(4..8) == Some(b"ftyp") => Some("mp4"),
        None => known.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, ending)| *ending),
    };
    let stem = format!("{}-{place}", file.what.replace('_', "-"));
    ending.map_or(stem.clone(), |ending| format!("{stem}.{ending}"))
}
