//! Cuts a text into pieces the way SentencePiece does: the text is normalised, and of all ways to cut it the most probable
//! is taken. For texts made of kept pieces the outcome is that of the source, number by number.

use super::trie::Trie;

/// The mark of the beginning of a word.
const WORD: char = '▁';

/// So many characters are looked at, and so many pieces used, ends included: time stays bounded. A text this long has
/// said what it is about.
const MOST_CHARACTERS: usize = 2_000;
const MOST_PIECES: usize = 160;

/// Numbers of the source for an unknown letter, the beginning and the end of a text.
const UNKNOWN: u32 = 0;
const BEGIN: u32 = 1;
const END: u32 = 2;

/// What is replaced before a text is cut.
#[derive(Debug)]
pub(super) struct Rules {
    /// What is replaced; the longest that fits.
    pub(super) trie: Trie,
    /// By what, in the same order.
    pub(super) texts: Vec<String>,
}

/// The pieces there are.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Their letters.
    pub(super) trie: Trie,
    /// Their numbers in the source, in the same order.
    pub(super) ids: Vec<u32>,
    /// The logarithms of their probabilities, in the same order.
    pub(super) scores: Vec<f32>,
    /// What a letter without a piece counts.
    pub(super) unknown: f32,
}

/// Cuts texts into pieces.
#[derive(Debug)]
pub(super) struct Tokenizer {
    rules: Rules,
    pieces: Pieces,
    unknown: usize,
    begin: usize,
    end: usize,
}

/// The best way to cut a text up to some place: its score, where its last piece begins, and which that is.
#[derive(Clone, Copy)]
struct Way {
    score: f64,
    from: usize,
    piece: usize,
}

impl Tokenizer {
    /// `None` if the pieces with a meaning of their own are not there.
    pub(super) fn new(rules: Rules, pieces: Pieces) -> Option<Self> {
        let place = |id| pieces.ids.iter().position(|known| *known == id);
        let (unknown, begin, end) = (place(UNKNOWN)?, place(BEGIN)?, place(END)?);
        Some(Self { rules, pieces, unknown, begin, end })
    }

    /// The pieces of a text by their places in the list, between those for its beginning and its end.
    pub(super) fn pieces(&self, text: &str) -> Vec<usize> {
        let mut pieces = vec![self.begin];
        pieces.extend(self.cut(&self.normalise(text)).into_iter().take(MOST_PIECES - 2));
        pieces.push(self.end);
        pieces
    }

    /// How many pieces a text of any length is cut into.
    pub(super) fn count(&self, text: &str) -> usize {
        self.cut(&self.normalise(text)).len()
    }

    /// The number a piece has in the source.
    #[cfg(test)]
    pub(super) fn id(&self, piece: usize) -> Option<u32> {
        self.pieces.ids.get(piece).copied()
    }

    /// The text with one mark before each word and none at its end, or nothing if there are no letters.
    pub(super) fn normalise(&self, text: &str) -> String {
        let end = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(place, _)| place);
        let mut rest = text.get(..end).unwrap_or(text);
        let mut normalised = String::from(WORD);
        let mut after_space = true;
        while let Some(first) = rest.chars().next() {
            let rule = self.rules.trie.beginnings(rest.as_bytes()).last();
            let (length, replacement) = match rule {
                Some((length, place)) => (length, self.rules.texts.get(place).map_or("", String::as_str)),
                None => (first.len_utf8(), rest.get(..first.len_utf8()).unwrap_or_default()),
            };
            rest = rest.get(length..).unwrap_or_default();
            let kept = if after_space { replacement.trim_start_matches(' ') } else { replacement };
            if !kept.is_empty() {
                normalised.extend(kept.chars().map(|ch| if ch == ' ' { WORD } else { ch }));
                after_space = kept.ends_with(' ');
            }
        }
        normalised.truncate(normalised.trim_end_matches(WORD).len());
        normalised
    }

    /// The most probable pieces; the first found of equals.
    fn cut(&self, text: &str) -> Vec<usize> {
        if text.is_empty() {
            return vec![self.unknown];
        }
        let unreached = Way { score: -1e38, from: 0, piece: self.unknown };
        let mut ways = vec![unreached; text.len() + 1];
        if let Some(way) = ways.first_mut() {
            way.score = 0.0;
        }
        for (from, ch) in text.char_indices() {
            let base = ways.get(from).map_or(unreached.score, |way| way.score);
            let rest = text.as_bytes().get(from..).unwrap_or_default();
            let mut offer = |length: usize, score: f32, piece: usize| {
                let score = base + f64::from(score);
                if let Some(way) = ways.get_mut(from + length).filter(|way| score > way.score) {
                    *way = Way { score, from, piece };
                }
            };
            let mut is_known = false;
            for (length, piece) in self.pieces.trie.beginnings(rest) {
                is_known |= length == ch.len_utf8();
                offer(length, self.pieces.scores.get(piece).copied().unwrap_or(self.pieces.unknown), piece);
            }
            if !is_known {
                offer(ch.len_utf8(), self.pieces.unknown, self.unknown);
            }
        }
        let mut found = Vec::new();
        let mut place = text.len();
        while let Some(way) = ways.get(place).filter(|way| way.from < place) {
            found.push(way.piece);
            place = way.from;
        }
        found.reverse();
        found
    }
}
