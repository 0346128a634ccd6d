//! Notes (`<!-- … -->`) that stand on the lines of what is put anew: they are kept, on lines of their own.

use crate::script::outline::{Outline, trim};

/// The notes of some lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// What goes before: the end of a note that began further up.
    pub before: Vec<String>,
    /// What goes behind.
    pub behind: Vec<String>,
}

/// The notes on a line, in the order they stand there; the first goes on from the line before if `goes_on`.
pub(super) fn of_line(line: &str, goes_on: bool) -> Vec<String> {
    let line = trim(line);
    let mut notes = Vec::new();
    if !goes_on && line.starts_with('>') {
        return notes;
    }
    let (mut rest, mut is_inside) = (line, goes_on);
    let mut note = String::new();
    loop {
        if is_inside {
            let Some((inside, after)) = rest.split_once("-->") else {
                note.push_str(rest);
                notes.push(note);
                return notes;
            };
            note.push_str(inside);
            note.push_str("-->");
            notes.push(std::mem::take(&mut note));
            (rest, is_inside) = (after, false);
        } else {
            let Some((_, after)) = rest.split_once("<!--") else { return notes };
            note.push_str("<!--");
            (rest, is_inside) = (after, true);
        }
    }
}

/// Whether a note goes on from the line before.
pub(super) fn goes_on_into(outline: &Outline, number: usize) -> bool {
    number.checked_sub(2).and_then(|index| outline.goes_on_as_note.get(index)).copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_found_as_the_reader_skips_them() {
        assert_eq!(of_line("say: a <!-- b --> c <!-- d", false), ["<!-- b -->", "<!-- d"]);
        assert_eq!(of_line(" e --> f <!-- g -->", true), ["e -->", "<!-- g -->"]);
        assert_eq!(of_line("> <!-- text -->", false), Vec::<String>::new());
        assert_eq!(of_line("inside", true), ["inside"]);
        assert_eq!(of_line("--> plain", false), Vec::<String>::new());
    }
}
