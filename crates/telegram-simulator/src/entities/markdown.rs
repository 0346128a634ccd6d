//! `parse_mode=MarkdownV2`, after `parse_markdown_v2` of td's MessageEntity.cpp: the same escapes and error texts.

use super::nest::{Nest, link};
use super::{Entity, Formatted};

const RESERVED: &str = "_*[]()~`>#+-=|{}.!";

/// Parses MarkdownV2. The error is what follows "can't parse entities: ".
pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut reader = Reader { source, at: 0, is_line_start: true };
    let mut nest = Nest::default();
    while let Some(letter) = reader.letter() {
        let innermost = nest.open.last().map(|open| open.name.clone()).unwrap_or_default();
        let is_code = matches!(innermost.as_str(), "code" | "pre");
        if let Some(escaped) = reader.escaped(letter) {
            reader.pass(&mut nest, escaped, 2);
        } else if !(if is_code { letter == '`' } else { RESERVED.contains(letter) }) {
            reader.pass(&mut nest, letter, letter.len_utf8());
            if letter == '\n' && has_quote(&nest) && !reader.next_is(">") {
                end_quote(&mut nest)?;
            }
        } else if letter == '>' && reader.is_line_start {
            if !has_quote(&nest) {
                nest.begin("blockquote", String::new(), reader.at);
            }
            reader.skip(1);
        } else if is_end(&innermost, &reader) {
            end(&mut reader, &mut nest)?;
        } else {
            begin(&mut reader, &mut nest, letter)?;
        }
    }
    if has_quote(&nest) {
        end_quote(&mut nest)?;
    }
    match nest.open.last() {
        Some(open) => Err(format!(
            "Can't find end of {} entity at byte offset {}",
            shown(&open.name, &open.argument),
            open.source_at
        )),
        None => Ok(nest.finish()),
    }
}

fn is_end(innermost: &str, reader: &Reader<'_>) -> bool {
    match innermost {
        "bold" => reader.next_is("*"),
        "italic" => reader.next_is("_") && !reader.next_is("__"),
        "underline" => reader.next_is("__"),
        "strikethrough" => reader.next_is("~"),
        "spoiler" => reader.next_is("||"),
        "code" => reader.next_is("`"),
        "pre" => reader.next_is("```"),
        "text_link" | "custom_emoji" => reader.next_is("]"),
        // An expandable quotation ends with `||`.
        "blockquote" => reader.next_is("||"),
        _ => false,
    }
}

fn begin(reader: &mut Reader<'_>, nest: &mut Nest, letter: char) -> Result<(), String> {
    let at = reader.at;
    let (kind, length) = match letter {
        '_' if reader.next_is("__") => ("underline", 2),
        '_' => ("italic", 1),
        '*' => ("bold", 1),
        '~' => ("strikethrough", 1),
        '|' if reader.next_is("||") => ("spoiler", 2),
        '[' => ("text_link", 1),
        '!' if reader.next_is("![") => ("custom_emoji", 2),
        '`' if reader.next_is("```") => return begin_block(reader, nest),
        '`' => ("code", 1),
        _ => return Err(format!("Character '{letter}' is reserved and must be escaped with the preceding '\\'")),
    };
    reader.skip(length);
    nest.begin(kind, String::new(), at);
    Ok(())
}

fn begin_block(reader: &mut Reader<'_>, nest: &mut Nest) -> Result<(), String> {
    let at = reader.at;
    reader.skip(3);
    let word: String = reader.rest().chars().take_while(|letter| !letter.is_whitespace() && *letter != '`').collect();
    let after = reader.rest().get(word.len()..).and_then(|rest| rest.chars().next());
    let is_language = !word.is_empty() && after.is_some_and(|letter| letter != '`');
    let language = if is_language { word } else { String::new() };
    reader.skip(language.len());
    // One line break at the beginning is not part of the block.
    let breaks = ["\r\n", "\n\r", "\n", "\r"];
    let line_break = breaks.iter().find(|line_break| reader.next_is(line_break)).map_or(0, |found| found.len());
    reader.skip(line_break);
    nest.begin("pre", language, at);
    Ok(())
}

