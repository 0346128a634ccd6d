//! Every word that any pattern speaks of, numbered; and which of them a word of a message is, typing errors allowed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use crate::hearing::words::{Word, stem_of};

/// The number of an entry of the lexicon.
pub(crate) type WordId = u16;

/// Words shorter than this must be typed right: "бот" is not "кот".
const SHORTEST_WITH_TYPO: usize = 5;
const SHORTEST_FORM_WITH_TYPO: usize = 7;

/// Everyday words one letter away from a word of the patterns, which they are not.
const LOOK_ALIKES: &str = "работа работу работы работе работать работаете сработает сцена сцену человечек prize prise \
    dumb thumb thank think things reel ready really steal stole strop step stops stopped shop stoop spot robe rob about \
    carrot pilot heal humane mange mangal boss agency agenda agents agent's places placed late later letter matter \
    оплата плата платье платья палата полета цепь цель ценит целую стол столп стоя строю строп стоит строить жена жирный \
    живот животное животные живописный живу живут живете когти котик карта скандал складка складки закладка скидывать \
    купить рабат беседка договор договору разговор приговор говорит курс курсы букет букеты банкет парикмахер масса места \
    настоящие реальные живое включите включи включить беспокойтесь беспокойся отпишу отписал отписала описка подписаться подписка спасение место месте местная людей любой любая любое любые любовь роза розы доза дорога дороге дорогу дороги дорогая дорогой \
    платно плотно where there were when then than what that want";

/// The lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    exact: BTreeMap<String, WordId>,
    stems: BTreeMap<String, WordId>,
    prefixes: BTreeMap<String, WordId>,
    /// Long stems and forms by first letter, for typing errors.
    long: BTreeMap<char, Vec<Long>>,
    count: WordId,
}

/// A word long enough to be mistyped.
#[derive(Clone, Debug)]
struct Long {
    word: String,
    /// Which letters it has.
    letters: u64,
    id: WordId,
}

impl Lexicon {
    /// The number of an alternative as a pattern writes it: `=word`, `word*` or `word`.
    pub(super) fn number(&mut self, written: &str) -> WordId {
        if let Some(word) = written.strip_prefix('=') {
            let is_new = !self.exact.contains_key(word);
            let id = enter(&mut self.exact, &mut self.count, word);
            if is_new {
                self.forgive_slips(word, id, SHORTEST_FORM_WITH_TYPO);
            }
            return id;
        }
        if let Some(prefix) = written.strip_suffix('*') {
            return enter(&mut self.prefixes, &mut self.count, prefix);
        }
        let stem = stem_of(written);
        let is_new = !self.stems.contains_key(&stem);
        let id = enter(&mut self.stems, &mut self.count, &stem);
        if is_new {
            self.forgive_slips(&stem, id, SHORTEST_WITH_TYPO);
        }
        id
    }

    fn forgive_slips(&mut self, word: &str, id: WordId, shortest: usize) {
        if let Some(first) = word.chars().next().filter(|_| word.chars().count() >= shortest) {
            self.long.entry(first).or_default().push(Long { word: word.to_owned(), letters: letters_of(word), id });
        }
    }

