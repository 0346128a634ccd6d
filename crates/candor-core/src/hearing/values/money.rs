//! Amounts of money. A number is money only if a currency, a multiplier ("20к") or a word such as "бюджет" says so.

use super::{
    amount::{Amount, amount_at},
    currency::{currency_of, is_cents},
    pieces::{Kind, Piece, cut},
};
use crate::hearing::heard::{FoundValue, Value};

const BUDGET: [&str; 12] =
    ["бюджет", "бюджета", "бюджетом", "бюджете", "сумма", "сумму", "сумме", "budget", "spend", "цена", "ценой", "pay"];

/// All amounts of money in a text.
pub(super) fn find(text: &str) -> Vec<FoundValue> {
    let pieces = cut(text, true);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match range_at(&pieces, at).or_else(|| single_at(&pieces, at)) {
            Some((value, next)) => {
                let (Some(first), Some(last)) = (pieces.get(at), pieces.get(next - 1)) else { break };
                found.push(FoundValue { value, start: first.start, end: last.end });
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// One amount with its currency, and where it ends.
#[derive(Clone, Copy)]
struct Sum {
    cents: i64,
    currency: Option<&'static str>,
    next: usize,
    has_multiplier: bool,
    is_words: bool,
}

fn sum_at(pieces: &[Piece], at: usize) -> Option<Sum> {
    let (before, from) = match pieces.get(at).and_then(currency_of) {
        Some(code) if pieces.get(at).is_some_and(|piece| piece.text != "р" && piece.text != "тр") => {
            (Some(code), at + 1)
        }
        _ => (None, at),
    };
    // "US$ 3"
    let (before, from) = match pieces.get(at) {
        Some(us) if us.is_word(&["us"]) && pieces.get(at + 1).is_some_and(|sign| sign.is_sign('$')) => {
            (Some("USD"), at + 2)
        }
        _ => (before, from),
    };
    let Amount { thousandths, mut next, is_words, has_multiplier } = amount_at(pieces, from)?;
    let mut currency = before;
    if currency.is_none() {
        let is_us = pieces.get(next).is_some_and(|us| us.is_word(&["us"]))
            && pieces.get(next + 1).is_some_and(|sign| sign.is_sign('$'));
        let skip = usize::from(is_us);
        if let Some(code) = pieces.get(next + skip).and_then(currency_of) {
            currency = Some(code);
            next += 1 + skip;
        } else if let Some(code) = thousand_roubles(pieces, from, next) {
            currency = Some(code);
            next += 2;
        }
    }
    let mut cents = thousandths.checked_add(5)? / 10;
    if currency.is_some()
        && let Some((more, after)) = cents_at(pieces, next)
    {
        cents = cents.checked_add(more)?;
        next = after;
    }
    Some(Sum { cents, currency, next, has_multiplier, is_words })
}

/// "5 т.р.": the multiplier is read already, ". р" is left.
fn thousand_roubles(pieces: &[Piece], from: usize, next: usize) -> Option<&'static str> {
    let is_thousand = pieces.get(next.checked_sub(1)?).is_some_and(|piece| piece.is_word(&["т"])) && next > from + 1;
    let is_dotted = pieces.get(next).is_some_and(|piece| piece.is_sign('.'));
    (is_thousand && is_dotted && pieces.get(next + 1).is_some_and(|piece| piece.is_word(&["р"]))).then_some("RUB")
}

/// "and 43c", "50 копеек" after a sum.
fn cents_at(pieces: &[Piece], at: usize) -> Option<(i64, usize)> {
    let at = at + usize::from(pieces.get(at).is_some_and(|piece| piece.is_word(&["and", "и"])));
    let amount = amount_at(pieces, at).filter(|amount| amount.thousandths < 100_000 && !amount.has_multiplier)?;
    pieces.get(amount.next).filter(|piece| is_cents(piece)).map(|_| (amount.thousandths / 1000, amount.next + 1))
}

fn single_at(pieces: &[Piece], at: usize) -> Option<(Value, usize)> {
    let up_to = pieces.get(at).is_some_and(|piece| piece.is_word(&["до", "under", "max", "максимум"]))
        || (pieces.get(at).is_some_and(|piece| piece.is_word(&["up"]))
            && pieces.get(at + 1).is_some_and(|piece| piece.is_word(&["to"])));
    let skip = match pieces.get(at) {
        Some(piece) if up_to && piece.is_word(&["up"]) => 2,
        _ => usize::from(up_to),
    };
    let sum = sum_at(pieces, at + skip)?;
    is_money(pieces, at, &sum).then(|| {
        let cents = if up_to { 0 } else { sum.cents };
        (Value::Money { cents, up_to_cents: sum.cents, currency: sum.currency.map(str::to_owned) }, sum.next)
    })
}

/// "от 20 до 30 тысяч", "20-30k", "between 10 and 20 dollars", "$10-$20".
fn range_at(pieces: &[Piece], at: usize) -> Option<(Value, usize)> {
    let has_opening = pieces.get(at).is_some_and(|piece| piece.is_word(&["от", "from", "between", "между", "с"]));
    let low = sum_at(pieces, at + usize::from(has_opening))?;
    let joint = pieces.get(low.next)?;
    let is_joined = joint.is_sign('-')
        || joint.is_word(&["до", "to"])
        || (has_opening && joint.is_word(&["and", "и"]))
        || (joint.is_sign('.') && pieces.get(low.next + 1).is_some_and(|next| next.is_sign('.')));
    if !is_joined {
        return None;
    }
    let skip = if joint.is_sign('.') { 2 } else { 1 };
    let high = sum_at(pieces, low.next + skip)?;
    if !is_money(pieces, at, &high) && !is_money(pieces, at, &low) {
        return None;
    }
    // "20-30k" means twenty thousand; "900-1k" means nine hundred.
    let factor = if high.has_multiplier && !low.has_multiplier { multiplier_of(&high) } else { 1 };
    let scaled = low.cents.checked_mul(factor).filter(|cents| *cents <= high.cents).unwrap_or(low.cents);
    let currency = high.currency.or(low.currency).map(str::to_owned);
    (scaled <= high.cents).then_some((Value::Money { cents: scaled, up_to_cents: high.cents, currency }, high.next))
}

fn multiplier_of(sum: &Sum) -> i64 {
    match sum.cents {
        cents if cents >= 100_000_000 && cents % 10_000_000 == 0 => 1_000_000,
        _ => 1_000,
    }
}

fn is_money(pieces: &[Piece], at: usize, sum: &Sum) -> bool {
    if sum.currency.is_some() {
        return true;
    }
    let ends_there = pieces.get(sum.next).is_none_or(|next| {
        !matches!(next.kind, Kind::Word)
            || next.is_word(&[
                "за",
                "на",
                "максимум",
                "примерно",
                "max",
                "в",
                "хватит",
                "не",
                "и",
                "но",
                "or",
                "for",
                "per",
                "budget",
            ])
    }) && !pieces.get(sum.next).is_some_and(|next| next.is_sign('%'));
    if sum.has_multiplier && ends_there && !(sum.is_words && sum.cents == 100_000) {
        return true;
    }
    let names_budget = |piece: &Piece| piece.kind == Kind::Word && BUDGET.contains(&piece.text.as_str());
    let is_named = pieces.iter().take(at).rev().take(3).any(names_budget);
    is_named && ends_there && sum.cents >= 1000
}
