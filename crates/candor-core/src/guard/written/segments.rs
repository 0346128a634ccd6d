//! A text cut where one thing ends and the next begins, at commas, "and", "or" and "but": "a tooth costs from 4,900 ₽, a wisdom tooth from
//! 9,500 ₽" is two segments, and the second sum belongs to the second tooth.

use std::collections::BTreeSet;

use super::{idioms::only_counts_ways, kin::are_kin};
use crate::{
    guard::numbers::counted,
    hearing::{Figure, PlainWord, plain_words},
};

/// Words at which a segment ends.
const JOINTS: &[&str] = &["and", "or", "but", "while", "though", "и", "или", "либо", "а", "но", "зато", "хотя"];

/// Words that compare: what is compared ends at a colon, and the sum behind it is told of the one it began with.
const COMPARES: &[&str] = &["cheaper", "than", "дешевле", "чем"];

/// Words and figures between two joints.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// The plain words in order, each with its stem; a figure is an empty one.
    pub(super) words: Vec<(String, String)>,
    /// The figures, and whether "from" stands before each.
    pub(super) figures: Vec<(Figure, bool)>,
    /// Where figures stand that only count what is named after them.
    ways: Vec<usize>,
    /// Whether it is part of a question.
    pub(super) is_question: bool,
    /// The sentence of the text it is of.
    pub(super) sentence: usize,
}

impl Segment {
    pub(super) fn holds(&self, figure: &Figure) -> bool {
        self.figures.iter().any(|(known, _)| known.agrees_with(figure))
    }

    /// Whether it holds this word in one form or another.
    pub(super) fn says(&self, stem: &str) -> bool {
        self.words.iter().any(|(_, known)| !known.is_empty() && are_kin(known, stem))
    }

    /// Whether a figure only counts what is named after it: "two ways".
    pub(super) fn counts_ways(&self, figure: &Figure) -> bool {
        self.ways.contains(&figure.start)
    }

    /// Whether one of these is its first word.
    pub(super) fn begins_with(&self, words: &[&str]) -> bool {
        self.words.first().is_some_and(|(word, _)| words.contains(&word.as_str()))
    }

    /// Whether it holds one of these words.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        self.words.iter().any(|(word, _)| words.contains(&word.as_str()))
    }

    /// Both ends of the first "from 4 to 8".
    pub(super) fn range(&self) -> Option<(&Figure, &Figure)> {
        self.ranges_by(&["from", "от"], &["to", "до"]).into_iter().next()
    }

    /// Both ends of each stretch of days or hours: "from Monday to Saturday from 9:00 to 20:00".
    pub(super) fn ranges(&self) -> Vec<(&Figure, &Figure)> {
        self.ranges_by(&["from", "от", "с", "со"], &["to", "until", "till", "through", "до", "по"])
    }

    fn ranges_by(&self, first: &[&str], second: &[&str]) -> Vec<(&Figure, &Figure)> {
        let word = |at: usize| self.words.get(at).map(|(word, _)| word.as_str());
        let is_one = |at: usize, of: &[&str]| word(at).is_some_and(|word| of.contains(&word));
        let begins = |at: &usize| {
            is_one(*at, first)
                && word(at.saturating_add(1)) == Some("")
                && is_one(at.saturating_add(2), second)
                && word(at.saturating_add(3)) == Some("")
        };
        // Figures stand in the order of their words.
        let before = |at: usize| self.words.iter().take(at).filter(|(word, _)| word.is_empty()).count();
        let end = |at: usize| self.figures.get(at).map(|(figure, _)| figure);
        let both = |at: usize| Some((end(before(at))?, end(before(at).saturating_add(1))?));
        (0..self.words.len()).filter(begins).filter_map(both).collect()
    }

    /// Its stems, each once.
    pub(super) fn stems(&self) -> BTreeSet<&str> {
        self.words.iter().map(|(_, stem)| stem.as_str()).filter(|stem| stem.chars().any(char::is_alphabetic)).collect()
    }
}

/// Cuts a text into sentences and these into segments. A semicolon ends a segment and no sentence.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let figures = counted(text);
    let mut cut = Vec::new();
    let mut segment = Segment::default();
    let mut end = 0;
    for word in plain_words(text) {
        let between = text.get(end..word.start).unwrap_or_default();
        let in_figure = figures.iter().position(|figure| figure.start <= word.start && word.end <= figure.end);
        let is_inside = in_figure
            .and_then(|at| figures.get(at))
            .is_some_and(|figure| figure.start < word.start && figure.start < end);
        let stops = between.contains(['!', '?', '…', '\n']) || between.contains(". ");
        if stops {
            segment.is_question = between.contains('?');
            let (sentence, is_question) = (segment.sentence, segment.is_question);
            let of_sentence = |one: &&mut Segment| one.sentence == sentence;
            push(&mut cut, &mut segment);
            cut.iter_mut().filter(of_sentence).for_each(|one| one.is_question = is_question);
            segment.sentence = sentence.saturating_add(1);
        } else if !is_inside
            && (between.contains([',', ';', '(', ')'])
                || is_joint(&word)
                || (between.contains(':') && segment.figures.is_empty() && segment.has_any(COMPARES)))
        {
            push(&mut cut, &mut segment);
        }
        end = word.end;
        match in_figure {
            Some(_) if is_inside => {}
            Some(at) => {
                let before = segment.words.last().map(|(word, _)| word.as_str());
                let is_from = matches!(before, Some("from" | "от" | "с"));
                let ways = figures.get(at).filter(|figure| only_counts_ways(figure, text));
                segment.ways.extend(ways.map(|figure| figure.start));
                segment.figures.extend(figures.get(at).map(|figure| (figure.clone(), is_from)));
                segment.words.push((String::new(), String::new()));
            }
            None => segment.words.push((word.text, word.stem)),
        }
    }
    segment.is_question = text.get(end..).unwrap_or_default().contains('?');
    let (sentence, is_question) = (segment.sentence, segment.is_question);
    push(&mut cut, &mut segment);
    cut.iter_mut().filter(|one| one.sentence == sentence).for_each(|one| one.is_question = is_question);
    cut
}

fn is_joint(word: &PlainWord) -> bool {
    JOINTS.contains(&word.text.as_str())
}

/// Ends a segment, and begins the next of the same sentence.
fn push(cut: &mut Vec<Segment>, segment: &mut Segment) {
    let next = Segment { sentence: segment.sentence, ..Segment::default() };
    let ended = std::mem::replace(segment, next);
    if !ended.words.is_empty() {
        cut.push(ended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_joints_and_figures_stay_whole() {
        let cut = segments("A tooth costs from 4,900 ₽, a wisdom tooth from 9,500 ₽. Is it today, or 3 February 2027?");
        let found: Vec<(usize, bool, Vec<&str>)> = cut
            .iter()
            .map(|one| {
                (one.sentence, one.is_question, one.figures.iter().map(|(figure, _)| figure.key.as_str()).collect())
            })
            .collect();
        assert_eq!(
            found,
            [
                (0, false, vec!["4900"]),
                (0, false, vec!["9500"]),
                (1, true, vec!["today"]),
                (1, true, vec!["2027-02-03"])
            ]
        );
        assert!(cut.iter().take(2).all(|one| one.figures.iter().all(|(_, is_from)| *is_from)));
    }
}