    /// The entries a word is, in ascending order.
    pub(crate) fn recognise(&self, word: &Word) -> Vec<WordId> {
        let mut ids: Vec<WordId> = Vec::new();
        ids.extend(self.exact.get(&word.text));
        ids.extend(self.stems.get(&word.stem));
        for (at, _) in word.text.char_indices().skip(2).take(14) {
            ids.extend(word.text.get(..at).and_then(|prefix| self.prefixes.get(prefix)));
        }
        ids.extend(self.prefixes.get(&word.text));
        if ids.is_empty() {
            ids = self.mistyped(word);
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether the word is one of the lexicon as typed.
    pub(crate) fn knows(&self, word: &Word) -> bool {
        self.exact.contains_key(&word.text) || self.stems.contains_key(&word.stem)
    }

    fn mistyped(&self, word: &Word) -> Vec<WordId> {
        let length = word.stem.chars().count();
        if !(SHORTEST_WITH_TYPO - 1..=24).contains(&length) || is_look_alike(&word.text) {
            return Vec::new();
        }
        let candidates = word.stem.chars().next().and_then(|first| self.long.get(&first));
        let typed = [&word.stem, &word.text].map(|typed| (typed, letters_of(typed)));
        let is_meant = |known: &&Long| {
            typed.iter().any(|(typed, letters)| {
                // A slip brings one letter and takes one at most: two letters that differ tell nearly all words apart.
                (letters ^ known.letters).count_ones() <= 2 && is_one_slip_apart(typed, &known.word)
            })
        };
        candidates.into_iter().flatten().filter(is_meant).map(|known| known.id).collect()
    }
}

/// Which letters a word has: a bit for each, one bit for several letters far apart.
fn letters_of(word: &str) -> u64 {
    word.chars().fold(0, |letters, ch| letters | 1 << (u32::from(ch) % u64::BITS))
}

fn enter(map: &mut BTreeMap<String, WordId>, count: &mut WordId, word: &str) -> WordId {
    if let Some(id) = map.get(word) {
        return *id;
    }
    *count = count.saturating_add(1);
    map.insert(word.to_owned(), *count);
    *count
}

fn is_look_alike(word: &str) -> bool {
    static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| LOOK_ALIKES.split_whitespace().collect());
    KNOWN.contains(word)
}

/// Whether two words differ by one letter added, dropped, changed, or by two neighbours swapped.
pub(crate) fn is_one_slip_apart(left: &str, right: &str) -> bool {
    // A letter has four bytes at most; nearly all pairs of words end here or with the next test.
    if left.len().abs_diff(right.len()) > 4 {
        return false;
    }
    let head = alike(left.bytes(), right.bytes());
    let head = (0..=head).rev().find(|at| left.is_char_boundary(*at) && right.is_char_boundary(*at)).unwrap_or(0);
    let (left, right) = (left.get(head..).unwrap_or_default(), right.get(head..).unwrap_or_default());
    let tail = alike(left.bytes().rev(), right.bytes().rev());
    let is_end = |text: &str, tail: usize| text.len().checked_sub(tail).is_some_and(|at| text.is_char_boundary(at));
    let tail = (0..=tail).rev().find(|tail| is_end(left, *tail) && is_end(right, *tail)).unwrap_or(0);
    // What lies between.
    let left = left.get(..left.len() - tail).unwrap_or_default();
    let right = right.get(..right.len() - tail).unwrap_or_default();
    let mut letters = (left.chars(), right.chars());
    let first = (letters.0.next(), letters.1.next());
    let second = (letters.0.next(), letters.1.next());
    let is_over = letters.0.next().is_none() && letters.1.next().is_none();
    match second {
        (None, None) => true,
        (Some(_), Some(_)) => is_over && (first.0 == second.1 && first.1 == second.0),
        _ => false,
    }
}

/// How many bytes are alike from the beginning.
fn alike(left: impl Iterator<Item = u8>, right: impl Iterator<Item = u8>) -> usize {
    left.zip(right).take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        assert!(is_one_slip_apart("менеджер", "мендежер"));
        assert!(is_one_slip_apart("менеджер", "менежер"));
        assert!(is_one_slip_apart("operator", "operattor"));
        assert!(is_one_slip_apart("operator", "opirator"));
        assert!(!is_one_slip_apart("operator", "opiratar"));
        assert!(!is_one_slip_apart("abcd", "cdab"));
    }

    /// The same by the letters, without haste.
    fn is_slip(left: &str, right: &str) -> bool {
        let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
        let without = |word: &[char], at: usize| [&word[..at], &word[at + 1..]].concat();
        let is_dropped = |long: &[char], short: &[char]| {
            long.len() == short.len() + 1 && (0..long.len()).any(|at| without(long, at) == short)
        };
        let is_changed =
            left.len() == right.len() && (0..left.len()).any(|at| without(&left, at) == without(&right, at));
        let is_swapped = left.len() == right.len()
            && (1..left.len()).any(|at| {
                let mut swapped = left.clone();
                swapped.swap(at - 1, at);
                swapped == right
            });
        left == right || is_dropped(&left, &right) || is_dropped(&right, &left) || is_changed || is_swapped
    }

    proptest::proptest! {
        #[test]
        fn slips_are_those_that_can_be_made(left in "[aжё😀б]{0,6}", right in "[aжё😀б]{0,6}") {
            proptest::prop_assert_eq!(is_one_slip_apart(&left, &right), is_slip(&left, &right));
        }
    }
}
