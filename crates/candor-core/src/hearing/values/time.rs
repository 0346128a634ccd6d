//! Times of day: "18:30", "в 10.30", "в 6 вечера", "at 6 pm", "в 18", "в полдень".

use super::pieces::{Kind, Piece};

/// The time that begins at `at`: minutes after midnight, and the place after it.
pub(super) fn time_at(pieces: &[Piece], at: usize) -> Option<(i32, usize)> {
    let has_opening = pieces.get(at).is_some_and(|piece| {
        piece.is_word(&["в", "к", "at", "by", "after", "after", "после", "с", "до", "from", "around"])
    });
    let from = at + usize::from(has_opening);
    let piece = pieces.get(from)?;
    if piece.is_word(&["полдень", "noon", "midday"]) {
        return Some((12 * 60, from + 1));
    }
    let hours = i32::try_from(piece.small_number()?).ok().filter(|hours| *hours <= 24)?;
    let joint = pieces.get(from + 1);
    let is_colon = joint.is_some_and(|joint| joint.is_sign(':') && joint.is_glued);
    let is_dot = has_opening && joint.is_some_and(|joint| (joint.is_sign('.') || joint.is_sign('-')) && joint.is_glued);
    if is_colon || is_dot {
        let minutes = pieces.get(from + 2).filter(|piece| piece.is_glued && piece.text.len() == 2)?;
        let minutes = i32::try_from(minutes.small_number()?).ok().filter(|minutes| *minutes < 60)?;
        let (hours, next) = part_of_day(pieces, from + 3, hours);
        return (hours < 24).then_some((hours * 60 + minutes, next));
    }
    let (turned, next) = part_of_day(pieces, from + 1, hours);
    if next > from + 1 {
        return (turned < 24).then_some((turned * 60, next));
    }
    // "в 18" is a time, "в 6" might be morning or evening: only the former is read.
    let is_hour = joint.is_some_and(|joint| joint.is_word(&["ч", "час", "часов", "часа", "h"]));
    let is_plain = has_opening
        && hours >= 10
        && !joint.is_some_and(|joint| joint.kind == Kind::Word && !is_hour || joint.is_sign('%'));
    let is_clock = is_plain || (is_hour && hours >= 10);
    (is_clock && hours < 24).then_some((hours * 60, from + 1 + usize::from(is_hour)))
}

/// The hour turned by "pm", "вечера" and the like, and the place after them.
fn part_of_day(pieces: &[Piece], at: usize, hours: i32) -> (i32, usize) {
    let hour_word = usize::from(
        pieces.get(at).is_some_and(|piece| piece.is_word(&["часов", "часа", "час", "ч", "o'clock", "oclock"])),
    );
    let Some(piece) = pieces.get(at + hour_word) else { return (hours, at) };
    let evening = |hours: i32| if hours < 12 { hours + 12 } else { hours };
    if piece.is_word(&["pm", "вечера", "дня"]) {
        return (evening(hours), at + hour_word + 1);
    }
    if piece.is_word(&["am", "утра", "ночи"]) {
        return (if hours == 12 { 0 } else { hours }, at + hour_word + 1);
    }
    // "p.m.", "a m"
    let is_half = piece.is_word(&["p", "a"])
        && pieces.get(at + hour_word + 1).is_some_and(|next| next.is_sign('.') || next.is_word(&["m"]));
    if is_half {
        let tail = pieces
            .iter()
            .skip(at + hour_word + 1)
            .take(3)
            .take_while(|next| next.is_sign('.') || next.is_word(&["m"]))
            .count();
        let turned = if piece.is_word(&["p"]) { evening(hours) } else { hours % 12 };
        return (turned, at + hour_word + 1 + tail);
    }
    (hours, at)
}
