//! Which times of day the words mean: a bare number is one only where something says so ("at 5", "в 15", "9 tomorrow").

use super::{
    calendar::{month, weekday},
    reader::Reader,
    time::Clock,
    units::full_unit,
    when::{Part, When},
};
use crate::hearing::heard::Grain;

impl Reader<'_> {
    /// "3-4pm", "from 3:30 to 6", "с 10 до 18".
    pub(super) fn clock_range(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let mut place = self
            .any(
                at,
                &[
                    "from",
                    "between",
                    "in between",
                    "с",
                    "between the hours of",
                    "между",
                    "later than",
                    "after",
                    "around",
                    "about",
                    "from about",
                ],
            )
            .unwrap_or(at);
        let is_opened = place > at && !self.is(at, &["around", "about"]);
        place += usize::from(self.is(place, &["at"]));
        let (from, next) = self.clock(place)?;
        let (joint, is_word) = if let Some(joint) =
            self.any(next, &["-", "to", "till", "til", "until", "thru", "through", "до", "по", "but before"])
        {
            (joint, !self.is_sign(next, "-"))
        } else if self.is(at, &["between", "между", "in"]) {
            (self.any(next, &["and", "и", "-"])?, true)
        } else {
            return None;
        };
        let (to, next) = self.clock(joint + usize::from(self.is(joint, &["at"])))?;
        let is_plain = from.is_bare && to.is_bare;
        let has_day = said.is_day_told() || said.hours.is_some();
        let is_followed = !self.is_end(next)
            && !self.is(
                next,
                &[
                    "on",
                    "в",
                    "во",
                    "tomorrow",
                    "завтра",
                    "сегодня",
                    "today",
                    "мск",
                    "часов",
                    "утра",
                    "или",
                    "и",
                    "or",
                    "and",
                    "please",
                    "пожалуйста",
                    "но",
                    "but",
                ],
            );
        let is_marked = self.is(next - 1, &["часов", "ч", "часа"]);
        let is_hours = from.hour <= 24 && to.hour <= 24 && from.minute == 0;
        // "10-20" may be anything; "с 10 до 18" after a day is meant by the clock.
        let is_told = !is_plain
            || (is_opened && is_word && has_day && !is_followed && is_hours)
            || is_marked && is_word && is_opened
            || has_day && is_plain && !is_followed && !from.is_sure && is_opened;
        let is_order = is_told && !(is_plain && from.hour > to.hour && to.is_sure);
        let next = next + usize::from(self.is(next, &["ish"]));
        is_order.then_some((Part::Clocks(from, to), next))
    }

    pub(super) fn told_clock(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let openings = [
            "at",
            "around",
            "about",
            "at about",
            "at around",
            "by",
            "@",
            "в",
            "во",
            "к",
            "около",
            "ближе к",
            "часов в",
            "где - то в",
            "ровно в",
            "for",
            "в районе",
        ];
        let from = self.any(at, &openings).unwrap_or(at);
        let is_opened = from > at
            || matches!(
                self.word_before(at),
                "at" | "в"
                    | "к"
                    | "after"
                    | "before"
                    | "until"
                    | "till"
                    | "by"
                    | "до"
                    | "после"
                    | "с"
                    | "since"
                    | "around"
            );
        let (clock, next) = self.clock(from)?;
        let next_word = self.word(next);
        if !clock.is_bare {
            let is_named = self.is(from, &["полудня", "полночи", "полуночи"]) && !is_opened;
            return (!is_named).then_some((Part::Clock(clock), next));
        }
        // A bare number needs a reason: "at 5", "в 15", "9 tomorrow", "tonight 815".
        let has_hour_word = self.is(next - 1, &["часов", "часа", "час", "ч", "h"]);
        let has_day = said.is_day_told() || said.hours.is_some();
        let is_minuted = clock.grain == Grain::Minute;
        let is_hour = clock.hour > 0 && (self.digits(from) <= 2 || is_minuted);
        let is_before_day =
            matches!(next_word, "tomorrow" | "tonight" | "today" | "завтра" | "сегодня" | "вечером" | "утром");
        let ends = self.is_end(next)
            || is_before_day && !self.is_number(next)
            || self.is_zone(next)
            || self.is_day_next(next)
            || matches!(
                next_word,
                "и" | "или"
                    | "and"
                    | "or"
                    | "please"
                    | "пожалуйста"
                    | "ok"
                    | "если"
                    | "можно"
                    | "удобно"
                    | "подойдет"
                    | "works"
                    | "if"
                    | "would"
                    | "will"
                    | "in"
                    | "i"
                    | "мне"
                    | "можете"
                    | "будет"
                    | "свободно"
                    | "ish"
                    | "на"
                    | "to"
                    | "for"
                    | "with"
                    | "буду"
            );
        let is_counted =
            full_unit(next_word).is_some() || matches!(next_word, "раз" | "раза" | "час" | "часа") && !has_hour_word;
        // "300 рублей в час" is a rate; a year is no time of day.
        let is_rate = self.is(from, &["час"]) && !(is_opened && self.is_alone(at, next));
        let is_year = self.digits(from) == 4 && from > at && self.is(from - 1, &["в", "во"]);
        let is_after_is = is_rate || is_year;
        let in_percent = self.is_sign(next, "%$€₽/:")
            || self.is_joint(next, ".,-") && self.is_glued(next + 1) && self.pieces.get(next + 1).is_some();
        let is_at = |place: usize| self.is(place, &["at", "в", "к", "во"]);
        let opened_by_at = match from > at {
            true => is_at(from - 1) || self.is_sign(from - 1, "@"),
            false => at > 0 && is_at(at - 1),
        };
        let is_told = if in_percent || is_counted || is_after_is || !is_hour {
            false
        } else if opened_by_at {
            ends || has_hour_word
        } else if is_opened {
            has_hour_word && (ends || next_word.is_empty()) || ends && is_minuted && has_day
        } else if has_hour_word {
            clock.hour > 12 && self.is_alone(at, next) || has_day && ends
        } else if has_day {
            (said.clock.is_none()
                && ends
                && self.is_end(next)
                && (is_minuted && self.digits(from) >= 3 || said.hours.is_some()))
                && self.is_number(from)
        } else {
            is_before_day
                && from == at
                && !has_day
                && (self.is_number(from) || self.is(next, &["tonight"]))
                && !is_minuted
                && clock.hour <= 12
                && !self.is(next, &["вечером", "утром"])
        };
        let hour = Clock { is_bare: true, ..clock };
        is_told.then_some((Part::Clock(hour), next))
    }

    pub(super) fn is_zone(&self, at: usize) -> bool {
        self.zone(at).is_some()
    }

    /// Whether a day is told next, perhaps after "on".
    pub(super) fn is_day_next(&self, at: usize) -> bool {
        let at = at + usize::from(self.is(at, &["on", "в", "во"]));
        let word = self.word(at);
        weekday(word).is_some()
            || month(word).is_some()
            || self.is(at, &["in", "через"])
            || self.is(at, &["this", "next", "следующий", "следующую"])
    }
}
