//! Cuts a document into passages: whole sentences under their heading, short enough to be quoted in a chat.

use super::{Block, Passage, planted::speaks_to_machines};
use crate::hearing::is_invisible;

/// A passage holds about so many characters; a paragraph up to [`LONGEST`] stays whole.
const ABOUT: usize = 300;
/// No passage is longer, unless a single sentence is.
const LONGEST: usize = 450;
/// A sentence longer than this is no sentence anybody would quote; it is cut between words.
const LONGEST_SENTENCE: usize = 600;
/// Fewer characters say nothing by themselves.
const SHORTEST: usize = 12;
/// A heading is cut there.
const LONGEST_HEADING: usize = 150;
/// So many passages are kept of one document.
const MOST: usize = 5_000;

/// A document in passages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cut {
    /// The first heading of the highest level, if there is one.
    pub title: Option<String>,
    /// The passages, numbered from 1 in reading order.
    pub passages: Vec<Passage>,
    /// What was left out, and why.
    pub left_out: Vec<(String, LeftOut)>,
}

/// Why a passage was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It gives the desk orders, as a text planted by a stranger would. No document may.
    GivesOrders,
    /// The document has too many passages.
    TooMany,
}

/// Cuts a document. Deterministic; linear in its length.
pub fn split(blocks: &[Block]) -> Cut {
    let mut cut = Cut::default();
    let mut headings: Vec<(u8, String)> = Vec::new();
    let mut gathered = String::new();
    for block in blocks {
        match block {
            Block::Heading { level, text } => {
                cut.push(&headings, &mut gathered);
                let text: String = tidy(text).chars().take(LONGEST_HEADING).collect();
                if text.is_empty() {
                    continue;
                }
                if speaks_to_machines(&text) {
                    cut.left_out.push((text, LeftOut::GivesOrders));
                    continue;
                }
                if cut.title.is_none() {
                    cut.title = Some(text.clone());
                }
                headings.retain(|(above, _)| above < level);
                headings.push((*level, text));
            }
            Block::Paragraph(text) => {
                for piece in pieces(&tidy(text)) {
                    // Looked at by itself: what stands before and behind it is not to blame.
                    if speaks_to_machines(&piece) {
                        cut.left_out.push((piece, LeftOut::GivesOrders));
                        continue;
                    }
                    let together = gathered.chars().count().saturating_add(piece.chars().count());
                    if together > ABOUT {
                        cut.push(&headings, &mut gathered);
                    }
                    if !gathered.is_empty() {
                        gathered.push('\n');
                    }
                    gathered.push_str(&piece);
                }
            }
            Block::Row(cells) => {
                cut.push(&headings, &mut gathered);
                let mut row: String = told(cells).chars().take(LONGEST_SENTENCE).collect();
                if speaks_to_machines(&row) {
                    cut.left_out.push((row, LeftOut::GivesOrders));
                } else {
                    cut.push(&headings, &mut row);
                }
            }
        }
    }
    cut.push(&headings, &mut gathered);
    cut
}

impl Cut {
    /// Takes a passage in, unless it says nothing.
    fn push(&mut self, headings: &[(u8, String)], text: &mut String) {
        let text = std::mem::take(text);
        if text.chars().count() < SHORTEST {
            return;
        }
        if self.passages.len() >= MOST {
            self.left_out.push((text, LeftOut::TooMany));
            return;
        }
        let under: Vec<&str> = headings.iter().map(|(_, heading)| heading.as_str()).collect();
        let is_title = |heading: &&str| self.title.as_deref() == Some(*heading);
        let heading = under.into_iter().filter(|heading| !is_title(heading)).collect::<Vec<_>>().join(" › ");
        let number = u32::try_from(self.passages.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.passages.push(Passage::new(number, &heading, &text));
    }
}

/// One line without what nobody sees.
fn tidy(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A row as a sentence: "Roses: Expected vase life – 6 to 8 days; Note – recut if heads droop". The first cell says what it is about.
fn told(cells: &[(String, String)]) -> String {
    let named: Vec<(String, String)> = cells
        .iter()
        .map(|(name, cell)| (tidy(name), tidy(cell)))
        .filter(|(_, cell)| !cell.is_empty() && *cell != "-" && *cell != "—")
        .collect();
    let Some(((_, about), rest)) = named.split_first() else { return String::new() };
    let rest: Vec<String> = rest
        .iter()
        .map(|(name, cell)| if name.is_empty() { cell.clone() } else { format!("{name} – {cell}") })
        .collect();
    if rest.is_empty() { about.clone() } else { format!("{about}: {}", rest.join("; ")) }
}

/// A paragraph whole or, if it is long, in pieces of about the same length, cut between sentences.
fn pieces(paragraph: &str) -> Vec<String> {
    let length = paragraph.chars().count();
    if length <= LONGEST {
        return if paragraph.is_empty() { Vec::new() } else { vec![paragraph.to_owned()] };
    }
    let count = length.div_ceil(ABOUT);
    let each = length.div_ceil(count);
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    for sentence in sentences(paragraph).into_iter().flat_map(short) {
        let together = piece.chars().count().saturating_add(sentence.chars().count());
        if !piece.is_empty() && (piece.chars().count() >= each || together > LONGEST) {
            pieces.push(std::mem::take(&mut piece));
        }
        if !piece.is_empty() {
            piece.push(' ');
        }
        piece.push_str(&sentence);
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The sentence, or pieces of one that never ends.
fn short(sentence: &str) -> Vec<String> {
    if sentence.chars().count() <= LONGEST_SENTENCE {
        return vec![sentence.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for word in sentence.split_whitespace() {
        // What has no blanks for so long is no word either.
        let word: String = word.chars().take(ABOUT).collect();
        match pieces.last_mut() {
            Some(last) if last.chars().count().saturating_add(word.chars().count()) < ABOUT => {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(&word);
            }
            _ => pieces.push(word),
        }
    }
    pieces
}

/// The sentences of a line.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut from = 0;
    let cut = |end: usize| {
        let sentence = text.get(from..end).map(str::trim).filter(|sentence| !sentence.is_empty());
        from = end;
        sentence
    };
    sentence_ends(text).into_iter().chain([text.len()]).filter_map(cut).collect()
}

/// Where sentences end, in bytes, rising; what follows the last of them has not ended. A full stop ends one before a blank and a letter
/// that is not small, unless it stands after a short form ("г. Москва", "approx. 5", "т. е.") or a single letter.
pub(crate) fn sentence_ends(text: &str) -> Vec<usize> {
    const SHORT_FORMS: &[&str] = &[
        "г", "ул", "д", "стр", "корп", "кв", "руб", "коп", "тыс", "млн", "т", "е", "п", "др", "пр", "см", "им", "тел",
        "рис", "approx", "e", "g", "i", "mr", "mrs", "ms", "dr", "st", "no", "vs", "etc", "inc", "ltd",
    ];
    let mut found = Vec::new();
    let mut from = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match letter {
            '\n' => true,
            '!' | '?' | '…' => next.is_none_or(char::is_whitespace),
            '.' if next.is_none_or(char::is_whitespace) => {
                let before = text.get(from..at).unwrap_or_default();
                let word = before.rsplit(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
                let after = text.get(at.saturating_add(1)..).unwrap_or_default().trim_start().chars().next();
                let goes_on = after.is_some_and(|letter| letter.is_lowercase());
                !goes_on && !SHORT_FORMS.contains(&word.to_lowercase().as_str())
            }
            _ => false,
        };
        if ends {
            from = at.saturating_add(letter.len_utf8());
            found.push(from);
        }
    }
    found
}
