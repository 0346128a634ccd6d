//! Percentages: "10%", "12,5 процента", "ten percent".

use super::{amount::amount_at, pieces::Piece};
use crate::hearing::heard::{FoundValue, Value};

/// All percentages in a text.
pub(super) fn find(pieces: &[Piece]) -> Vec<FoundValue> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let read = amount_at(pieces, at).filter(|amount| pieces.get(amount.next).is_some_and(is_percent));
        if let (Some(amount), Some(first)) = (read, pieces.get(at)) {
            let end = pieces.get(amount.next).map_or(first.end, |last| last.end);
            found.push(FoundValue {
                value: Value::Percent { hundredths: amount.thousandths / 10 },
                start: first.start,
                end,
            });
            at = amount.next + 1;
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a piece is the sign or the word.
pub(super) fn is_percent(piece: &Piece) -> bool {
    piece.is_sign('%')
        || piece.is_word(&[
            "процент",
            "процента",
            "процентов",
            "проц",
            "percent",
            "pct",
            "percents",
            "процентами",
            "процентах",
        ])
}
