//! What a file is, by its first bytes. Nothing is unpacked: only headers are read, so that no file can make it work long.

/// A picture that every browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// In which form.
    pub kind: PictureKind,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// The form of a picture. SVG is none: it is a document that can hold scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (W3C).
    Png,
    /// GIF (89a).
    Gif,
    /// WebP (RFC 9649).
    Webp,
}

impl PictureKind {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// How names of such files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }
}

/// The picture these bytes begin, if they begin one.
pub fn picture(bytes: &[u8]) -> Option<Picture> {
    let (kind, (width, height)) = png(bytes)
        .map(|size| (PictureKind::Png, size))
        .or_else(|| gif(bytes).map(|size| (PictureKind::Gif, size)))
        .or_else(|| webp(bytes).map(|size| (PictureKind::Webp, size)))
        .or_else(|| jpeg(bytes).map(|size| (PictureKind::Jpeg, size)))?;
    (width > 0 && height > 0).then_some(Picture { kind, width, height })
}

/// Whether these bytes are a program of some system: Windows (PE), Linux (ELF), macOS (Mach-O) and Java, Android (DEX), a
/// shortcut of Windows ([MS-SHLLINK]), or a text that names what runs it.
pub(super) fn is_program(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 9] = [
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"dex\n",
        b"\x4c\x00\x00\x00\x01\x14\x02\x00",
        b"#!",
    ];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) || is_portable_executable(bytes)
}

/// `MZ`, and at the place that is named at 0x3C, `PE` (Microsoft, "PE Format").
fn is_portable_executable(bytes: &[u8]) -> bool {
    let place = taken(bytes, 0x3c).map(u32::from_le_bytes).and_then(|place| usize::try_from(place).ok());
    bytes.starts_with(b"MZ") && place.and_then(|place| taken(bytes, place)) == Some(*b"PE\0\0")
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    if taken(rest, 4)? != *b"IHDR" {
        return None;
    }
    Some((u32::from_be_bytes(taken(rest, 8)?), u32::from_be_bytes(taken(rest, 12)?)))
}

fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"GIF87a").or_else(|| bytes.strip_prefix(b"GIF89a"))?;
    Some((u16::from_le_bytes(taken(rest, 0)?).into(), u16::from_le_bytes(taken(rest, 2)?).into()))
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let short = |from: usize| -> Option<u32> { Some(u16::from_le_bytes(taken(rest, from)?).into()) };
    let long = |from: usize| -> Option<u32> {
        let [low, middle, high] = taken(rest, from)?;
        Some(u32::from_le_bytes([low, middle, high, 0]).saturating_add(1))
    };
    match rest.get(..4)? {
        b"VP8 " => Some((short(14)? & 0x3FFF, short(16)? & 0x3FFF)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(taken(rest, 9)?);
            Some(((bits & 0x3FFF).saturating_add(1), ((bits >> 14) & 0x3FFF).saturating_add(1)))
        }
        b"VP8X" => Some((long(12)?, long(15)?)),
        _ => None,
    }
}

/// Walks the segments up to the frame header. Fill bytes may stand before a marker (T.81, B.1.1.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    loop {
        rest = rest.strip_prefix(b"\xFF")?;
        while let Some(after) = rest.strip_prefix(b"\xFF") {
            rest = after;
        }
        let marker = *rest.first()?;
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            return Some((u16::from_be_bytes(taken(rest, 6)?).into(), u16::from_be_bytes(taken(rest, 4)?).into()));
        }
        let length = usize::from(u16::from_be_bytes(taken(rest, 1)?));
        rest = rest.get(length.checked_add(1)?..)?;
    }
}

fn taken<const COUNT: usize>(bytes: &[u8], from: usize) -> Option<[u8; COUNT]> {
    bytes.get(from..from.checked_add(COUNT)?)?.try_into().ok()
}
