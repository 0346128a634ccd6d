//! What one clause of a model's says, and how it says it.

use super::super::{
    claims,
    clauses::without_figures,
    denial::is_denial,
    idioms::{only_counts_ways, without_idioms},
    segments::{Segment, segments},
};
use super::{
    BINDING, Clause, DENIABLE, GENERAL, IF, INCLUDES, NEUTRAL, NO_CHARGE, Sentence, denies_more_than_a_charge,
    is_free_word, is_neutral,
};
use crate::{
    guard::numbers::counted,
    hearing::{Figure, FigureKind, normalised, stems_of},
};

impl Clause {
    pub(super) fn read(text: &str) -> Self {
        let text = without_idioms(text);
        let (free, figures): (Vec<Figure>, Vec<Figure>) =
            counted(&text).into_iter().partition(|figure| figure.kind == FigureKind::Free);
        let words = stems_of(&without_figures(&text, &figures));
        let figures = figures.into_iter().filter(|figure| !only_counts_ways(figure, &text)).collect();
        let plain = normalised(&text);
        // "At no charge" denies no more than "free" does.
        let kept = NO_CHARGE.iter().fold(format!(" {plain} "), |plain, words| plain.replace(words, " "));
        let is_denied = kept.split(' ').any(is_denial);
        let is_free = !free.is_empty() || kept.trim() != plain;
        let is_question = text.trim_end().ends_with('?');
        Self { words, figures, is_free, is_denied, is_question, plain, text }
    }

    /// The words that need something to rest on.
    pub(super) fn content(&self) -> impl Iterator<Item = &String> {
        self.words.iter().filter(|stem| stem.chars().any(char::is_alphabetic) && !NEUTRAL.plain.contains(*stem))
    }

    /// Whether a word promises or generalises.
    pub(super) fn binds(&self, stem: &str) -> bool {
        BINDING.contains(stem) || GENERAL.contains(stem) || claims::is_claim(stem)
    }

    /// Whether it says when, without a figure: "within half an hour", «в течение получаса».
    pub(super) fn names_a_time(&self) -> bool {
        let times =
            ["minut", "hour", "half", "second", "tomorrow", "минут", "час", "получас", "полчас", "секунд", "завтр"];
        self.words.iter().any(|stem| times.iter().any(|time| stem.starts_with(time)))
    }

    /// Whether a sentence says each other word of it that carries something, and three at the least.
    pub(super) fn is_all_said_by(&self, sentence: &Sentence, but: &str) -> bool {
        let mut others = self.content().filter(|stem| *stem != but && !is_neutral(stem)).peekable();
        let count = self.content().filter(|stem| *stem != but && sentence.says(stem)).count();
        others.peek().is_some() && count > 2 && others.all(|stem| sentence.says(stem))
    }

    /// Whether it counts something as a sentence without a price does, and is about the same.
    pub(super) fn counts_as(&self, sentence: &Sentence) -> bool {
        let is_count = |figure: &Figure| figure.kind == FigureKind::Number && figure.currency.is_none();
        let is_held = |figure: &Figure| is_count(figure) && sentence.holds(figure);
        let is_claim = |stem: &String| stem != "мест" && claims::is_claim(stem);
        !sentence.is_priced()
            && self.figures.iter().any(is_held)
            && self.content().any(|stem| stem != "мест" && !is_neutral(stem) && sentence.says(stem))
            && !self.content().any(is_claim)
    }

    /// "Until 20:00" of what a touched sentence says is to last to 20:00.
    pub(super) fn ends_as_told(&self, touched: &[&Sentence]) -> bool {
        let is_end = |segment: &Segment| {
            segment.ranges().into_iter().any(|(_, end)| {
                end.kind == FigureKind::Time && self.figures.iter().any(|figure| figure.agrees_with(end))
            })
        };
        touched.iter().any(|sentence| sentence.segments().iter().any(is_end))
    }

    /// Whether it only says that there is no such offer: what denies it stands between the same commas.
    pub(super) fn denies(&self, stem: &str) -> bool {
        DENIABLE.iter().any(|offer| stem.starts_with(offer)) && self.denies_here(stem)
    }

    /// Whether a word stands in a segment that denies.
    pub(super) fn denies_here(&self, stem: &str) -> bool {
        let is_here = |one: &Segment| one.says(stem) && denies_more_than_a_charge(one);
        self.is_denied && segments(&self.text).iter().any(is_here)
    }

