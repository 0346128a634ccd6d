//! H8 for words nobody approved: every word of a sentence stands in an approved text or is one of the neutral words of any honest
//! talk (`neutral.*.txt`); and what a sentence says with a figure, with a word that promises or with one that generalises must be
//! said by one approved sentence with the same figures. A list of what may be said is finite, a list of lies is not.

mod clause;
mod follows;
mod offers;
mod words;

use std::{collections::BTreeSet, sync::Arc};

use self::words::{
    ACTING, ANYBODY, COMPARED, COMPARING, DENIABLE, FIRST, GIVES, IF, INCLUDES, NEUTRAL, NO_CHARGE, ONE, ORDERED,
    PRICING, RESTRICTS,
};
pub(super) use self::words::{BINDING, GENERAL, PAYING, PER, is_neutral, is_plain};
use super::{
    Draft, Role, Scene, Verdict, claims,
    clauses::{clauses, pieces},
    denial::is_denial,
    idioms::{is_about_the_talk, only_promises_not, only_tells_what_is_not_known},
    kin::{also, are_kin},
    known::Known,
    phrases::in_one_form,
    plain_words,
    segments::{Segment, segments},
    written_without,
};
use crate::{
    guard::numbers::counted,
    hearing::{Figure, FigureKind, normalised, stems_of},
    script::Script,
};

/// One approved sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    stems: BTreeSet<String>,
    figures: Vec<Figure>,
    /// As it stands.
    text: String,
    /// Its plain words.
    plain: String,
    /// Stems of what stands before its semicolon, which it goes on about.
    before: BTreeSet<String>,
    /// Other names of what it tells the price of.
    also: BTreeSet<String>,
}

impl Sentence {
    fn holds(&self, figure: &Figure) -> bool {
        self.figures.iter().any(|known| known.agrees_with(figure))
    }

    /// Whether it holds this word, another form of it, or a word that generalises as this one does.
    fn says(&self, stem: &str) -> bool {
        let is_general = GENERAL.contains(stem);
        self.stems.iter().any(|known| (is_general && GENERAL.contains(known)) || are_kin(known, stem))
    }

    /// Whether it tells a price of what is called so.
    fn is_called(&self, stem: &str) -> bool {
        self.also.iter().any(|known| are_kin(known, stem))
    }

    fn is_priced(&self) -> bool {
        self.figures.iter().any(|figure| figure.currency.is_some())
    }

    /// What it says one after another. Few sentences are asked, so that it is not kept.
    fn segments(&self) -> Vec<Segment> {
        segments(&self.text)
    }

    /// Whether it may say that something costs nothing.
    fn may_be_free(&self) -> bool {
        self.figures.iter().any(|figure| figure.kind == FigureKind::Free)
            || self.stems.iter().any(|stem| is_free_word(stem))
    }
}

/// What a turn's words may rest on.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    sentences: Vec<Sentence>,
    /// Stems of all approved sentences.
    all: BTreeSet<String>,
    /// Stems of what the contact just said.
    said: BTreeSet<String>,
    /// Those of them that may carry words: none of a message that gives orders, which would have its own words said.
    contact: BTreeSet<String>,
    /// The same words as they stand.
    asked: String,
    /// The figures in them.
    figures: Vec<Figure>,
}

/// One clause of a model's.
struct Clause {
    words: Vec<String>,
    figures: Vec<Figure>,
    /// It says that something costs nothing.
    is_free: bool,
    is_denied: bool,
    is_question: bool,
    /// Its plain words.
    plain: String,
    /// As it is read.
    text: String,
}

/// Reads a text in its one form clause by clause.
pub(super) fn sentences_of(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut before = BTreeSet::new();
    for clause in clauses(text) {
        let stems = parts_of_words(stems_of(clause));
        let next = if clause.ends_with(';') { stems.clone() } else { BTreeSet::new() };
        let figures = counted(clause);
        let before = std::mem::replace(&mut before, next);
        let plain = normalised(clause);
        sentences.push(Sentence { stems, figures, text: clause.to_owned(), plain, before, also: BTreeSet::new() });
    }
    sentences
}

