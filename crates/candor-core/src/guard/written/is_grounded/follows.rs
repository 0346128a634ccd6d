//! What follows from approved sentences and the contact's own words: days and hours, counts, and what "it" is.

use super::super::reckoned;
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

    /// Whether a day of the week, or an hour the contact named, lies within the hours a sentence tells where the clause says that it
    /// is open then; or without them where it says that it is closed.
    pub(super) fn is_reckoned(&self, figure: &Figure, clause: &Clause) -> bool {
        let is_asked = self.figures.iter().any(|asked| asked.agrees_with(figure));
        let is_closed = clause.says_closed();
        let is_of_hours = |sentence: &&Sentence| {
            clause.content().all(|stem| sentence.says(stem) || reckoned::is_of_hours(stem) || reckoned::is_fine(stem))
        };
        let of_hours = || self.sentences.iter().filter(is_of_hours);
        if figure.kind == FigureKind::Number && figure.currency.is_none() {
            // A number of the contact's between two of the script's, about the same: at 15 one is "from 14 to 17".
            let is_about = |sentence: &&Sentence| {
                let carrying = || clause.content().filter(|stem| !NEUTRAL.talk.contains(*stem));
                carrying().next().is_some() && carrying().all(|stem| sentence.says(stem))
            };
            return is_asked
                && !clause.is_denied
                && self
                    .sentences
                    .iter()
                    .filter(is_about)
                    .any(|sentence| reckoned::is_between(&sentence.segments(), figure));
        }
        if figure.kind == FigureKind::Time && is_closed && !clause.is_denied {
            return of_hours().any(|sentence| reckoned::closes_at(&sentence.segments(), figure));
        }
        let is_placed = reckoned::is_weekday(figure) || (is_asked && figure.kind == FigureKind::Time);
        if !is_placed {
            return false;
        }
        let mut found = of_hours().filter_map(|sentence| reckoned::is_open_at(&sentence.segments(), figure)).peekable();
        found.peek().is_some() && found.all(|is_open| is_open != is_closed)
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