    /// "Six chairs are 5,600 ₽ each": a price that says that it is for one.
    pub(super) fn tells_the_price_of_each(&self) -> bool {
        const EACH: &[&str] =
            &[" each ", " apiece ", " за штуку ", " за каждый ", " за каждую ", " каждый ", " каждая "];
        let plain = format!(" {} ", self.plain);
        self.figures.iter().any(|figure| figure.currency.is_some()) && EACH.iter().any(|each| plain.contains(each))
    }

    pub(super) fn has_condition(&self) -> bool {
        self.plain.split(' ').any(|word| IF.contains(&word))
    }

    /// "A personal lesson" names no person.
    pub(super) fn is_personal(&self, stem: &str) -> bool {
        stem == "person" && self.plain.split(' ').all(|word| word == "personal" || !word.starts_with("person"))
    }

    /// Whether it says that something is part of a price.
    pub(super) fn includes(&self) -> bool {
        self.plain.split(' ').any(|word| INCLUDES.contains(&word))
    }

    /// Whether a sentence with this word holds its figures and says all else of it that carries something, and something at that.
    pub(super) fn is_told_by(&self, sentence: &Sentence, but: &str) -> bool {
        let others = || self.content().filter(|stem| *stem != but && !is_neutral(stem));
        sentence.says(but)
            && others().next().is_some()
            && others().all(|stem| sentence.says(stem))
            && self.figures.iter().all(|figure| sentence.holds(figure))
    }

    /// Whether it says what one sentence says, and leaves next to nothing of it out. What is free, promised or general stands in its very order.
    pub(super) fn repeats(&self, sentence: &Sentence) -> bool {
        const LEAST: usize = 3;
        if !self.plain.is_empty() && self.plain == sentence.plain {
            return true;
        }
        let mine: Vec<&String> = self.content().collect();
        if mine.len() < LEAST || !mine.iter().all(|stem| sentence.stems.contains(*stem)) {
            return false;
        }
        let carries = |stem: &&String| !NEUTRAL.plain.contains(*stem) && stem.chars().any(char::is_alphabetic);
        let sums: Vec<Figure> = sentence.figures.iter().filter(|one| one.kind != FigureKind::Free).cloned().collect();
        let theirs: Vec<String> = stems_of(&without_figures(&sentence.text, &sums));
        let theirs: Vec<&String> = theirs.iter().filter(carries).collect();
        let left_out = theirs.iter().filter(|stem| !mine.contains(stem)).count();
        let has_condition = || sentence.plain.split(' ').any(|word| IF.contains(&word));
        let is_strict = self.is_free || mine.iter().chain(&theirs).any(|stem| self.binds(stem)) || has_condition();
        let is_told = |figure: &Figure| self.figures.iter().any(|own| own.agrees_with(figure));
        // What a figure counts may be left out with it: "450 ₽ for each guest".
        let is_whole = if is_strict { mine == theirs } else { left_out <= self.figures.len() };
        is_whole
            && mine.iter().all(|stem| theirs.contains(stem))
            && self.figures.iter().all(|figure| sentence.holds(figure))
            && sums.iter().all(is_told)
            && sentence.plain.split(' ').any(is_denial) == self.is_denied
    }

    /// Whether it says that something is not free. "Don't worry, it is free" does not.
    pub(super) fn denies_free(&self) -> bool {
        let is_free = |one: &Segment| {
            one.figures.iter().any(|(figure, _)| figure.kind == FigureKind::Free)
                || one.words.iter().any(|(_, stem)| is_free_word(stem))
        };
        let mut free = segments(&self.text).into_iter().filter(is_free).peekable();
        self.is_denied && free.peek().is_some() && free.all(|one| denies_more_than_a_charge(&one))
    }

    /// Whether it asks the contact about themselves and speaks of nobody else.
    pub(super) fn asks_the_contact(&self) -> bool {
        const YOU: &[&str] = &["you", "your", "youre", "вы", "вас", "вам", "ваш", "ваша", "ваше", "ваши", "вами"];
        const WE: &[&str] = &[
            "we", "us", "our", "i", "me", "my", "ours", "мы", "нас", "нам", "наш", "наша", "наше", "наши", "я", "мне",
        ];
        let has = |list: &[&str]| self.plain.split(' ').any(|word| list.contains(&word));
        self.is_question && self.figures.is_empty() && has(YOU) && !has(WE)
    }
}
