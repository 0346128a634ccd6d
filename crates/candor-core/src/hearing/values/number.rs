//! Numbers of nothing in particular: what is left when every other reader had its turn.

use super::{
    amount::amount_at,
    pieces::{Kind, Piece},
    quantity::is_name_before,
};
use crate::hearing::heard::{FoundValue, Value};

/// All numbers in a text; a small one in words only where it stands by itself ("один из", "one of" count nothing).
pub(super) fn find(pieces: &[Piece]) -> Vec<FoundValue> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some((thousandths, next, is_words)) = number_at(pieces, at) else {
            at += 1;
            continue;
        };
        let is_alone = at == 0 && pieces.get(next).is_none();
        let is_named = at.checked_sub(1).and_then(|before| pieces.get(before)).is_some_and(|before| {
            matches!(before.kind, Kind::Word) && pieces.get(at).is_some_and(|piece| piece.is_glued)
                || is_name_before(pieces, at)
        }) || pieces.get(next).is_some_and(|dash| dash.is_sign('-') && dash.is_glued)
            && pieces.get(next + 1).is_some_and(|ending| ending.kind == Kind::Word && ending.is_glued)
            || at.checked_sub(1).and_then(|before| pieces.get(before)).is_some_and(|sign| sign.is_sign('#'))
            || pieces.get(next).is_some_and(|after| after.kind == Kind::Word && after.is_glued);
        let is_small = is_words && thousandths.abs() < 11_000;
        if (is_alone || !is_small)
            && !is_named
            && let (Some(first), Some(last)) = (pieces.get(at), pieces.get(next - 1))
        {
            found.push(FoundValue { value: Value::Number { thousandths }, start: first.start, end: last.end });
        }
        at = next;
    }
    found
}

fn number_at(pieces: &[Piece], at: usize) -> Option<(i64, usize, bool)> {
    let piece = pieces.get(at)?;
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let is_open =
        before.is_none_or(|before| matches!(before.kind, Kind::Break | Kind::Sign('(' | ',' | '=')) || !piece.is_glued);
    let is_minus = piece.is_word(&["minus", "negative", "минус"])
        || piece.is_sign('-') && is_open && pieces.get(at + 1).is_some_and(|next| next.is_glued);
    if is_minus {
        let amount = amount_at(pieces, at + 1)?;
        return Some((-amount.thousandths, amount.next, false));
    }
    // ".77", "point 77"
    let is_point = piece.is_sign('.') && is_open && pieces.get(at + 1).is_some_and(|next| next.is_glued)
        || piece.is_word(&["point"]);
    if is_point {
        let digits = pieces.get(at + 1).filter(|next| {
            next.number().is_some() && next.text.len() <= 3 && next.text.bytes().all(|byte| byte.is_ascii_digit())
        })?;
        let thousandths: i64 = format!("{:0<3}", digits.text).parse().ok()?;
        return Some((thousandths, at + 2, false));
    }
    let skip = usize::from(piece.is_word(&["a"]));
    let mut amount = amount_at(pieces, at + skip).filter(|_| {
        skip == 0
            || pieces.get(at + 1).is_some_and(|next| {
                next.is_word(&["dozen", "hundred", "thousand", "million", "billion", "couple", "pair"])
            })
    })?;
    let is_written = amount.is_words && !amount.has_multiplier;
    if pieces.get(amount.next).is_some_and(|of| of.is_word(&["of"]))
        && pieces.get(amount.next - 1).is_some_and(|word| word.is_word(&["dozen", "dozens", "couple", "pair"]))
    {
        amount.next += 1;
    }
    Some((amount.thousandths, amount.next, is_written))
}
