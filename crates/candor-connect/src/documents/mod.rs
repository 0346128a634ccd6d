//! Files of the owner's become blocks of words: Markdown, plain text, HTML, PDF, DOCX, CSV. One module a form and one line in [`Form`].
//! What a reader of these forms would not see, hidden paragraphs, comments, scripts, is not read: that is where orders are planted.
//!
//! Files come from outside. Each is read within limits, and a reader that stumbles over a broken one ends in an error, not in a panic.

mod csv;
mod docx;
mod html;
mod markdown;
mod pdf;
mod plain;

use std::panic::catch_unwind;

use candor_core::knowledge::Block;

/// No file is larger, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown with tables.
    Markdown,
    /// Plain text, in UTF-8 or an older encoding.
    Plain,
    /// A web page.
    Html,
    /// PDF with text in it; scanned pages hold none.
    Pdf,
    /// Word's DOCX.
    Docx,
    /// A table: commas, semicolons or tabs between its columns, their names in its first row.
    Csv,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Its name does not tell a form that is read here.
    #[error("files of this form are not read; these are: md, txt, html, pdf, docx, csv")]
    Form,
    /// It is larger than [`LARGEST`], or unpacks to far more.
    #[error("the file is too large; split it")]
    TooLarge,
    /// It is not what its name says, or broken.
    #[error("the file is broken or not of the form its name tells; save it again, as PDF, DOCX or plain text")]
    Broken,
    /// It asks for a password.
    #[error("the file is locked by a password; save it without one")]
    Locked,
    /// No words are in it.
    #[error("no words were found in the file; a scanned page is a picture: recognise its text first")]
    NoWords,
}

impl Form {
    /// The form a file's name tells; none if it is not read here.
    pub fn of(file_name: &str) -> Option<Self> {
        let (_, ending) = file_name.rsplit_once('.')?;
        Some(match ending.to_lowercase().as_str() {
            "md" | "markdown" => Self::Markdown,
            "txt" | "text" => Self::Plain,
            "html" | "htm" | "xhtml" => Self::Html,
            "pdf" => Self::Pdf,
            "docx" => Self::Docx,
            "csv" | "tsv" => Self::Csv,
            _ => return None,
        })
    }
}

/// Reads a file. Its name tells its form.
///
/// # Errors
/// [`Unreadable`], which says what to do about it.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Vec<Block>, Unreadable> {
    let form = Form::of(file_name).ok_or(Unreadable::Form)?;
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    // The libraries below are asked to return errors; a file that makes one panic all the same is a broken file.
    let reading = catch_unwind(|| match form {
        Form::Markdown => Ok(markdown::blocks(&plain::decode(bytes))),
        Form::Plain => Ok(plain::blocks(&plain::decode(bytes))),
        Form::Html => Ok(html::blocks(&plain::decode(bytes))),
        Form::Pdf => pdf::blocks(bytes),
        Form::Docx => docx::blocks(bytes),
        Form::Csv => csv::blocks(&plain::decode(bytes)),
    });
    let blocks = reading.unwrap_or(Err(Unreadable::Broken))?;
    let has_words = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => text.chars().any(char::is_alphabetic),
        Block::Row(cells) => cells.iter().any(|(_, cell)| cell.chars().any(char::is_alphabetic)),
    };
    if blocks.iter().any(has_words) { Ok(blocks) } else { Err(Unreadable::NoWords) }
}

/// Words as they gather, until a block of them ends.
#[derive(Debug, Default)]
struct Gathering {
    blocks: Vec<Block>,
    words: String,
}

impl Gathering {
    fn say(&mut self, words: &str) {
        self.words.push_str(words);
    }

    /// Ends a paragraph.
    fn end(&mut self) {
        let words = self.taken();
        if !words.is_empty() {
            self.blocks.push(Block::Paragraph(words));
        }
    }

    /// Ends a heading.
    fn end_heading(&mut self, level: u8) {
        let words = self.taken();
        if !words.is_empty() {
            self.blocks.push(Block::heading(level, words));
        }
    }

    fn taken(&mut self) -> String {
        std::mem::take(&mut self.words).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A table as its rows come: the first names the columns of the others.
#[derive(Debug, Default)]
struct Table {
    names: Option<Vec<String>>,
    row: Vec<String>,
    blocks: Vec<Block>,
}

impl Table {
    fn cell(&mut self, words: String) {
        self.row.push(words);
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        match &self.names {
            _ if row.is_empty() => {}
            None => self.names = Some(row),
            Some(names) => {
                let named = names.iter().cloned().chain(std::iter::repeat(String::new()));
                self.blocks.push(Block::Row(named.zip(row).collect()));
            }
        }
    }

    /// The rows. A table of one row has no names: it is told as it stands.
    fn into_blocks(mut self) -> Vec<Block> {
        self.end_row();
        match self.names {
            Some(names) if self.blocks.is_empty() => {
                vec![Block::Row(names.into_iter().map(|cell| (String::new(), cell)).collect())]
            }
            _ => self.blocks,
        }
    }
}