fn end(reader: &mut Reader<'_>, nest: &mut Nest) -> Result<(), String> {
    let Some((open, length, inner)) = nest.end() else { return Ok(()) };
    let offset = open.offset;
    match open.name.as_str() {
        "underline" | "spoiler" => {
            reader.skip(2);
            nest.add(Entity::plain(&open.name, offset, length));
        }
        "blockquote" => {
            reader.skip(2);
            nest.add(Entity::plain("expandable_blockquote", offset, length));
        }
        "pre" => {
            reader.skip(3);
            nest.add(match open.argument.is_empty() {
                true => Entity::plain("pre", offset, length),
                false => Entity::with("pre", offset, length, "language", open.argument),
            });
        }
        "text_link" => {
            reader.skip(1);
            let url = reader.address()?.unwrap_or(inner);
            if let Some(entity) = link(&url, offset, length) {
                nest.add(entity);
            }
        }
        "custom_emoji" => {
            reader.skip(1);
            let address = reader.address()?.unwrap_or_default();
            let Some(id) = address.strip_prefix("tg://emoji?id=") else {
                return Err("Custom emoji entity must contain a tg://emoji URL".to_owned());
            };
            nest.add(Entity::with("custom_emoji", offset, length, "custom_emoji_id", id));
        }
        _ => {
            reader.skip(1);
            nest.add(Entity::plain(&open.name, offset, length));
        }
    }
    Ok(())
}

fn has_quote(nest: &Nest) -> bool {
    nest.open.iter().any(|open| open.name == "blockquote")
}

fn end_quote(nest: &mut Nest) -> Result<(), String> {
    match nest.open.last() {
        Some(open) if open.name == "blockquote" => {
            if let Some((open, length, _)) = nest.end() {
                nest.add(Entity::plain("blockquote", open.offset, length));
            }
            Ok(())
        }
        Some(open) => Err(format!(
            "Can't find end of {} entity at byte offset {}",
            shown(&open.name, &open.argument),
            open.source_at
        )),
        None => Ok(()),
    }
}

/// The name td's error texts use.
fn shown(kind: &str, argument: &str) -> &'static str {
    match kind {
        "bold" => "Bold",
        "italic" => "Italic",
        "underline" => "Underline",
        "strikethrough" => "Strikethrough",
        "spoiler" => "Spoiler",
        "code" => "Code",
        "pre" if argument.is_empty() => "Pre",
        "pre" => "PreCode",
        "text_link" => "TextUrl",
        "custom_emoji" => "CustomEmoji",
        _ => "BlockQuote",
    }
}

struct Reader<'a> {
    source: &'a str,
    /// Bytes.
    at: usize,
    is_line_start: bool,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn letter(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next_is(&self, words: &str) -> bool {
        self.rest().starts_with(words)
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
        self.is_line_start = false;
    }

    fn pass(&mut self, nest: &mut Nest, letter: char, bytes: usize) {
        nest.push(letter);
        self.skip(bytes);
        self.is_line_start = letter == '\n';
    }

    /// The character after a backslash, where that escapes it: any with a code from 1 to 126.
    fn escaped(&self, letter: char) -> Option<char> {
        if letter != '\\' {
            return None;
        }
        self.rest().chars().nth(1).filter(|next| ('\u{1}'..='\u{7e}').contains(next))
    }

    /// `(url)` at the cursor, with its escapes undone.
    fn address(&mut self) -> Result<Option<String>, String> {
        if !self.next_is("(") {
            return Ok(None);
        }
        self.skip(1);
        let begin = self.at;
        let mut url = String::new();
        while let Some(letter) = self.letter() {
            if letter == ')' {
                self.skip(1);
                return Ok(Some(url));
            }
            let (letter, bytes) = self.escaped(letter).map_or((letter, letter.len_utf8()), |escaped| (escaped, 2));
            url.push(letter);
            self.skip(bytes);
        }
        Err(format!("Can't find end of a URL at byte offset {begin}"))
    }
}
