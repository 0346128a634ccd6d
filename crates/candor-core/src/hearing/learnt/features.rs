//! What a head looks at beside the sentence vector: hashed counts of parts of words, stems, their pairs and threes, the
//! shape of the message, its signs and short clauses. The heads were trained on these very numbers: nothing here may
//! change without training anew, and `tests.rs` holds it to what the trainer saw.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::hearing::{
    classifier::{add_up, fnv, fnv_on, number},
    words::{Sentence, Word},
};

/// A family of features. All of one family weigh the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Run,
    Stem,
    Pair,
    Edge,
    Skip,
    Triple,
    Shape,
    Sign,
    Clause,
    Whole,
}

impl Family {
    /// How much one of its features counts beside those of other families, by trial.
    const fn weight(self) -> f64 {
        match self {
            Self::Run | Self::Skip | Self::Shape => 1.0,
            Self::Edge | Self::Triple => 1.5,
            Self::Stem | Self::Pair | Self::Sign => 2.0,
            Self::Clause | Self::Whole => 3.0,
        }
    }
}

/// Which features a head looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Design {
    /// Words as they stand, without signs and clauses.
    Plain,
    /// Words that are negated are other words; signs, short clauses and short messages count.
    Negated,
}

impl Design {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Plain, Self::Negated];
}

/// How many places the hashed features have.
pub const PLACES: usize = 1 << BITS;

/// The bits of a place.
const BITS: u32 = 15;

/// A text as the heads read it.
#[derive(Debug)]
pub(super) struct Said<'a> {
    /// Its sentences.
    pub(super) sentences: Vec<&'a Sentence>,
    /// Its plain form.
    pub(super) plain: String,
}

/// The last of them, whose bits are all set.
const LAST_PLACE: u64 = (1 << BITS) - 1;

/// So many words are looked at.
const MOST_WORDS: usize = 200;

/// Clauses and messages up to so many words are known as a whole.
const SHORT_CLAUSE: usize = 5;
const SHORT_MESSAGE: usize = 6;

static NEGATORS: Listed = LazyLock::new(|| {
    " не ни not dont doesnt didnt wont wouldnt cant cannot couldnt shouldnt isnt arent wasnt never aint without no "
        .split_ascii_whitespace()
        .collect()
});

/// Words that are looked up.
type Listed = LazyLock<BTreeSet<&'static str>>;

/// Words that carry a negation on to the next.
static CARRIERS: Listed = LazyLock::new(|| {
    " могу можем может смогу сможем хочу хотим хочется буду будем надо нужно стоит стану станем \
     собираюсь собираемся планирую планируем готов готова готовы желаю намерен намерена пора вижу имею want need going to \
     be have think see wish like really so very the a очень особо совсем "
        .split_ascii_whitespace()
        .collect()
});

/// How often each feature occurs: in ascending order of the families and within them, each once.
pub(super) type Counts = Vec<((Family, u64), usize)>;

/// The features of a text for every design, in the order of the designs.
pub(super) fn all_counts(said: &Said<'_>) -> [Counts; Design::ALL.len()] {
    Design::ALL.map(|design| counts(said, design))
}

/// The features of a text for a design, before they are weighed.
fn counts(said: &Said<'_>, design: Design) -> Counts {
    let is_plain = design == Design::Plain;
    let words: Vec<&Word> = said.sentences.iter().flat_map(|sentence| &sentence.words).take(MOST_WORDS).collect();
    let stems: Vec<&str> = words.iter().map(|word| if is_number(word) { "#" } else { word.stem.as_str() }).collect();
    let mut found: Vec<(Family, u64)> = Vec::with_capacity(32 * words.len() + 32);
    let mut add = |family: Family, hash: u64| found.push((family, hash));

    let negated = if is_plain { Vec::new() } else { negated(said) };
    for (at, (word, stem)) in words.iter().zip(&stems).enumerate() {
        let source = if is_number(word) { "#" } else { word.text.as_str() };
        if negated.get(at).copied().unwrap_or(false) {
            runs(source, '¬', on(fnv(std::iter::empty()), '¬'), |run| add(Family::Run, run));
            add(Family::Stem, hash(&["w", "¬", stem]));
        } else {
            runs(source, ' ', fnv(std::iter::empty()), |run| add(Family::Run, run));
            add(Family::Stem, hash(&["w", stem]));
        }
    }
    between(&stems, &mut add);
    let is_question = said.sentences.iter().any(|sentence| sentence.is_question);
    let bucket = bucket(words.len());
    add(Family::Shape, hash(&["n", bucket]));
    if is_question || (!is_plain && words.is_empty() && said.plain.contains('?')) {
        add(Family::Shape, hash(&["q", "?"]));
    }
    if is_question && words.len() <= 2 {
        add(Family::Shape, hash(&["q", bucket]));
    }
    if !is_plain {
        for clause in clauses(said).iter().filter(|clause| clause.len() <= SHORT_CLAUSE) {
            let stems = clause.iter().map(|word| if is_number(word) { "#" } else { word.stem.as_str() });
            add(Family::Clause, hash(&std::iter::once("c").chain(stems).collect::<Vec<_>>()));
        }
        if (1..=SHORT_MESSAGE).contains(&stems.len()) {
            add(Family::Whole, hash(&std::iter::once("a").chain(stems.iter().copied()).collect::<Vec<_>>()));
        }
        for sign in said.plain.chars().filter(|ch| is_sign(*ch)) {
            add(Family::Sign, hash(&["e", sign.encode_utf8(&mut [0; 4])]));
        }
    }
    found.sort_unstable();
    found.chunk_by(|one, other| one == other).filter_map(|same| Some((*same.first()?, same.len()))).collect()
}

