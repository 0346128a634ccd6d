//! H8 for words nobody approved: every word of a sentence stands in an approved text or is one of the neutral words of any honest
//! talk (`neutral.*.txt`); and what a sentence says with a figure, with a word that promises or with one that generalises must be
//! said by one approved sentence with the same figures. A list of what may be said is finite, a list of lies is not.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    Draft, Role, Scene, Verdict, claims,
    clauses::{clauses, pieces, without_figures},
    idioms::{only_counts_ways, only_tells_what_is_not_known, without_idioms},
    kin::{also, are_kin},
    segments::{Segment, segments},
    written_without,
};
use crate::{
    guard::numbers::counted,
    hearing::{Figure, FigureKind, normalised, stems_of},
    script::Script,
};

/// Words that say more than they seem to: they need an approved sentence that holds them and is about the same.
const BINDS: &str = "never only first same instead until unless almost никогда только сначала первый первая вместо почти сразу \
    круглосуточно круглый";
/// Words that generalise: one of them stands for another.
const ALL: &str = "any anyone anywhere anytime whenever wherever every each all always daily любой любая любые любого каждый каждая каждое \
    каждую всегда ежедневно";
/// Words that say what comes before what.
const ORDER: &str = "first after before until then сначала после потом прежде";
/// Neutral words that are not neutral beside a figure: who does something, and that it is done.
const ACTS: &str = "call manager person people colleague specialist florist connect pass answer write wait agree \
    позвать позову позовет менеджер человек люди коллега специалист сотрудник подключить подключу передать передам ответит напишет \
    подождать согласен перезвонит позвонит";
/// Words that ask for a price beside their figure.
const PRICED: &str = "price cost costs цена цену стоит стоят стоимость обойдется";
/// Offers that may be said not to exist.
const DENIABLE: &[&str] = &[
    "discount",
    "gift",
    "bonus",
    "promo",
    "coupon",
    "free",
    "скидк",
    "скидок",
    "подар",
    "бонус",
    "промокод",
    "бесплатн",
    "акци",
];
/// "Would you like to come for an examination first?" promises nothing.
const FIRST: &[&str] = &["first", "снача"];
/// Words for a single thing, beside its price.
const ONE: &[&str] = &["one", "один", "одн", "одно"];
/// Words that say that a sum is for one thing, where the thing follows.
pub(super) const PER: &[&str] = &["each", "everi", "per", "кажд"];
/// Ways to say that something costs nothing.
const NO_CHARGE: &[&str] =
    &[" no charge ", " without charge ", " without a charge ", " no extra charge ", " без доплаты ", " без доплат "];
/// Words that begin a condition.
const IF: &[&str] = &["if", "when", "once", "unless", "provided", "если", "когда", "при"];
/// Words that deny.
const DENIES: &[&str] = &["no", "not", "dont", "cannot", "cant", "isnt", "arent", "doesnt", "wont", "не", "нет", "без"];
pub(super) static BINDING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(BINDS).into_iter().collect());
pub(super) static GENERAL: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ALL).into_iter().collect());
static ORDERED: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ORDER).into_iter().collect());
static ACTING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ACTS).into_iter().collect());
static PRICING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(PRICED).into_iter().collect());

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
#[derive(Clone, Debug)]
struct Sentence {
    stems: BTreeSet<String>,
    figures: Vec<Figure>,
    /// As it stands.
    text: String,
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
}

impl Clause {
    fn read(text: &str) -> Self {
        let text = without_idioms(text);
        let (free, figures): (Vec<Figure>, Vec<Figure>) =
            counted(&text).into_iter().partition(|figure| figure.kind == FigureKind::Free);
        let words = stems_of(&without_figures(&text, &figures));
        let figures = figures.into_iter().filter(|figure| !only_counts_ways(figure, &text)).collect();
        let plain = normalised(&text);
        // "At no charge" denies no more than "free" does.
        let kept = NO_CHARGE.iter().fold(format!(" {plain} "), |plain, words| plain.replace(words, " "));
        let is_denied = kept.split(' ').any(|word| DENIES.contains(&word));
        let is_free = !free.is_empty() || kept.trim() != plain;
        let is_question = text.trim_end().ends_with('?');
        Self { words, figures, is_free, is_denied, is_question, plain }
    }

    /// The words that need something to rest on.
    fn content(&self) -> impl Iterator<Item = &String> {
        self.words.iter().filter(|stem| stem.chars().any(char::is_alphabetic) && !NEUTRAL.plain.contains(*stem))
    }

    /// Whether a word promises or generalises.
    fn binds(&self, stem: &str) -> bool {
        BINDING.contains(stem) || GENERAL.contains(stem) || claims::is_claim(stem)
    }

