//! Looks for a pattern in a sentence.

use std::ops::Range;

use super::{Item, Lexicon, Pattern, WordId, parse::alternatives, sets};
use crate::hearing::words::{Sentence, Word};

/// How many words a gap spans at most.
const LONGEST_GAP: usize = 4;

/// So many words before a match are searched for a negation.
const NEGATION_REACH: usize = 2;

/// A sentence whose words were looked up in the lexicon.
#[derive(Clone, Debug)]
pub(crate) struct Marked<'a> {
    /// The sentence.
    pub(crate) sentence: &'a Sentence,
    words: Vec<MarkedWord<'a>>,
    present: Vec<WordId>,
}

#[derive(Clone, Debug)]
struct MarkedWord<'a> {
    word: &'a Word,
    ids: Vec<WordId>,
    is_negation: bool,
    is_polite: bool,
    is_empty: bool,
}

/// The numbers of the words that the matcher itself must know.
#[derive(Clone, Debug)]
pub(crate) struct Grammar {
    negations: Vec<WordId>,
    polite: Vec<WordId>,
    empty: Vec<WordId>,
}

impl Grammar {
    /// Enters them into the lexicon.
    pub(crate) fn enter(lexicon: &mut Lexicon) -> Self {
        // The three lists name no sets, so nothing can be missing.
        let mut list = |written| alternatives(written, lexicon).unwrap_or_default();
        Self { negations: list(sets::NEGATIONS), polite: list(sets::POLITE), empty: list(sets::EMPTY) }
    }
}

impl<'a> Marked<'a> {
    /// Looks up the words of a sentence.
    pub(crate) fn new(sentence: &'a Sentence, lexicon: &Lexicon, grammar: &Grammar) -> Self {
        let words: Vec<MarkedWord<'a>> = sentence
            .words
            .iter()
            .map(|word| {
                let ids = lexicon.recognise(word);
                let has = |list: &[WordId]| ids.iter().any(|id| list.binary_search(id).is_ok());
                let (is_negation, is_polite, is_empty) =
                    (has(&grammar.negations), has(&grammar.polite), has(&grammar.empty));
                MarkedWord { word, ids, is_negation, is_polite, is_empty }
            })
            .collect();
        let mut present: Vec<WordId> = words.iter().flat_map(|word| word.ids.iter().copied()).collect();
        present.sort_unstable();
        present.dedup();
        Self { sentence, words, present }
    }

    fn is_clause_start(&self, at: usize) -> bool {
        at == 0 || self.words.get(at).is_some_and(|word| word.word.opens_clause)
    }

    /// Whether only empty words stand between the start of the clause (or line) and `at`.
    fn opens(&self, at: usize, whole_line: bool) -> bool {
        let mut here = at;
        loop {
            if here == 0 {
                return !whole_line || self.sentence.is_first;
            }
            if !whole_line && self.is_clause_start(here) {
                return true;
            }
            here -= 1;
            if !self.words.get(here).is_some_and(|word| word.is_empty) {
                return false;
            }
        }
    }

    /// Whether only empty words stand between `at` and the end of the clause (or line).
    fn closes(&self, at: usize, whole_line: bool) -> bool {
        let mut here = at;
        loop {
            if here >= self.words.len() {
                return !whole_line || self.sentence.is_last;
            }
            if !whole_line && self.is_clause_start(here) {
                return true;
            }
            if !self.words.get(here).is_some_and(|word| word.is_empty) {
                return false;
            }
            here += 1;
        }
    }

    fn is_under_negation(&self, start: usize) -> bool {
        let mut here = start;
        for _ in 0..NEGATION_REACH {
            if self.is_clause_start(here) {
                return false;
            }
            here -= 1;
            let Some(before) = self.words.get(here) else { return false };
            if before.is_negation {
                return !self.words.get(here + 1).is_some_and(|next| next.is_polite);
            }
        }
        false
    }
}

