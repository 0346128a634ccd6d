//! Width and height of a picture, read from the first bytes of PNG, JPEG, GIF and WebP.

/// Width and height; `None` for anything that is no such picture.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let found = png(bytes).or_else(|| gif(bytes)).or_else(|| webp(bytes)).or_else(|| jpeg(bytes));
    found.filter(|(width, height)| *width > 0 && *height > 0)
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |from: usize| -> Option<u32> { Some(u32::from_be_bytes(taken(rest, from)?)) };
    Some((number(8)?, number(12)?))
}

fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"GIF87a").or_else(|| bytes.strip_prefix(b"GIF89a"))?;
    let number = |from: usize| -> Option<u32> { Some(u16::from_le_bytes(taken(rest, from)?).into()) };
    Some((number(0)?, number(2)?))
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let short = |from: usize| -> Option<u32> { Some(u16::from_le_bytes(taken(rest, from)?).into()) };
    let long = |from: usize| -> Option<u32> {
        let [low, middle, high] = taken(rest, from)?;
        Some(u32::from_le_bytes([low, middle, high, 0]))
    };
    match rest.get(..4)? {
        b"VP8 " => Some((short(14)? & 0x3FFF, short(16)? & 0x3FFF)),
        b"VP8L" => {
            let bits = u32::from_le_bytes(taken(rest, 9)?);
            Some(((bits & 0x3FFF).saturating_add(1), ((bits >> 14) & 0x3FFF).saturating_add(1)))
        }
        b"VP8X" => Some((long(12)?.saturating_add(1), long(15)?.saturating_add(1))),
        _ => None,
    }
}

/// Walks the segments up to the frame header.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    loop {
        rest = rest.strip_prefix(b"\xFF")?;
        let marker = *rest.first()?;
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            let number = |from: usize| -> Option<u32> { Some(u16::from_be_bytes(taken(rest, from)?).into()) };
            return Some((number(6)?, number(4)?));
        }
        let length = usize::from(u16::from_be_bytes(taken(rest, 1)?));
        rest = rest.get(length.checked_add(1)?..)?;
    }
}

fn taken<const COUNT: usize>(bytes: &[u8], from: usize) -> Option<[u8; COUNT]> {
    bytes.get(from..from.checked_add(COUNT)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn the_size_of_pictures_is_read_from_their_beginning() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x09\x08";
        assert_eq!(size(png), Some((258, 9)));
        assert_eq!(size(b"GIF89a\x05\0\x07\0rest"), Some((5, 7)));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC2\0\x0B\x08\0\x20\0\x40\x03";
        assert_eq!(size(jpeg), Some((64, 32)));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x09\0\0\x13\0\0";
        assert_eq!(size(webp), Some((10, 20)));
    }

    #[test]
    fn what_is_cut_short_or_no_picture_has_no_size() {
        for bytes in [&b""[..], b"text", b"\xFF\xD8", b"\xFF\xD8\xFF\xE0\xFF\xFF", b"GIF89a\x05", b"RIFF1234WEBPVP8X"] {
            assert_eq!(size(bytes), None);
        }
    }
}