    /// Whether it says when, without a figure: "within half an hour", «в течение получаса».
    fn names_a_time(&self) -> bool {
        let times =
            ["minut", "hour", "half", "second", "tomorrow", "минут", "час", "получас", "полчас", "секунд", "завтр"];
        self.words.iter().any(|stem| times.iter().any(|time| stem.starts_with(time)))
    }

    /// Whether it only says that there is no such offer.
    fn denies(&self, stem: &str) -> bool {
        self.is_denied && DENIABLE.iter().any(|offer| stem.starts_with(offer))
    }
}

impl Ground {
    /// Reads approved texts sentence by sentence; `said` is what the contact just said, and whether that gives orders.
    pub(super) fn of(texts: &[String], script: &Script, said: &str, gives_orders: bool) -> Self {
        let mut sentences: Vec<Sentence> = Vec::new();
        for text in texts {
            let also = also(script, text);
            let mut before = BTreeSet::new();
            for clause in clauses(text) {
                let stems = parts_of_words(stems_of(clause));
                let next = if clause.ends_with(';') { stems.clone() } else { BTreeSet::new() };
                let figures = counted(clause);
                let before = std::mem::replace(&mut before, next);
                sentences.push(Sentence { stems, figures, text: clause.to_owned(), before, also: also.clone() });
            }
        }
        let all = sentences.iter().flat_map(|sentence| sentence.stems.iter().cloned()).collect();
        let said: BTreeSet<String> = stems_of(said).into_iter().collect();
        let contact = if gives_orders { BTreeSet::new() } else { said.clone() };
        Self { sentences, all, said, contact }
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
        let whole = self.lacks_in(&read)?;
        // "It comes at no charge": what, the sentence before says.
        let says_nothing_else = || read.content().all(|stem| is_free_word(stem) || NEUTRAL.talk.contains(stem));
        if let Some(before) = before.filter(|_| read.is_free && read.figures.is_empty() && says_nothing_else()) {
            return self.lacks_in(&Clause::read(&format!("{before} {clause}")));
        }
        // A condition is not cut off from what it makes free.
        if read.is_free && read.plain.split(' ').any(|word| IF.contains(&word)) {
            return Some(whole);
        }
        let pieces = pieces(clause);
        if pieces.len() > 1 && pieces.iter().all(|piece| self.lacks_in(&Clause::read(piece)).is_none()) {
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
            touched.iter().any(is_held) || self.sentences.iter().any(|sentence| sentence.is_same_day(figure, clause))
        };
        if let Some(figure) =
            clause.figures.iter().find(|figure| !is_touched(figure) || self.is_mispriced(figure, clause))
        {
            return Some(figure.text.clone());
        }
        if clause.is_free && !clause.is_denied && !self.is_rightly_free(clause) {
            return Some("free".to_owned());
        }
        let is_carried = |stem: &&String| {
            // That it is rightly said to cost nothing was seen above.
            if clause.denies(stem) || (clause.is_free && !clause.is_denied && is_free_word(stem)) {
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
            if PER.contains(&stem.as_str()) && is_per(stem, clause, &touched) {
                return true;
            }
            if clause.binds(stem) {
                return self.binds_rightly(stem, clause, &touched);
            }
            if (!clause.figures.is_empty() || clause.names_a_time()) && ACTING.contains(*stem) {
                return touched.iter().any(|sentence| sentence.stems.contains(*stem));
            }
            NEUTRAL.talk.contains(*stem)
                || self.contact.contains(*stem)
                || self.has(stem)
                || touched.iter().any(|sentence| sentence.is_called(stem))
        };
        clause.content().find(|stem| !is_carried(stem)).cloned()
    }

    /// Whether an approved text holds this word or another form of it.
    fn has(&self, stem: &str) -> bool {
        self.all.contains(stem) || self.all.iter().any(|known| are_kin(known, stem))
    }

    /// That something costs nothing is said with the condition under which the script says so, and of what the script says it of.
    fn is_rightly_free(&self, clause: &Clause) -> bool {
        self.sentences.iter().filter(|sentence| sentence.may_be_free()).any(|sentence| {
            let segments = sentence.segments();
            let says = |stem: &str| sentence.says(stem) || sentence.before.iter().any(|known| are_kin(known, stem));
            segments.iter().enumerate().filter(|(_, segment)| costs_nothing(segment)).any(|(at, segment)| {
                let figures = segment.figures.iter().map(|(figure, _)| figure);
                let mut sums = figures.filter(|figure| figure.kind != FigureKind::Free).peekable();
                let has_sum = sums.peek().is_some();
                let is_met = !has_sum || sums.any(|figure| clause.figures.iter().any(|told| told.agrees_with(figure)));
                let beside = [Some(at), at.checked_sub(1), at.checked_add(1)].into_iter().flatten();
                let mut conditions = beside.filter_map(|at| segments.get(at)).filter(|one| one.has_any(IF));
                let tells = |one: &Segment| clause.content().any(|stem| !is_free_word(stem) && one.says(stem));
                let are_told = has_sum || conditions.all(tells);
                let is_counted = |stem: &&String| {
                    !is_free_word(stem) && !BINDING.contains(*stem) && !GENERAL.contains(*stem) && self.has(stem)
                };
                let about: Vec<&String> = clause.content().filter(is_counted).collect();
                // Words every talk has may stand beside it, but none of what the script has a price for.
                let is_beside = |stem: &String| NEUTRAL.talk.contains(stem) && !self.is_priced(stem);
                let is_said =
                    about.iter().any(|stem| says(stem)) && about.iter().all(|stem| says(stem) || is_beside(stem));
                let is_about = has_sum || is_said;
                // A condition of its own would be another promise.
                let mine = clause.plain.split(' ').any(|word| IF.contains(&word));
                let words = segments.iter().flat_map(|one| &one.words);
                let theirs = words.map(|(word, _)| word.as_str()).any(|word| IF.contains(&word));
                let is_met = is_met && (has_sum || theirs || !mine);
                is_met && are_told && is_about
            })
        })
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

    /// A word that promises or generalises is said by an approved sentence about the same: one whose figures the clause has, or one
    /// without figures.
    fn binds_rightly(&self, stem: &str, clause: &Clause, touched: &[&Sentence]) -> bool {
        if touched.iter().any(|sentence| sentence.says(stem)) {
            return true;
        }
        let shared =
            |sentence: &Sentence| clause.content().filter(|other| *other != stem && sentence.says(other)).count();
        let is_rest = |other: &&String| {
            let is_other = *other != stem && !is_free_word(other) && !clause.binds(other);
            is_other && !NEUTRAL.talk.contains(*other) && self.has(other)
        };
        // "Any treatment can be paid in parts" is not said by "at any moment you can ask for a pause".
        let says_rest = |sentence: &Sentence| {
            !GENERAL.contains(stem) || clause.content().filter(is_rest).all(|other| sentence.says(other))
        };
        // A promise with a condition is told with it.
        let keeps_condition = |sentence: &Sentence| {
            let segments = sentence.segments();
            let mut conditions = segments.iter().filter(|one| one.begins_with(IF)).peekable();
            conditions.peek().is_none() || conditions.any(|one| clause.content().any(|other| one.says(other)))
        };
        let holds = |sentence: &Sentence| {
            let is_bare = sentence.figures.is_empty() && shared(sentence) > 0;
            sentence.says(stem) && is_bare && says_rest(sentence) && keeps_condition(sentence)
        };
        // "The first trial lesson" of a sentence that goes on to how long it lasts.
        let opens = |segment: &Segment| {
            segment.says(stem) && segment.figures.iter().all(|(figure, _)| figure.kind == FigureKind::Free)
        };
        let begins = |sentence: &Sentence| {
            BINDING.contains(stem)
                && sentence.says(stem)
                && shared(sentence) > 1
                && sentence.segments().iter().any(opens)
        };
        // "First you see the photo, then you pay" is "you pay only after you have seen the photo" the other way round.
        let orders = |sentence: &Sentence| {
            let is_ordered = sentence.stems.iter().any(|word| ORDERED.contains(word));
            ORDERED.contains(stem) && is_ordered && shared(sentence) > 1
        };
        self.sentences.iter().any(|sentence| holds(sentence) || begins(sentence) || orders(sentence))
    }
}

impl Sentence {
    /// Whether a clause that says "today" keeps the hours under which this sentence says "the same day".
    fn is_same_day(&self, figure: &Figure, clause: &Clause) -> bool {
        let says = |stem: &str| self.stems.contains(stem);
        let mut hours = self.figures.iter().filter(|figure| figure.kind == FigureKind::Time);
        figure.key == "today"
            && !clause.is_denied
            && ((says("same") && says("day")) || (says("тот") && says("ден")))
            && hours.all(|hour| clause.figures.iter().any(|told| told.agrees_with(hour)))
            && clause.content().any(|stem| self.says(stem))
    }

    /// Whether it says "every day", of which a weekday is one.
    fn is_every_day(&self, figure: &Figure) -> bool {
        let is_weekday = figure.kind == FigureKind::Day && figure.key.ends_with("day") && figure.key != "today";
        let says = |stem: &str| self.stems.contains(stem);
        is_weekday
            && ((says("everi") && says("day")) || says("daili") || (says("кажд") && says("ден")) || says("ежедневн"))
    }
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

/// Whether a stem is one of the words that carry nothing, even beside a figure.
pub(super) fn is_plain(stem: &str) -> bool {
    NEUTRAL.plain.contains(stem)
}

/// Whether a stem is one of the words that carry nothing.
pub(super) fn is_neutral(stem: &str) -> bool {
    NEUTRAL.plain.contains(stem) || NEUTRAL.talk.contains(stem)
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