/// The words a pattern matches first, if any: their places in the sentence.
pub(crate) fn find(pattern: &Pattern, marked: &Marked<'_>) -> Option<Range<usize>> {
    if !pattern.needs.iter().any(|id| marked.present.binary_search(id).is_ok()) {
        return None;
    }
    (0..marked.words.len()).find_map(|start| {
        let end = matches(&pattern.items, marked, start)?;
        let is_proof = end > start && (pattern.begins_with_negation || !marked.is_under_negation(start));
        is_proof.then_some(start..end)
    })
}

fn matches(items: &[Item], marked: &Marked<'_>, at: usize) -> Option<usize> {
    let Some((item, rest)) = items.split_first() else { return Some(at) };
    match item {
        Item::Word { ids, is_optional, or_end } => {
            let is_here = marked.words.get(at).is_some_and(|word| is_any(&word.ids, ids));
            let taken = if is_here { matches(rest, marked, at + 1) } else { None };
            let may_skip = *is_optional || (*or_end && marked.closes(at, false));
            if taken.is_none() && may_skip { matches(rest, marked, at) } else { taken }
        }
        Item::AnyWord => marked.words.get(at).and_then(|_| matches(rest, marked, at + 1)),
        Item::Gap { may_negate } => {
            for skipped in 0..=LONGEST_GAP {
                if let Some(end) = matches(rest, marked, at + skipped) {
                    return Some(end);
                }
                let next = marked.words.get(at + skipped)?;
                if next.is_negation && !may_negate {
                    return None;
                }
            }
            None
        }
        Item::Not { ids } => {
            let is_here = marked.words.get(at).is_some_and(|word| is_any(&word.ids, ids));
            if is_here { None } else { matches(rest, marked, at) }
        }
        Item::ClauseStart => marked.opens(at, false).then(|| matches(rest, marked, at)).flatten(),
        Item::LineStart => marked.opens(at, true).then(|| matches(rest, marked, at)).flatten(),
        Item::ClauseEnd => marked.closes(at, false).then(|| matches(rest, marked, at)).flatten(),
        Item::LineEnd => marked.closes(at, true).then(|| matches(rest, marked, at)).flatten(),
        Item::Question => marked.sentence.is_question.then(|| matches(rest, marked, at)).flatten(),
    }
}

fn is_any(left: &[WordId], right: &[WordId]) -> bool {
    left.iter().any(|id| right.binary_search(id).is_ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::{super::parse_all, *};
    use crate::hearing::words::split;

    fn is_found(pattern: &str, text: &str) -> bool {
        let mut lexicon = Lexicon::default();
        let grammar = Grammar::enter(&mut lexicon);
        let patterns = parse_all(pattern, &mut lexicon).unwrap();
        let lines = split(text);
        lines
            .iter()
            .flat_map(|line| &line.sentences)
            .any(|sentence| find(&patterns[0], &Marked::new(sentence, &lexicon, &grammar)).is_some())
    }

    #[test]
    fn items_match_as_described() {
        assert!(is_found("позовите ... менеджер", "позовите мне уже менеджера"));
        assert!(is_found("позовите ... менеджер|оператор", "Позовите менежера"));
        assert!(!is_found("позовите ... менеджер", "позовите. менеджер"));
        assert!(is_found("^^ =стоп $$", "ну стоп пожалуйста!!"));
        assert!(!is_found("^^ =стоп $$", "стоп, подождите"));
        assert!(is_found("^ =стоп $", "стоп, подождите"));
        assert!(is_found("=ты ... <bot> ?", "ты вообще бот?"));
        assert!(!is_found("=ты ... <bot> ?", "ты вообще бот"));
        assert!(is_found("=how =much !=time", "how much is it"));
        assert!(!is_found("=how =much !=time", "how much time"));
        assert!(is_found("[=а] =да $", "а да"));
        assert!(is_found("=нет =уж|$", "нет, а сколько"));
        assert!(!is_found("=нет =уж|$", "нет времени"));
    }

    #[test]
    fn a_negation_before_a_match_takes_it_away() {
        assert!(!is_found("нужен менеджер", "не нужен менеджер"));
        assert!(!is_found("менеджер", "не надо менеджера"));
        assert!(is_found("сколько стоит", "не подскажете сколько стоит?"));
        assert!(is_found("talk =to =human", "can't I talk to human"));
        assert!(is_found("не пиши*", "больше не пишите"));
    }
}
