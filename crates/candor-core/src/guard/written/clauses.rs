//! Cuts a text into clauses, and these into the pieces that may rest on sentences of their own.

use crate::hearing::Figure;

/// Sentences, but not cut inside of "19:00" or "2.5".
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match letter {
            '\n' | ';' | '!' | '?' | '…' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends {
            cuts.push(at.saturating_add(letter.len_utf8()));
        }
    }
    cuts.push(text.len());
    let pairs: Vec<(usize, usize)> = cuts.iter().copied().zip(cuts.iter().copied().skip(1)).collect();
    pairs.into_iter().filter_map(|(from, to)| text.get(from..to)).map(str::trim).filter(|clause| !clause.is_empty())
}

/// A clause cut at commas, colons, dashes and "and", each piece of which may rest on a sentence of its own.
pub(super) fn pieces(clause: &str) -> Vec<&str> {
    const JOINTS: &[&str] = &[", ", ": ", " — ", " – ", " - ", " and ", " и ", " but ", " а ", " но "];
    let mut pieces = vec![clause];
    for joint in JOINTS {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(joint)).collect();
    }
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// The clause with its figures taken out: "fifteen" is a figure and no word.
pub(super) fn without_figures(clause: &str, figures: &[Figure]) -> String {
    let mut rest = String::with_capacity(clause.len());
    let mut at = 0;
    for figure in figures {
        rest.push_str(clause.get(at..figure.start).unwrap_or_default());
        rest.push(' ');
        at = figure.end;
    }
    rest.push_str(clause.get(at..).unwrap_or_default());
    rest
}
