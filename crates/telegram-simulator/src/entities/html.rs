//! `parse_mode=HTML`, after `parse_html` of td's MessageEntity.cpp: the same tags, leniencies and error texts.

use super::nest::{Nest, link};
use super::{Entity, Formatted};

const TAGS: [&str; 16] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// Parses HTML. The error is what follows "can't parse entities: ".
pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut reader = Reader { source, at: 0 };
    let mut nest = Nest::default();
    while let Some(letter) = reader.letter() {
        match letter {
            '&' => match reader.reference() {
                Some(decoded) => nest.push(decoded),
                None => reader.pass(&mut nest, letter),
            },
            '<' if reader.next_is("</") => end_tag(&mut reader, &mut nest)?,
            '<' => start_tag(&mut reader, &mut nest)?,
            _ => reader.pass(&mut nest, letter),
        }
    }
    match nest.open.last() {
        Some(open) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.name)),
        None => Ok(nest.finish()),
    }
}

fn start_tag(reader: &mut Reader<'_>, nest: &mut Nest) -> Result<(), String> {
    let begin = reader.at;
    reader.skip(1);
    let tag = reader.take_while(|letter| !is_space(letter) && letter != '>').to_lowercase();
    let unclosed = || format!("Unclosed start tag at byte offset {begin}");
    if reader.letter().is_none() {
        return Err(unclosed());
    }
    if !TAGS.contains(&tag.as_str()) {
        return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
    }
    let mut argument = String::new();
    loop {
        reader.take_while(is_space);
        if reader.letter() == Some('>') {
            break;
        }
        let name = reader.take_while(|letter| !is_space(letter) && letter != '=' && letter != '>');
        if name.is_empty() {
            let words = format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}");
            return Err(if reader.letter().is_none() { unclosed() } else { words });
        }
        reader.take_while(is_space);
        if reader.letter() != Some('=') {
            if tag == "blockquote" && name == "expandable" {
                argument = "1".to_owned();
                continue;
            }
            return Err(format!(
                "Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {begin}"
            ));
        }
        reader.skip(1);
        reader.take_while(is_space);
        let value = attribute_value(reader)?;
        if reader.letter().is_none() {
            return Err(unclosed());
        }
        match (tag.as_str(), name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") => argument = value,
            ("code", "class") => argument = value.strip_prefix("language-").map_or(argument, str::to_owned),
            ("span", "class") => argument = value.strip_prefix("tg-").map_or(argument, str::to_owned),
            ("blockquote", "expandable") => argument = "1".to_owned(),
            _ => {}
        }
    }
    reader.skip(1);
    if tag == "span" && argument != "spoiler" {
        return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
    }
    nest.begin(&tag, argument, begin);
    Ok(())
}

fn attribute_value(reader: &mut Reader<'_>) -> Result<String, String> {
    let begin = reader.at;
    let Some(quote @ ('"' | '\'')) = reader.letter() else {
        let token = reader.take_while(|letter| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-');
        return match reader.letter() {
            Some(letter) if !is_space(letter) && letter != '>' => {
                Err(format!("Unexpected end of name token at byte offset {begin}"))
            }
            _ => Ok(token.to_lowercase()),
        };
    };
    reader.skip(1);
    let mut value = String::new();
    while let Some(letter) = reader.letter() {
        if letter == quote {
            reader.skip(1);
            break;
        }
        if letter == '&'
            && let Some(decoded) = reader.reference()
        {
            value.push(decoded);
            continue;
        }
        value.push(letter);
        reader.skip(letter.len_utf8());
    }
    Ok(value)
}

fn end_tag(reader: &mut Reader<'_>, nest: &mut Nest) -> Result<(), String> {
    let begin = reader.at;
    let Some(expected) = nest.open.last().map(|open| open.name.clone()) else {
        return Err(format!("Unexpected end tag at byte offset {begin}"));
    };
    reader.skip(2);
    let tag = reader.take_while(|letter| !is_space(letter) && letter != '>');
    reader.take_while(is_space);
    if reader.letter() != Some('>') {
        return Err(format!("Unclosed end tag at byte offset {begin}"));
    }
    if !tag.is_empty() && tag != expected {
        return Err(format!(
            "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{tag}>\""
        ));
    }
    reader.skip(1);
    close(nest);
    Ok(())
}

/// Turns the innermost open tag into an entity.
fn close(nest: &mut Nest) {
    let Some((open, length, inner)) = nest.end() else { return };
    let offset = open.offset;
    let kind = match open.name.as_str() {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "s" | "strike" | "del" => "strikethrough",
        "u" | "ins" => "underline",
        "tg-spoiler" | "span" => "spoiler",
        "blockquote" if open.argument.is_empty() => "blockquote",
        "blockquote" => "expandable_blockquote",
        "tg-emoji" => {
            nest.add(Entity::with("custom_emoji", offset, length, "custom_emoji_id", open.argument));
            return;
        }
        "a" => {
            let url = if open.argument.is_empty() { inner } else { open.argument };
            if let Some(entity) = link(&url, offset, length) {
                nest.add(entity);
            }
            return;
        }
        "pre" => {
            // `<pre><code class="language-x">` is one block with a language.
            let code = nest.take_last("code", offset, length);
            let language = code.and_then(|code| code.extra.get("language").cloned());
            nest.add(match language {
                Some(language) => Entity::with("pre", offset, length, "language", language),
                None => Entity::plain("pre", offset, length),
            });
            return;
        }
        "code" => {
            nest.add(match open.argument.is_empty() || !nest.open.iter().any(|outer| outer.name == "pre") {
                true => Entity::plain("code", offset, length),
                false => Entity::with("code", offset, length, "language", open.argument),
            });
            return;
        }
        _ => return,
    };
    nest.add(Entity::plain(kind, offset, length));
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '\0' | '\u{b}')
}

struct Reader<'a> {
    source: &'a str,
    /// Bytes.
    at: usize,
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
    }

    fn pass(&mut self, nest: &mut Nest, letter: char) {
        nest.push(letter);
        self.skip(letter.len_utf8());
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|letter| belongs(*letter)).collect();
        self.skip(taken.len());
        taken
    }

    /// A character reference at the cursor; moves past it only where it is one.
    fn reference(&mut self) -> Option<char> {
        let rest = self.rest().strip_prefix('&')?;
        let (decoded, length) = if let Some(number) = rest.strip_prefix('#') {
            let (digits, radix, marks) = match number.strip_prefix(['x', 'X']) {
                Some(hex) => (hex, 16, 2),
                None => (number, 10, 1),
            };
            let digits: String = digits.chars().take_while(|letter| letter.is_digit(radix)).collect();
            let code = u32::from_str_radix(&digits, radix).ok().filter(|code| *code != 0)?;
            (char::from_u32(code)?, digits.len().saturating_add(marks))
        } else {
            let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            let decoded = match name.as_str() {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => return None,
            };
            (decoded, name.len())
        };
        let semicolon = usize::from(rest.get(length..).is_some_and(|after| after.starts_with(';')));
        self.skip(length.saturating_add(semicolon).saturating_add(1));
        Some(decoded)
    }
}
