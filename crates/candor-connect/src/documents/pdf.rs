//! PDF: the text of its pages, line by line, put together to paragraphs. What is drawn or scanned holds no text.

use candor_core::knowledge::Block;
use lopdf::{Document, LoadOptions};
use unicode_normalization::UnicodeNormalization as _;

use super::{Unreadable, plain};

/// No page and no font unpacks to more bytes.
const MOST_UNPACKED: usize = 50 * 1024 * 1024;
/// A line shorter than this share of the longest ends a paragraph if a sentence ends with it.
const FULL_LINE_PERCENT: usize = 75;

pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| Unreadable::Broken)?;
    if document.is_encrypted() {
        return Err(Unreadable::Locked);
    }
    let mut lines: Vec<String> = Vec::new();
    let mut was_read = false;
    for page in document.get_pages().keys() {
        // One page that cannot be read does not spoil the others.
        let Ok(text) = document.extract_text(&[*page]) else { continue };
        was_read = true;
        // Ligatures are drawn as one sign.
        lines.extend(text.lines().map(|line| line.trim().nfkc().collect()));
        lines.push(String::new());
    }
    if !was_read {
        return Err(Unreadable::Broken);
    }
    Ok(plain::blocks(&paragraphs(&lines)))
}

/// Lines broken only because the page ends are joined; a blank line separates what belongs apart.
fn paragraphs(lines: &[String]) -> String {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let is_full = |line: &str| line.chars().count().saturating_mul(100) >= longest.saturating_mul(FULL_LINE_PERCENT);
    let mut text = String::new();
    let mut is_open = false;
    for line in lines.iter().filter(|line| !line.is_empty() && !is_page_number(line)) {
        let goes_on = line.chars().next().is_some_and(char::is_lowercase);
        if !text.is_empty() {
            let is_hyphenated = text.ends_with('-') && goes_on;
            if is_hyphenated {
                text.pop();
            } else {
                text.push_str(if is_open || goes_on { " " } else { "\n\n" });
            }
        }
        text.push_str(line);
        is_open = is_full(line) && !line.ends_with(['.', '!', '?', ':', '…']);
    }
    text
}

fn is_page_number(line: &str) -> bool {
    line.chars().all(|sign| sign.is_ascii_digit() || sign.is_whitespace() || "/-–—.".contains(sign))
}
