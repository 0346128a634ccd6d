//! H8 for words nobody approved: every word of a sentence stands in an approved text or is one of the neutral words of any honest
//! talk (`neutral.*.txt`); and what a sentence says with a figure, with a word that promises or with one that generalises must be
//! said by one approved sentence with the same figures. A list of what may be said is finite, a list of lies is not.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{Draft, Role, Scene, Verdict, claims, has_written, said_by, written_without};
use crate::{
    hearing::{Figure, figures, stems_of},
    writer,
};

/// Words that say more than they seem to: they need a sentence of the script that holds them.
const BINDS: &[&str] = &[
    "any",
    "anyone",
    "anywhere",
    "anytim",
    "whenev",
    "wherev",
    "everi",
    "each",
    "all",
    "alway",
    "never",
    "onli",
    "first",
    "same",
    "instead",
    "without",
    "before",
    "until",
    "unless",
    "includ",
    "люб",
    "кажд",
    "все",
    "всем",
    "всех",
    "всегд",
    "никогд",
    "тольк",
    "перв",
    "сначал",
    "вмест",
    "без",
    "включ",
];
/// Neutral words that are not neutral beside a figure: who does something, and that it is done.
const ACTS: &[&str] = &[
    "call",
    "manag",
    "person",
    "peopl",
    "colleagu",
    "specialist",
    "connect",
    "pass",
    "answer",
    "write",
    "bring",
    "come",
    "arriv",
    "wait",
    "agre",
    "yes",
    "позва",
    "позов",
    "менеджер",
    "человек",
    "люд",
    "коллег",
    "специалист",
    "сотрудник",
    "подключ",
    "перед",
    "ответ",
    "напиш",
    "приед",
    "привез",
    "подожд",
    "соглас",
];

/// The neutral words of both languages: those that may stand beside a figure, and those of the rest of a talk.
struct Neutral {
    plain: BTreeSet<String>,
    talk: BTreeSet<String>,
}

static NEUTRAL: LazyLock<Neutral> = LazyLock::new(|| {
    let mut neutral = Neutral { plain: BTreeSet::new(), talk: BTreeSet::new() };
    for file in [include_str!("neutral.en.txt"), include_str!("neutral.ru.txt")] {
        let mut is_plain = true;
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            match line.trim() {
                "# plain" => is_plain = true,
                "# talk" => is_plain = false,
                words if is_plain => neutral.plain.extend(stems_of(words)),
                words => neutral.talk.extend(stems_of(words)),
            }
        }
    }
    neutral
});

/// One approved sentence.
struct Sentence {
    stems: BTreeSet<String>,
    figures: Vec<Figure>,
}

/// What a turn's words may rest on.
struct Ground {
    sentences: Vec<Sentence>,
    /// Stems of all approved sentences.
    all: BTreeSet<String>,
    /// Stems of what the contact just said.
    contact: BTreeSet<String>,
}

impl Ground {
    fn of(scene: &Scene<'_>) -> Self {
        let mut texts = said_by(scene.seat.script);
        texts.push(writer::write(scene.seat, scene.hearing, &scene.plan.moves).text());
        let sentences: Vec<Sentence> = texts
            .iter()
            .flat_map(|text| clauses(text))
            .map(|clause| Sentence { stems: stems_of(clause).into_iter().collect(), figures: figures(clause) })
            .collect();
        let all = sentences.iter().flat_map(|sentence| sentence.stems.iter().cloned()).collect();
        Self { sentences, all, contact: stems_of(&scene.seat.words()).into_iter().collect() }
    }

    /// The first word of a clause that nothing carries, or a figure that stands in no sentence with the rest.
    fn lacks(&self, clause: &str) -> Option<String> {
        let whole = self.lacks_in(clause)?;
        let pieces = pieces(clause);
        if pieces.len() > 1 && pieces.iter().all(|piece| self.lacks_in(piece).is_none()) { None } else { Some(whole) }
    }

    fn lacks_in(&self, clause: &str) -> Option<String> {
        let figures = figures(clause);
        let words = stems_of(&without_figures(clause, &figures));
        let words: Vec<String> = words
            .into_iter()
            .filter(|stem| stem.chars().any(char::is_alphabetic) && !NEUTRAL.plain.contains(stem))
            .collect();
        let binds = |stem: &String| BINDS.contains(&stem.as_str()) || claims::is_claim(stem);
        if !figures.is_empty() || words.iter().any(binds) {
            let lacking: Vec<Option<String>> =
                self.sentences.iter().map(|sentence| self.unsupported(sentence, &figures, &words)).collect();
            if lacking.iter().any(Option::is_none) {
                return None;
            }
            return words
                .into_iter()
                .find(|stem| binds(stem))
                .or_else(|| figures.first().map(|figure| figure.text.clone()));
        }
        let is_carried = |stem: &String| {
            NEUTRAL.talk.contains(stem) || self.all.contains(stem) || (self.contact.contains(stem) && !binds(stem))
        };
        words.into_iter().find(|stem| !is_carried(stem))
    }

    /// What of a clause one approved sentence does not carry.
    fn unsupported(&self, sentence: &Sentence, figures: &[Figure], words: &[String]) -> Option<String> {
        let is_there = |figure: &&Figure| sentence.figures.iter().any(|known| known.agrees_with(figure));
        if let Some(figure) = figures.iter().find(|figure| !is_there(figure)) {
            return Some(figure.text.clone());
        }
        let is_act = |stem: &str| ACTS.iter().any(|act| stem.starts_with(act));
        let is_carried = |stem: &&String| {
            sentence.stems.contains(*stem)
                || (!self.all.contains(*stem)
                    && NEUTRAL.talk.contains(*stem)
                    && !is_act(stem)
                    && !BINDS.contains(&stem.as_str()))
        };
        words.iter().find(|stem| !is_carried(stem)).cloned()
    }
}

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    if !has_written(draft) {
        return Verdict::Say;
    }
    let ground = Ground::of(scene);
    let lacks = |text: &str| clauses(text).find_map(|clause| ground.lacks(clause));
    let written = draft.parts.iter().filter(|part| part.role == Role::Written);
    let Some(word) = written.into_iter().find_map(|part| lacks(&part.text)) else { return Verdict::Say };
    let reason = format!("\"{word}\" is carried by no approved sentence");
    written_without(draft, scene, &reason, |text| lacks(text).is_some())
}

/// Sentences, cut also at colons and dashes, but not inside of "19:00" or "2.5".
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = match letter {
            '\n' | ';' | '!' | '?' | '…' => true,
            '.' | ':' => next.is_none_or(char::is_whitespace),
            '—' | '–' => next.is_none_or(char::is_whitespace),
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

/// A clause cut at commas and "and", each piece of which may rest on a sentence of its own.
fn pieces(clause: &str) -> Vec<&str> {
    let at_commas = clause.split(", ").flat_map(|piece| piece.split(" and ")).flat_map(|piece| piece.split(" и "));
    let pieces = at_commas
        .flat_map(|piece| piece.split(" but "))
        .flat_map(|piece| piece.split(" а "))
        .flat_map(|piece| piece.split(" но "));
    pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// The clause with its figures taken out: "fifteen" is a figure and no word.
fn without_figures(clause: &str, figures: &[Figure]) -> String {
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
