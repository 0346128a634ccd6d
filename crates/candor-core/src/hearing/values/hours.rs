//! Parts of a day ("утром", "tomorrow evening", "after lunch") and time zones ("GMT", "по Москве").

use super::{
    reader::Reader,
    when::{Part, When},
};

impl Reader<'_> {
    /// Parts of a day: "утром", "tomorrow evening", "after lunch".
    pub(super) fn hours(&self, at: usize, said: &When) -> Option<(Part, usize)> {
        let has_day = said.is_day_told() && said.hours.is_none();
        let this = self
            .any(at, &["this", "the", "in the", "during the", "at the", "at", "early in the", "сегодня"])
            .filter(|_| !self.is(at, &["сегодня"]))
            .unwrap_or(at);
        let is_opened = this > at
            || matches!(
                self.word_before(at),
                "the" | "this" | "in" | "до" | "к" | "с" | "after" | "before" | "by" | "после"
            );
        let tail = |next: usize| next + usize::from(self.is(next, &["ish"]));
        if let Some(next) = self.any(
            at,
            &[
                "early in the morning",
                "early morning",
                "early hours of the morning",
                "in the early hours of the morning",
                "рано утром",
                "ранним утром",
            ],
        ) {
            let from = if self.is(at, &["рано", "ранним"]) { 4 } else { 0 };
            return Some((Part::Hours(from, 9), next));
        }
        if let Some(next) = self.any(at, &["late tonight", "late night", "late at night"]) {
            return (has_day || self.is(next - 1, &["tonight"])).then_some((Part::Hours(21, 24), next));
        }
        if let Some(next) = self.any(at, &["after lunch", "после обеда", "после ланча"]) {
            return Some((Part::Hours(13, 17), next));
        }
        if let Some(next) = self.any(at, &["в первой половине дня", "до обеда", "в первую половину дня"])
        {
            return Some((Part::Hours(4, 12), next));
        }
        if let Some(next) = self.any(at, &["во второй половине дня", "вторая половина дня", "во вторую половину дня"])
        {
            return Some((Part::Hours(12, 19), next));
        }
        if let Some(next) = self.any(at, &["поздно вечером", "поздним вечером"]) {
            return Some((Part::Hours(21, 24), next));
        }
        if let Some(next) = self.any(at, &["after work", "после работы"]) {
            return Some((Part::Hours(17, 21), next));
        }
        if let Some(next) = self.any(at, &["after school", "после школы"]) {
            return Some((Part::Hours(15, 21), next));
        }
        let alone = self.is_alone(at, this + 1);
        let (from, to, needs) = match self.word(this) {
            "morning" | "mornings" => (0, 12, true),
            "afternoon" | "afternoonish" => (12, 19, true),
            "evening" => (18, 24, true),
            "night" => (18, 24, true),
            "lunch" | "lunchtime" => (12, 14, true),
            "утром" | "утро" | "утра" | "утру" => (4, 12, self.is(this, &["утро", "утра"])),
            "днем" => (12, 19, false),
            "вечером" | "вечер" | "вечера" | "вечеру" | "вечерком" => {
                (18, 24, !self.is(this, &["вечером", "вечерком", "вечеру"]))
            }
            "ночью" => (0, 4, false),
            "обед" | "обеда" | "обеду" if matches!(self.word_before(at), "в" | "до" | "к" | "после") => {
                (12, 14, false)
            }
            _ => return None,
        };
        let is_english_alone =
            alone && !self.is(this, &["night", "утра", "lunch"]) && (this > at || self.is(this, &["afternoon"]));
        let is_this = this > at && (self.is(this - 1, &["this"]) || self.is(at, &["in"]));
        let is_after_day = has_day || said.clock.is_some();
        let is_of = self.is(this + 1, &["of"]) && !self.is(this, &["night", "lunch"]);
        let is_told = is_of
            || !needs
            || is_after_day
            || is_this
            || is_english_alone && !is_opened
            || is_opened && (alone || self.is_end(this + 1));
        // "доброе утро", "good evening" greet.
        let is_greeting = matches!(self.word_before(at), "good" | "доброе" | "добрый" | "доброго" | "с" | "спокойной");
        (is_told && !is_greeting).then_some((Part::Hours(from, to), tail(this + 1)))
    }

    pub(super) fn zone(&self, at: usize) -> Option<(Part, usize)> {
        let open = usize::from(self.is_sign(at, "("));
        let place = self.any(at, &["по", "время"]).unwrap_or(at + open);
        let hours = |hours: i32| Some(hours * 60);
        let minutes = match self.word(place) {
            "gmt" | "utc" | "z" | "гринвичу" => hours(0),
            "est" => hours(-5),
            "edt" => hours(-4),
            "cst" => hours(-6),
            "cdt" => hours(-5),
            "mst" => hours(-7),
            "mdt" => hours(-6),
            "pst" => hours(-8),
            "pdt" => hours(-7),
            "bst" | "cet" | "wat" => hours(1),
            "cest" | "eet" | "cat" => hours(2),
            "msk" | "мск" | "москве" | "московскому" | "eest" => hours(3),
            "ist" => Some(330),
            "jst" => hours(9),
            "aest" => hours(10),
            "екб" | "екатеринбургу" => hours(5),
            _ => None,
        }?;
        let next = place + 1 + usize::from(self.is(place + 1, &["времени", "time"]));
        Some((Part::Zone(minutes), next + usize::from(open > 0 && self.is_sign(next, ")"))))
    }
}