impl Ground {
    /// Reads approved texts sentence by sentence; `said` is what the contact just said, and whether that gives orders.
    pub(super) fn of(texts: &[(String, Arc<Known>)], script: &Script, said: &str, gives_orders: bool) -> Self {
        let mut sentences: Vec<Sentence> = Vec::new();
        for (text, known) in texts {
            let also = also(script, text);
            sentences.extend(known.sentences.iter().map(|read| Sentence { also: also.clone(), ..read.clone() }));
        }
        let all = sentences.iter().flat_map(|sentence| sentence.stems.iter().cloned()).collect();
        let asked = if gives_orders { String::new() } else { said.to_owned() };
        let said: BTreeSet<String> = stems_of(said).into_iter().collect();
        let contact = if gives_orders { BTreeSet::new() } else { said.clone() };
        let figures = counted(&in_one_form(&asked));
        Self { sentences, all, said, contact, asked, figures }
    }

    /// Whether a sentence holds no word but the contact's, one of which stands in no approved text and is none of an honest talk's.
    pub(super) fn is_only_the_contacts(&self, sentence: &str) -> bool {
        let is_foreign = |stem: &String| !NEUTRAL.talk.contains(stem) && !self.has(stem);
        stems_of(sentence).iter().all(|stem| self.said.contains(stem))
            && Clause::read(sentence).content().any(is_foreign)
    }

    /// What of a clause nothing carries. Its pieces may rest on sentences of their own.
    fn lacks(&self, clause: &str, before: Option<&str>) -> Option<String> {
        let read = Clause::read(clause);
        if self.sentences.iter().any(|sentence| read.repeats(sentence)) {
            return None;
        }
        let whole = self.lacks_in(&read)?;
        // "It comes at no charge": what, the sentence before says.
        let says_nothing_else = || read.content().all(|stem| is_free_word(stem) || NEUTRAL.talk.contains(stem));
        if read.is_free && read.figures.is_empty() && says_nothing_else() {
            let says_something =
                |before: &&str| Clause::read(before).content().any(|stem| !NEUTRAL.talk.contains(stem));
            if let Some(before) = before.filter(says_something).or_else(|| self.subject_asked_for()) {
                return self.lacks_in(&Clause::read(&format!("{before} {clause}")));
            }
        }
        // A condition is not cut off from what it makes free, nor what is included from what it is said of.
        let touched = || self.sentences.iter().filter(|sentence| self.touches(sentence, &read)).collect::<Vec<_>>();
        let is_included = || read.includes() && !self.includes_rightly(&read, &touched());
        if is_included() || read.is_free && read.has_condition() {
            return Some(whole);
        }
        let pieces = pieces(clause);
        let is_carried = |piece: &&str| only_promises_not(piece) || self.lacks_in(&Clause::read(piece)).is_none();
        if pieces.len() > 1 && pieces.iter().all(is_carried) {
            return None;
        }
        Some(whole)
    }

