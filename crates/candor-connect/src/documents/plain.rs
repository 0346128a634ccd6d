//! Plain text: the encoding is guessed where it is not UTF-8, blank lines separate paragraphs, a short line alone is a heading.

use candor_core::knowledge::Block;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// A longer line is no heading.
const LONGEST_HEADING: usize = 80;

/// The text of a file. Old files of this part of the world are in Windows-1251 or KOI8-R as often as not.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(bytes).0.into_owned()
}

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let has_blank_lines = text.trim().lines().any(|line| line.trim().is_empty());
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() && (last.is_empty() || (has_blank_lines && !begins_point(line))) => {
                last.push(line)
            }
            _ if line.is_empty() => paragraphs.push(Vec::new()),
            _ => paragraphs.push(vec![line]),
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    let last = paragraphs.len().saturating_sub(1);
    paragraphs
        .iter()
        .enumerate()
        .map(|(at, lines)| match lines.as_slice() {
            [line] if at < last && is_heading(line) => Block::heading(2, *line),
            lines => Block::Paragraph(lines.join(" ")),
        })
        .collect()
}

fn is_heading(line: &str) -> bool {
    let ends_open = !line.ends_with(['.', ',', ';', ':', '!', '…']);
    ends_open && line.chars().nth(LONGEST_HEADING).is_none() && !begins_point(line)
}

/// "- …", "• …", "1) …": a point of a list begins a paragraph of its own.
fn begins_point(line: &str) -> bool {
    let after_number = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    line.starts_with(['-', '•', '*', '–', '—'])
        || (after_number.len() < line.len()
            && after_number.starts_with([')', '.'])
            && after_number.chars().nth(1) == Some(' '))
}
