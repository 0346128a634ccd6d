//! The kinds of files a message can carry.

use serde::{Deserialize, Serialize};

/// What a file is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture shown as one.
    Photo,
    /// Any file.
    Document,
    /// A voice message.
    Voice,
    /// A video.
    Video,
    /// A round video message.
    VideoNote,
    /// Music.
    Audio,
    /// A GIF or a video without sound.
    Animation,
    /// A sticker.
    Sticker,
}

/// All of them.
const ALL: [FileKind; 8] = [
    FileKind::Photo,
    FileKind::Document,
    FileKind::Voice,
    FileKind::Video,
    FileKind::VideoNote,
    FileKind::Audio,
    FileKind::Animation,
    FileKind::Sticker,
];

impl FileKind {
    /// The field of a `Message` it stands in, which is also the parameter it is sent by.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::VideoNote => "video_note",
            Self::Audio => "audio",
            Self::Animation => "animation",
            Self::Sticker => "sticker",
        }
    }

    /// The kind that stands in a field of a `Message`.
    pub(crate) fn of_field(field: &str) -> Option<Self> {
        ALL.into_iter().find(|kind| kind.field() == field)
    }

    /// The name in Telegram's error texts.
    pub(super) fn spoken(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Document => "Document",
            Self::Voice => "VoiceNote",
            Self::Video => "Video",
            Self::VideoNote => "VideoNote",
            Self::Audio => "Audio",
            Self::Animation => "Animation",
            Self::Sticker => "Sticker",
        }
    }

    /// How the ids of such files begin.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Photo => "AgAC",
            Self::Document => "BQAC",
            Self::Voice => "AwAC",
            Self::Video => "BAAC",
            Self::VideoNote => "DQAC",
            Self::Audio => "CQAC",
            Self::Animation => "CgAC",
            Self::Sticker => "CAAC",
        }
    }

    /// The folder of a download path.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Document => "documents",
            Self::Voice => "voice",
            Self::Video => "videos",
            Self::VideoNote => "video_notes",
            Self::Audio => "music",
            Self::Animation => "animations",
            Self::Sticker => "stickers",
        }
    }

    pub(super) fn usual_extension(self) -> Option<&'static str> {
        match self {
            Self::Photo => Some("jpg"),
            Self::Voice => Some("oga"),
            Self::Video | Self::VideoNote | Self::Animation => Some("mp4"),
            Self::Audio => Some("mp3"),
            Self::Sticker => Some("webp"),
            Self::Document => None,
        }
    }

    pub(super) fn usual_mime(self) -> Option<&'static str> {
        match self {
            Self::Photo => Some("image/jpeg"),
            Self::Voice => Some("audio/ogg"),
            Self::Video | Self::VideoNote | Self::Animation => Some("video/mp4"),
            Self::Audio => Some("audio/mpeg"),
            Self::Sticker => Some("image/webp"),
            Self::Document => None,
        }
    }

    pub(super) fn has_size(self) -> bool {
        matches!(self, Self::Photo | Self::Video | Self::Animation | Self::Sticker)
    }

    pub(super) fn has_duration(self) -> bool {
        matches!(self, Self::Voice | Self::Video | Self::VideoNote | Self::Audio | Self::Animation)
    }
}
