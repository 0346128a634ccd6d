//! Word's DOCX: paragraphs, headings by their styles, tables. Hidden and deleted words are left out.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use candor_core::knowledge::Block;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{Gathering, Table, Unreadable};

/// No part of the file unpacks to more bytes.
const MOST_UNPACKED: u64 = 50 * 1024 * 1024;

pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    // A file with a password is no archive but one of Microsoft's older containers.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Unreadable::Locked);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let mut part = |name: &str| -> Result<Option<String>, Unreadable> {
        let Ok(file) = archive.by_name(name) else { return Ok(None) };
        let mut text = Vec::new();
        file.take(MOST_UNPACKED + 1).read_to_end(&mut text).map_err(|_| Unreadable::Broken)?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > MOST_UNPACKED {
            return Err(Unreadable::TooLarge);
        }
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    };
    let levels = levels(&part("word/styles.xml")?.unwrap_or_default());
    let document = part("word/document.xml")?.ok_or(Unreadable::Broken)?;
    read(&document, &levels)
}

/// Which styles are headings, and of which level. Their names are English in every language's Word: "heading 1".
fn levels(styles: &str) -> BTreeMap<String, u8> {
    let mut reader = Reader::from_str(styles);
    let mut levels = BTreeMap::new();
    let mut style = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "style" => style = attribute(&tag, "styleId"),
            Ok(Event::Empty(tag) | Event::Start(tag)) if tag.local_name().as_ref() == "name" => {
                let name = attribute(&tag, "val").unwrap_or_default().to_lowercase();
                let level = match name.as_str() {
                    "title" => Some(1),
                    name => name.strip_prefix("heading ").and_then(|number| number.parse().ok()),
                };
                if let (Some(style), Some(level)) = (style.take(), level) {
                    levels.insert(style, level);
                }
            }
            Ok(Event::Eof) | Err(_) => return levels,
            Ok(_) => {}
        }
    }
}

fn read(document: &str, levels: &BTreeMap<String, u8>) -> Result<Vec<Block>, Unreadable> {
    let mut reader = Reader::from_str(document);
    let mut gathering = Gathering::default();
    let mut tables: Vec<Table> = Vec::new();
    let mut level = None;
    // Words of the run that is read, and whether they are hidden or deleted.
    let (mut run, mut is_text, mut is_hidden, mut deleted) = (String::new(), false, false, 0_usize);
    loop {
        match reader.read_event().map_err(|_| Unreadable::Broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "tbl" => tables.push(Table::default()),
                "del" | "moveFrom" => deleted += 1,
                "p" => level = None,
                "r" => (is_hidden, run) = (false, String::new()),
                "t" => is_text = true,
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "pStyle" => level = attribute(&tag, "val").and_then(|style| levels.get(&style).copied()),
                "vanish" | "webHidden" => {
                    is_hidden = !matches!(attribute(&tag, "val").as_deref(), Some("0" | "false"));
                }
                "tab" | "br" | "cr" => run.push(' '),
                _ => {}
            },
            Event::Text(words) if is_text => run.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) if is_text => run.push_str(&resolved(&reference)),
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => is_text = false,
                "r" if !is_hidden && deleted == 0 => gathering.say(&run),
                "del" | "moveFrom" => deleted = deleted.saturating_sub(1),
                "p" if !tables.is_empty() => gathering.say(" "),
                "p" => match level {
                    Some(level) => gathering.end_heading(level),
                    None => gathering.end(),
                },
                "tc" => {
                    let words = gathering.taken();
                    tables.last_mut().into_iter().for_each(|table| table.cell(words.clone()));
                }
                "tr" => tables.last_mut().into_iter().for_each(Table::end_row),
                "tbl" => gathering.blocks.extend(tables.pop().unwrap_or_default().into_blocks()),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    gathering.end();
    Ok(gathering.blocks)
}

/// `&amp;` and its like, and numbered signs. Others are not known in a document and would expand to who knows what.
fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return sign.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}
