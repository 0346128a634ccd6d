//! What follows from approved sentences and the contact's own words: counts, days, and what "it" is.

use super::{Clause, Ground, NEUTRAL, Sentence, is_free_word};
use crate::hearing::{Figure, FigureKind};

impl Ground {
    /// The contact's words, where they ask for what the script knows by every word and deny nothing.
    pub(super) fn subject_asked_for(&self) -> Option<&str> {
        let asked = Clause::read(&self.asked);
        let is_known = |stem: &String| NEUTRAL.talk.contains(stem) || is_free_word(stem) || self.has(stem);
        let carries = |stem: &String| !is_free_word(stem) && self.has(stem);
        let is_clear = !asked.is_denied && asked.figures.is_empty();
        (is_clear && asked.content().all(is_known) && asked.content().any(carries)).then_some(self.asked.as_str())
    }

    /// Whether a figure is a count the contact named.
    pub(super) fn counts_with_the_contact(&self, figure: &Figure) -> bool {
        let is_count = |figure: &Figure| figure.kind == FigureKind::Number && figure.currency.is_none();
        is_count(figure) && self.figures.iter().any(|asked| is_count(asked) && asked.agrees_with(figure))
    }
}

impl Sentence {
    /// Whether a clause that says "today" keeps the hours under which this sentence says "the same day".
    pub(super) fn is_same_day(&self, figure: &Figure, clause: &Clause) -> bool {
        let says = |stem: &str| self.stems.contains(stem);
        let mut hours = self.figures.iter().filter(|figure| figure.kind == FigureKind::Time);
        figure.key == "today"
            && !clause.is_denied
            && ((says("same") && says("day")) || (says("тот") && says("ден")))
            && hours.all(|hour| clause.figures.iter().any(|told| told.agrees_with(hour)))
            && clause.content().any(|stem| self.says(stem))
    }

    /// Whether it says "every day", of which a weekday is one.
    pub(super) fn is_every_day(&self, figure: &Figure) -> bool {
        let is_weekday = figure.kind == FigureKind::Day && figure.key.ends_with("day") && figure.key != "today";
        let says = |stem: &str| self.stems.contains(stem);
        is_weekday
            && ((says("everi") && says("day")) || says("daili") || (says("кажд") && says("ден")) || says("ежедневн"))
    }
}
