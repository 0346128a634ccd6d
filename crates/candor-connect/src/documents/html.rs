//! Web pages: what a browser would show as text. Hidden elements, scripts, menus and forms are left out.

use candor_core::knowledge::Block;
use html5gum::{StartTag, Token, Tokenizer};

use super::{Gathering, Table};

/// Elements whose contents are no text of the page.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "noscript", "head", "nav", "svg", "iframe", "select", "textarea", "button",
    "object", "canvas", "dialog",
];
/// Elements that stand in a line and end no paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];
/// Elements that have no end.
const EMPTY: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut page = Page::default();
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::StartTag(tag) => page.begin(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) if page.hidden_by.is_none() => page.gathering.say(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    page.gathering.end();
    page.end_tables();
    page.gathering.blocks
}

/// A page as it is read.
#[derive(Default)]
struct Page {
    gathering: Gathering,
    /// Tables, the innermost last.
    tables: Vec<Table>,
    /// The element that hides what is read now, and how many of its name are open within it.
    hidden_by: Option<(String, usize)>,
}

impl Page {
    fn begin(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((hides, open)) = &mut self.hidden_by {
            if !closes(&name, hides) {
                *open += usize::from(*hides == name);
                return;
            }
            self.hidden_by = None;
        }
        let is_empty = tag.self_closing || EMPTY.contains(&name.as_str());
        if !is_empty && (UNSEEN.contains(&name.as_str()) || is_hidden(tag)) {
            self.hidden_by = Some((name, 1));
            return;
        }
        match name.as_str() {
            "br" => self.gathering.say(" "),
            "table" => {
                self.gathering.end();
                self.tables.push(Table::default());
            }
            // Cells and rows may be left unclosed.
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            _ if INLINE.contains(&name.as_str()) => {}
            _ if !self.tables.is_empty() => self.gathering.say(" "),
            _ => self.gathering.end(),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hides, open)) = &mut self.hidden_by {
            *open -= usize::from(hides == name && *open > 0);
            if *open == 0 {
                self.hidden_by = None;
            }
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.trim_start_matches('h').parse().unwrap_or(6);
                self.gathering.end_heading(level);
            }
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => {
                self.end_cell();
                let blocks = self.tables.pop().unwrap_or_default().into_blocks();
                self.gathering.blocks.extend(blocks);
            }
            _ if INLINE.contains(&name) => {}
            _ if !self.tables.is_empty() => self.gathering.say(" "),
            _ => self.gathering.end(),
        }
    }

    fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let words = self.gathering.taken();
            if !words.is_empty() {
                table.cell(words);
            }
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.end_row();
        }
    }

    fn end_tables(&mut self) {
        while let Some(table) = self.tables.pop() {
            self.gathering.blocks.extend(table.into_blocks());
        }
    }
}

/// Whether an element that begins ends another whose end may be left out.
fn closes(begins: &str, open: &str) -> bool {
    match open {
        "p" => !INLINE.contains(&begins),
        "li" | "tr" => begins == open,
        "td" | "th" => matches!(begins, "td" | "th" | "tr"),
        _ => false,
    }
}

/// Whether an element's own attributes hide it from who looks at the page.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let value =
        |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).to_lowercase());
    let style: String = value("style").unwrap_or_default().chars().filter(|sign| !sign.is_whitespace()).collect();
    let hides = ["display:none", "visibility:hidden", "font-size:0", "opacity:0;", "left:-9"];
    value("hidden").is_some()
        || value("aria-hidden").is_some_and(|value| value == "true")
        || style.ends_with("opacity:0")
        || hides.iter().any(|hides| style.contains(hides))
}
