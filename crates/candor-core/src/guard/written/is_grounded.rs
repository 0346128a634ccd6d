//! H8 for words nobody approved: every word of a sentence stands in an approved text or is one of the neutral words of any honest
//! talk (`neutral.*.txt`); and what a sentence says with a figure, with a word that promises or with one that generalises must be
//! said by one approved sentence with the same figures. A list of what may be said is finite, a list of lies is not.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{Draft, Role, Scene, Verdict, claims, written_without};
use crate::hearing::{Figure, FigureKind, are_related, figures, normalised, stems_of};

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
/// Words that deny.
const DENIES: &[&str] = &["no", "not", "dont", "cannot", "cant", "isnt", "arent", "doesnt", "wont", "не", "нет", "без"];
/// Words of a sentence that only says what is not known, or that somebody else may know: what is not known may be called anything.
const OPEN: &[&str] = &[
    "dont know",
    "do not know",
    "not know",
    "dont have information",
    "no information",
    "not sure",
    "cant say",
    "cannot say",
    "cant tell",
    "have the answer",
    "cannot tell",
    "have no word",
    "isnt in",
    "is not in",
    "nothing about",
    "не знаю",
    "сведений нет",
    "ответа у меня нет",
    "ответа нет",
    "have an answer",
    "нет информации",
    "нет данных",
    "нет сведений",
    "не могу сказать",
    "не скажу",
    "не подскажу",
    "ничего не сказано",
    "не указано",
    "неизвестно",
    "не сказано",
];

static BINDING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(BINDS).into_iter().collect());
static GENERAL: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ALL).into_iter().collect());
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
}

impl Sentence {
    fn holds(&self, figure: &Figure) -> bool {
        self.figures.iter().any(|known| known.agrees_with(figure))
    }

    /// Whether it holds this word, another form of it, or a word that generalises as this one does.
    fn says(&self, stem: &str) -> bool {
        let is_general = GENERAL.contains(stem);
        self.stems
            .iter()
            .any(|known| known == stem || (is_general && GENERAL.contains(known)) || are_related(known, stem))
    }

    fn is_priced(&self) -> bool {
        self.figures.iter().any(|figure| figure.currency.is_some())
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
}

impl Clause {
    fn read(text: &str) -> Self {
        let (free, figures): (Vec<Figure>, Vec<Figure>) =
            figures(text).into_iter().partition(|figure| figure.kind == FigureKind::Free);
        let words = stems_of(&without_figures(text, &figures));
        let plain = normalised(text);
        let is_denied = plain.split(' ').any(|word| DENIES.contains(&word));
        Self { words, figures, is_free: !free.is_empty(), is_denied }
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
    pub(super) fn of(texts: &[String], said: &str, gives_orders: bool) -> Self {
        let sentences: Vec<Sentence> = texts
            .iter()
            .flat_map(|text| clauses(text))
            .map(|clause| Sentence { stems: parts_of_words(stems_of(clause)), figures: figures(clause) })
            .collect();
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
    fn lacks(&self, clause: &str) -> Option<String> {
        let whole = self.lacks_in(&Clause::read(clause))?;
        let pieces = pieces(clause);
        if pieces.len() > 1 && pieces.iter().all(|piece| self.lacks_in(&Clause::read(piece)).is_none()) {
            return None;
        }
        Some(whole)
    }

    fn lacks_in(&self, clause: &Clause) -> Option<String> {
        // The sentences a clause touches: those that hold one of its figures and are about the same.
        let touched: Vec<&Sentence> = self.sentences.iter().filter(|sentence| self.touches(sentence, clause)).collect();
        let is_touched = |figure: &&Figure| touched.iter().any(|sentence| sentence.holds(figure));
        if let Some(figure) =
            clause.figures.iter().find(|figure| !is_touched(figure) || self.is_mispriced(figure, clause))
        {
            return Some(figure.text.clone());
        }
        if clause.is_free && !clause.is_denied && !self.is_rightly_free(clause) {
            return Some("free".to_owned());
        }
        let is_carried = |stem: &&String| {
            if clause.denies(stem) {
                return true;
            }
            if clause.binds(stem) {
                return self.binds_rightly(stem, clause, &touched);
            }
            if (!clause.figures.is_empty() || clause.names_a_time()) && ACTING.contains(*stem) {
                return touched.iter().any(|sentence| sentence.stems.contains(*stem));
            }
            NEUTRAL.talk.contains(*stem) || self.contact.contains(*stem) || self.has(stem)
        };
        clause.content().find(|stem| !is_carried(stem)).cloned()
    }

    /// Whether an approved text holds this word or another form of it.
    fn has(&self, stem: &str) -> bool {
        self.all.contains(stem) || self.all.iter().any(|known| are_related(known, stem))
    }

    /// That something costs nothing is said with the condition under which the script says so.
    fn is_rightly_free(&self, clause: &Clause) -> bool {
        self.sentences.iter().any(|sentence| {
            let costs_nothing =
                ["charg", "доплат"].iter().any(|word| sentence.stems.iter().any(|stem| stem.starts_with(word)));
            let is_free = costs_nothing || sentence.figures.iter().any(|figure| figure.kind == FigureKind::Free);
            let mut conditions = sentence.figures.iter().filter(|figure| figure.kind != FigureKind::Free).peekable();
            let is_about = || clause.content().any(|stem| sentence.says(stem));
            let is_met = match conditions.peek() {
                None => is_about(),
                Some(_) => conditions.any(|figure| clause.figures.iter().any(|told| told.agrees_with(figure))),
            };
            is_free && is_met
        })
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
        let holds = |sentence: &Sentence| sentence.says(stem) && sentence.figures.is_empty() && shared(sentence) > 0;
        // "First you see the photo, then you pay" is "you pay only after you have seen the photo" the other way round.
        let orders = |sentence: &Sentence| {
            let is_ordered = sentence.stems.iter().any(|word| ORDERED.contains(word));
            ORDERED.contains(stem) && is_ordered && shared(sentence) > 1
        };
        self.sentences.iter().any(|sentence| holds(sentence) || orders(sentence))
    }
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
        clauses(text).filter(|clause| !only_tells_what_is_not_known(clause)).find_map(|clause| ground.lacks(clause))
    };
    let written = draft.parts.iter().filter(|part| part.role == Role::Written);
    let Some(word) = written.into_iter().find_map(|part| lacks(&part.text)) else { return Verdict::Say };
    let reason = format!("\"{word}\" is carried by no approved sentence");
    written_without(draft, scene, &reason, |text| lacks(text).is_some())
}

/// "I don't know whether you may park there": names of what is not known promise nothing, as long as no figure is told.
fn only_tells_what_is_not_known(clause: &str) -> bool {
    let plain = normalised(clause);
    OPEN.iter().any(|open| plain.contains(open)) && figures(clause).is_empty()
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