    fn lacks_in(&self, clause: &Clause) -> Option<String> {
        // The sentences a clause touches: those that hold one of its figures and are about the same.
        let touched: Vec<&Sentence> = self.sentences.iter().filter(|sentence| self.touches(sentence, clause)).collect();
        let is_touched = |figure: &&Figure| {
            let is_held =
                |sentence: &&Sentence| sentence.holds(figure) || (!clause.is_denied && sentence.is_every_day(figure));
            touched.iter().any(is_held)
                || self.sentences.iter().any(|sentence| sentence.is_same_day(figure, clause))
                || (clause.tells_the_price_of_each() && self.counts_with_the_contact(figure))
        };
        if let Some(figure) =
            clause.figures.iter().find(|figure| !is_touched(figure) || self.is_mispriced(figure, clause))
        {
            return Some(figure.text.clone());
        }
        if clause.includes() && !clause.is_denied && !clause.is_question && !self.includes_rightly(clause, &touched) {
            return Some("included".to_owned());
        }
        let is_free = clause.is_free && !clause.denies_free();
        if is_free && !self.is_rightly_free(clause) {
            return Some("free".to_owned());
        }
        let is_carried = |stem: &&String| {
            // That it is rightly said to cost nothing was seen above.
            if clause.denies(stem) || (is_free && is_free_word(stem)) {
                return true;
            }
            if GENERAL.contains(*stem) && is_about_the_talk(&clause.plain) {
                return true;
            }
            if stem.as_str() == "until" && clause.ends_as_told(&touched) {
                return true;
            }
            if clause.is_question && claims::is_of_money(stem) {
                return self.has(stem);
            }
            if clause.is_question && FIRST.contains(&stem.as_str()) {
                return true;
            }
            if ONE.contains(&stem.as_str()) && clause.figures.iter().any(|figure| figure.currency.is_some()) {
                return true;
            }
            if clause.figures.iter().any(|figure| figure.currency.is_some()) && PAYING.contains(*stem) {
                return true;
            }
            if RESTRICTS.contains(&stem.as_str())
                && self.sentences.iter().any(|sentence| clause.is_told_by(sentence, stem))
            {
                return true;
            }
            // "I can't make it cheaper" compares nothing.
            let is_comparing = COMPARING.iter().any(|word| stem.starts_with(word));
            if is_comparing && (clause.denies_here(stem) || self.compares_rightly(clause)) {
                return true;
            }
            // "Scratches are not covered by the warranty" of a sentence that says all of it; whether it denies it too, is seen elsewhere.
            let is_claim_denied = || claims::is_claim(stem) && !clause.has_condition() && clause.denies_here(stem);
            if clause.is_denied
                && is_claim_denied()
                && self.sentences.iter().any(|sentence| clause.is_told_by(sentence, stem))
            {
                return true;
            }
            if PER.contains(&stem.as_str()) && is_per(stem, clause, &touched) {
                return true;
            }
            // "Patients are seen the same day within 4 hours" of a sentence that says all of it of "you".
            if ANYBODY.contains(&stem.as_str()) && touched.iter().any(|sentence| clause.is_all_said_by(sentence, stem))
            {
                return true;
            }
            // "6 places" of what a touched sentence counts 6 cars for.
            if stem.as_str() == "мест" && touched.iter().any(|sentence| clause.counts_as(sentence)) {
                return true;
            }
            if clause.binds(stem) {
                return self.binds_rightly(stem, clause, &touched);
            }
            if (!clause.figures.is_empty() || clause.names_a_time())
                && ACTING.contains(*stem)
                && !clause.is_personal(stem)
            {
                return touched.iter().any(|sentence| sentence.stems.contains(*stem));
            }
            NEUTRAL.talk.contains(*stem)
                || self.contact.contains(*stem)
                || self.has(stem)
                || touched.iter().any(|sentence| sentence.is_called(stem))
                || (NEUTRAL.asked.contains(*stem) && clause.asks_the_contact())
        };
        clause.content().find(|stem| !is_carried(stem)).cloned()
    }

    /// Whether an approved text holds this word or another form of it.
    fn has(&self, stem: &str) -> bool {
        self.all.contains(stem) || self.all.iter().any(|known| are_kin(known, stem))
    }

    /// Whether a sentence with a price is about this.
    fn is_priced(&self, stem: &str) -> bool {
        self.sentences.iter().any(|sentence| sentence.is_priced() && sentence.says(stem))
    }

    /// Whether a sentence holds a figure of the clause and, where it is not a price, a word of it as well.
    fn touches(&self, sentence: &Sentence, clause: &Clause) -> bool {
        let shared = clause.figures.iter().filter(|figure| sentence.holds(figure)).count();
        let is_about = || clause.content().any(|stem| sentence.says(stem));
        shared > 1 || (shared == 1 && (sentence.is_priced() || is_about()))
    }

    /// "25 roses for 2,900": a count that has a price of its own stands with another's; or a price is asked of a count alone.
    fn is_mispriced(&self, figure: &Figure, clause: &Clause) -> bool {
        let prices: Vec<&Figure> = clause.figures.iter().filter(|figure| self.is_price(figure)).collect();
        if self.is_price(figure) {
            return false;
        }
        let own: Vec<&Sentence> =
            self.sentences.iter().filter(|sentence| sentence.holds(figure) && sentence.is_priced()).collect();
        if own.is_empty() {
            return false;
        }
        if prices.is_empty() {
            return clause.figures.len() > 1 && clause.words.iter().any(|stem| PRICING.contains(stem));
        }
        !own.iter().any(|sentence| prices.iter().any(|price| sentence.holds(price)))
    }

