//! Lengths of time left in a text when the moments are read: "на 3 дня", "около часа", "1 hour and 30 minutes".

use super::{
    pieces::Piece,
    reader::{Now, Reader, every},
};
use crate::hearing::heard::{FoundValue, Grain, Value};

/// All lengths of time in a text.
pub(super) fn find(pieces: &[Piece], now: &Now) -> Vec<FoundValue> {
    every(pieces, now, |reader, at| reader.length_value(at))
}

impl Reader<'_> {
    fn length_value(&self, at: usize) -> Option<(Value, usize)> {
        let before = self.word_before(at);
        // 2', 1"
        if let Some(count) = self.number(at)
            && self.is_sign(at + 1, "'\"")
            && self.is_glued(at + 1)
            && self.is_alone(at, at + 2)
        {
            let grain = if self.is_sign(at + 1, "'") { Grain::Minute } else { Grain::Second };
            return Some((Value::Duration { count, grain }, at + 2));
        }
        let length = self.length(at)?;
        // "3-4 дня" is no length yet: which of the two?
        if at > 1 && self.is_sign(at - 1, "-") && self.is_number(at - 2) {
            return None;
        }
        if self.is(at, &["a"]) && length.grain == Grain::Quarter {
            return None;
        }
        let is_every = matches!(
            before,
            "каждый"
                | "каждую"
                | "каждые"
                | "every"
                | "per"
                | "в"
                | "за"
                | "each"
                | "this"
                | "этот"
                | "эту"
                | "last"
                | "next"
        );
        let is_age = self.is(length.next, &["old", "ago", "назад"]);
        let is_told = if length.is_counted {
            !(is_age || self.is(at, &["a", "an"]) && is_rate(before, self, at))
        } else {
            let ends = self.is_end(length.next)
                || self.is(at, &["ровно", "целый", "целую"])
                || matches!(before, "на" | "около" | "примерно" | "for" | "about");
            ends && !is_every
                && (self.is_alone(at, length.next)
                    || matches!(before, "на" | "около" | "примерно" | "ровно" | "целый" | "for" | "about"))
        };
        is_told.then_some((Value::Duration { count: length.count, grain: length.grain }, length.next))
    }
}

/// "$20 a month", "twice a week": how often, not how long.
fn is_rate(before: &str, reader: &Reader<'_>, at: usize) -> bool {
    let is_number = at.checked_sub(1).is_some_and(|before| reader.is_number(before) || reader.is_sign(before, "$€£₽"));
    is_number
        || matches!(
            before,
            "once"
                | "twice"
                | "times"
                | "dollars"
                | "bucks"
                | "euros"
                | "pounds"
                | "hours"
                | "days"
                | "minutes"
                | "such"
                | "quite"
        )
}