/// The places of features with their values, of length one.
pub(super) fn places(counts: &Counts) -> Vec<(usize, f64)> {
    let valued = counts.iter().map(|((family, hash), count)| {
        // The last bytes hardly reach the highest bits of this hash: they are mixed with the lowest.
        let place = usize::try_from((hash ^ (hash >> 32)) & LAST_PLACE).unwrap_or_default();
        let often = if *count == 1 { 1.0 } else { 1.0 + number(*count).ln() };
        (place, family.weight() * often)
    });
    let mut values: Vec<(usize, f64)> = valued.collect();
    // Features may share a place.
    add_up(&mut values);
    let length = values.iter().map(|(_, value)| value * value).sum::<f64>().sqrt();
    values.iter_mut().for_each(|(_, value)| *value = if length > 0.0 { *value / length } else { 0.0 });
    values
}

/// Whether a character says something by itself.
fn is_sign(ch: char) -> bool {
    matches!(ch, '+' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// What stands between stems: pairs, edges, pairs over one, threes.
fn between(stems: &[&str], add: &mut impl FnMut(Family, u64)) {
    for (first, second) in stems.iter().zip(stems.iter().skip(1)) {
        add(Family::Pair, hash(&[first, second]));
    }
    if let (Some(first), Some(last)) = (stems.first(), stems.last()) {
        add(Family::Edge, hash(&["^", first]));
        add(Family::Edge, hash(&[last, "$"]));
    }
    for (first, third) in stems.iter().zip(stems.iter().skip(2)) {
        add(Family::Skip, hash(&["s", first, third]));
    }
    let edged: Vec<&str> = std::iter::once("^").chain(stems.iter().copied()).chain(std::iter::once("$")).collect();
    for ((first, second), third) in edged.iter().zip(edged.iter().skip(1)).zip(edged.iter().skip(2)) {
        add(Family::Triple, hash(&["t", first, second, third]));
    }
}

/// The hashes of the runs of two to five characters of a word between its edges, each with what stands before all of them.
fn runs(word: &str, opening: char, before: u64, mut each: impl FnMut(u64)) {
    let mut rest = std::iter::once(opening).chain(word.chars()).chain(std::iter::once(' '));
    loop {
        // One that is longer begins with one that is shorter.
        for (hash, length) in rest.clone().take(5).scan(before, |hash, ch| Some(take(hash, ch))).zip(1..) {
            if length > 1 {
                each(hash);
            }
        }
        if rest.next().is_none() {
            return;
        }
    }
}

fn take(hash: &mut u64, ch: char) -> u64 {
    *hash = on(*hash, ch);
    *hash
}

/// The words up to a sentence end or whatever opens a clause.
fn clauses<'a>(said: &Said<'a>) -> Vec<Vec<&'a Word>> {
    let mut clauses: Vec<Vec<&Word>> = Vec::new();
    for sentence in &said.sentences {
        for (at, word) in sentence.words.iter().enumerate() {
            match clauses.last_mut() {
                Some(clause) if at > 0 && !word.opens_clause => clause.push(word),
                _ => clauses.push(vec![word]),
            }
        }
    }
    clauses
}

/// Of each word whether it is negated: it follows a negator, or a carrier that is negated, in the same clause.
fn negated(said: &Said<'_>) -> Vec<bool> {
    let mut negated = Vec::new();
    for clause in clauses(said) {
        let mut previous: Option<(&str, bool)> = None;
        for word in clause {
            let is_negated = previous.is_some_and(|(before, was_negated)| {
                NEGATORS.contains(before) || (was_negated && CARRIERS.contains(before))
            });
            negated.push(is_negated);
            previous = Some((&word.text, is_negated));
        }
    }
    negated
}

fn is_number(word: &Word) -> bool {
    word.text.chars().all(char::is_numeric)
}

const fn bucket(words: usize) -> &'static str {
    match words {
        0 => "0",
        1 => "1",
        2 => "2",
        3 | 4 => "3",
        5..=8 => "5",
        9..=15 => "9",
        _ => "16",
    }
}

fn hash(parts: &[&str]) -> u64 {
    let joined = parts.iter().enumerate().flat_map(|(at, part)| (at > 0).then_some(0).into_iter().chain(part.bytes()));
    fnv(joined)
}

/// The hash of characters with one more behind them.
fn on(hash: u64, ch: char) -> u64 {
    fnv_on(hash, u32::from(ch).to_le_bytes())
}