    /// Whether a figure is, with or without its sign, a price of the script.
    fn is_price(&self, figure: &Figure) -> bool {
        let is_priced = |known: &Figure| known.currency.is_some() && known.agrees_with(figure);
        figure.currency.is_some() || self.sentences.iter().any(|sentence| sentence.figures.iter().any(is_priced))
    }
}

/// Whether a segment denies something. "At no charge" denies no more than "free" does.
fn denies_more_than_a_charge(segment: &Segment) -> bool {
    segment.words.iter().enumerate().filter(|(_, (word, _))| is_denial(word)).any(|(at, _)| {
        let mut next = segment.words.iter().skip(at).skip(1).take(2);
        !next.any(|(word, stem)| !word.is_empty() && is_free_word(stem))
    })
}

/// Whether something is said to cost nothing.
fn costs_nothing(segment: &Segment) -> bool {
    segment.figures.iter().any(|(figure, _)| figure.kind == FigureKind::Free)
        || segment.words.iter().any(|(_, stem)| ["charg", "доплат"].iter().any(|word| stem.starts_with(word)))
}

pub(super) fn is_free_word(stem: &str) -> bool {
    ["free", "бесплатн", "charg", "доплат", "доплач"].iter().any(|word| stem.starts_with(word))
}

/// "40 ₽ for every kilometre" is "40 ₽ per kilometre": what follows is what a touched sentence has right behind the sum. "2,100 ₽ each" is
/// the sum of a segment that counts nothing.
fn is_per(stem: &str, clause: &Clause, touched: &[&Sentence]) -> bool {
    let next = clause.words.iter().skip_while(|word| *word != stem).skip(1).find(|word| !NEUTRAL.plain.contains(*word));
    let sums = |segment: &Segment| {
        segment
            .figures
            .iter()
            .any(|(known, _)| known.currency.is_some() && clause.figures.iter().any(|told| told.agrees_with(known)))
    };
    touched.iter().flat_map(|sentence| sentence.segments()).filter(sums).any(|segment| match next {
        Some(next) => segment.words.windows(3).any(|run| {
            run.first().is_some_and(|(word, _)| word.is_empty())
                && run.iter().skip(1).any(|(_, known)| !known.is_empty() && are_kin(known, next))
        }),
        None => segment.figures.iter().all(|(figure, _)| figure.currency.is_some()),
    })
}

/// "5-minute" says "minute" as well.
fn parts_of_words(stems: Vec<String>) -> BTreeSet<String> {
    let parts: Vec<String> = stems
        .iter()
        .filter(|stem| stem.contains(|sign: char| !sign.is_alphabetic()))
        .flat_map(|stem| stem.split(|sign: char| !sign.is_alphabetic()))
        .filter(|part| part.chars().count() > 2)
        .flat_map(stems_of)
        .collect();
    stems.into_iter().chain(parts).collect()
}

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let ground = &scene.approved().ground;
    let lacks = |text: &str| {
        // What is too long is never said: another rule stops it, and reading it clause by clause would take long.
        if plain_words::is_too_much(text) {
            return None;
        }
        let clauses: Vec<&str> = clauses(text).collect();
        let before = std::iter::once(None).chain(clauses.iter().copied().map(Some));
        let said = clauses.iter().zip(before).filter(|(clause, _)| !only_tells_what_is_not_known(clause));
        said.into_iter().find_map(|(clause, before)| ground.lacks(clause, before))
    };
    let written = draft.parts.iter().filter(|part| part.role == Role::Written);
    let Some(word) = written.into_iter().find_map(|part| lacks(&part.text)) else { return Verdict::Say };
    let reason = format!("\"{word}\" is carried by no approved sentence");
    written_without(draft, scene, &reason, |text| lacks(text).is_some())
}
