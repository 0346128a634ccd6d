//! Amounts of money. A number is money only if a currency, a multiplier ("20к") or a word such as "бюджет" says so.

use super::{
    amount::{Amount, amount_at, small_words},
    currency::{currency_at, is_cents},
    pieces::{Kind, Piece, longest},
};
use crate::hearing::heard::{Ends, FoundValue, Value};

const BUDGET: [&str; 16] = [
    "бюджет",
    "бюджета",
    "бюджетом",
    "бюджете",
    "бюджету",
    "сумма",
    "сумму",
    "сумме",
    "суммой",
    "budget",
    "spend",
    "цена",
    "ценой",
    "цене",
    "стоимость",
    "стоимостью",
];

/// Amounts whose currency is told.
pub(super) fn find_sure(pieces: &[Piece]) -> Vec<FoundValue> {
    find_where(pieces, true)
}

/// All amounts of money in a text.
pub(super) fn find(pieces: &[Piece]) -> Vec<FoundValue> {
    find_where(pieces, false)
}

fn find_where(pieces: &[Piece], needs_currency: bool) -> Vec<FoundValue> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match range_at(pieces, at, needs_currency).or_else(|| single_at(pieces, at, needs_currency)) {
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
    let is_word = |place: usize, words: &[&str]| pieces.get(place).is_some_and(|piece| piece.is_word(words));
    let opens = |place: usize| {
        currency_at(pieces, place).filter(|_| {
            !is_word(place, &["р", "тр", "т", "rm"])
                || is_word(place, &["rm"]) && pieces.get(place + 1).is_some_and(|next| next.number().is_some())
        })
    };
    let (before, from) = opens(at).map_or((None, at), |(code, next)| (Some(code), next));
    // "a dollar"
    let one = is_word(from, &["a", "an"]) && before.is_none() && currency_at(pieces, from + 1).is_some();
    let Amount { thousandths, mut next, is_words, has_multiplier } = if one {
        Amount { thousandths: 1000, next: from + 1, is_words: true, has_multiplier: false }
    } else {
        amount_at(pieces, from)?
    };
    let mut currency = before;
    if currency.is_none() {
        if let Some((code, after)) = currency_at(pieces, next) {
            currency = Some(code);
            next = after;
            // "руб." keeps its full stop out, "т.р." does not.
        } else if let Some(code) = thousand_roubles(pieces, from, next) {
            currency = Some(code);
            next += 2;
        }
    }
    let mut cents = thousandths.checked_add(5)? / 10;
    if currency.is_some()
        && let Some((more, after)) =
            cents_at(pieces, next, before.is_some() || !is_word(next - 1, &["р", "руб"]), is_words)
        && cents % 100 == 0
    {
        cents = cents.checked_add(more)?;
        next = after;
    } else if currency.is_none()
        && pieces.get(next).is_some_and(is_cents)
        && !is_word(next, &["c", "ц"])
        && thousandths < 100_000
    {
        // "50 копеек"
        let code =
            if is_word(next, &["cents", "cent", "цент", "цента", "центов"]) { "USD" } else { "RUB" };
        let code = if is_word(next, &["sen", "sens", "kopiykas", "kopiyka", "kop"]) { "" } else { code };
        return Some(Sum { cents: thousandths / 1000, currency: Some(code), next: next + 1, has_multiplier, is_words });
    }
    Some(Sum { cents, currency, next, has_multiplier, is_words })
}

/// "5 т.р.": the multiplier is read already, ". р" is left.
fn thousand_roubles(pieces: &[Piece], from: usize, next: usize) -> Option<&'static str> {
    let is_thousand = pieces.get(next.checked_sub(1)?).is_some_and(|piece| piece.is_word(&["т"])) && next > from + 1;
    let is_dotted = pieces.get(next).is_some_and(|piece| piece.is_sign('.'));
    (is_thousand && is_dotted && pieces.get(next + 1).is_some_and(|piece| piece.is_word(&["р"]))).then_some("RUB")
}

/// "and 43c", "50 копеек" after a sum; "20 dollars 43" where nothing follows.
fn cents_at(pieces: &[Piece], at: usize, may_be_bare: bool, is_words: bool) -> Option<(i64, usize)> {
    let and = usize::from(pieces.get(at).is_some_and(|piece| piece.is_word(&["and", "и"])));
    let amount = amount_at(pieces, at + and)
        .filter(|amount| amount.thousandths < 100_000 && !amount.has_multiplier && amount.thousandths % 1000 == 0)?;
    if pieces.get(amount.next).is_some_and(is_cents) {
        return Some((amount.thousandths / 1000, amount.next + 1));
    }
    let ends = pieces
        .get(amount.next)
        .is_none_or(|piece| matches!(piece.kind, Kind::Break | Kind::Sign('.' | '!' | '?' | ',' | ';')));
    let is_two_digits = pieces
        .get(at + and)
        .is_some_and(|piece| piece.text.len() == 2 && piece.number().is_some() && amount.next == at + and + 1);
    let is_spoken = small_words(pieces, at + and).is_some_and(|(cents, next)| cents > 9 && next == amount.next)
        && (and > 0 || is_words);
    (may_be_bare && ends && (is_two_digits || is_spoken)).then_some((amount.thousandths / 1000, amount.next))
}

/// Words that open an end, longest first: the place after them and which end is told.
fn opening(pieces: &[Piece], at: usize) -> Option<(Ends, usize)> {
    if pieces.get(at).is_none_or(|piece| piece.kind != Kind::Word) {
        return None;
    }
    let first = |phrases: &[&str]| longest(pieces, at, phrases);
    let upper = first(&[
        "до",
        "не больше",
        "не больше чем",
        "не более",
        "не более чем",
        "менее",
        "менее чем",
        "меньше",
        "меньше чем",
        "ниже",
        "не дороже",
        "не выше",
        "дешевле",
        "в пределах",
        "максимум",
        "under",
        "up to",
        "less than",
        "lower than",
        "no more than",
        "not more than",
        "at most",
        "below",
        "max",
        "maximum",
        "a maximum of",
        "cheaper than",
        "within",
        "fewer than",
        "не превышает",
        "не свыше",
        "нижe",
    ]);
    let lower = first(&[
        "от",
        "не меньше",
        "не меньше чем",
        "не менее",
        "не менее чем",
        "более",
        "более чем",
        "больше",
        "больше чем",
        "выше",
        "выше чем",
        "свыше",
        "минимум",
        "как минимум",
        "не ниже",
        "дороже",
        "over",
        "above",
        "more than",
        "at least",
        "no less than",
        "not less than",
        "min",
        "minimum",
        "a minimum of",
        "starting at",
        "upwards of",
        "starting from",
        "from",
    ]);
    match (upper, lower) {
        (Some(upper), lower) if lower.is_none_or(|lower| upper >= lower) => Some((Ends::Upper, upper)),
        (_, Some(lower)) => Some((Ends::Lower, lower)),
        _ => None,
    }
}

fn single_at(pieces: &[Piece], at: usize, needs_currency: bool) -> Option<(Value, usize)> {
    let (ends, from) = opening(pieces, at).unwrap_or((Ends::Both, at));
    let sum = sum_at(pieces, from)?;
    if !is_money(pieces, at, &sum, needs_currency) {
        return None;
    }
    let cents = if ends == Ends::Upper { 0 } else { sum.cents };
    Some((money(cents, sum.cents, sum.currency, ends), sum.next))
}

fn money(cents: i64, up_to_cents: i64, currency: Option<&str>, ends: Ends) -> Value {
    let currency = currency.filter(|code| !code.is_empty()).map(str::to_owned);
    Value::Money { cents, up_to_cents, currency, ends }
}

/// "от 20 до 30 тысяч", "20-30k", "between 10 and 20 dollars", "$10-$20".
fn range_at(pieces: &[Piece], at: usize, needs_currency: bool) -> Option<(Value, usize)> {
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
    let is_priced = low.currency.is_some() && (has_opening || joint.is_sign('-'));
    if !is_money(pieces, at, &high, needs_currency) && !is_money(pieces, at, &low, needs_currency) && !is_priced {
        return None;
    }
    // "20-30k" means twenty thousand; "900-1k" means nine hundred.
    let factor = if high.has_multiplier && !low.has_multiplier { multiplier_of(&high) } else { 1 };
    let scaled = low.cents.checked_mul(factor).filter(|cents| *cents <= high.cents).unwrap_or(low.cents);
    let currency = high.currency.or(low.currency);
    (scaled <= high.cents).then(|| (money(scaled, high.cents, currency, Ends::Both), high.next))
}

fn multiplier_of(sum: &Sum) -> i64 {
    match sum.cents {
        cents if cents >= 100_000_000 && cents % 10_000_000 == 0 => 1_000_000,
        _ => 1_000,
    }
}

fn is_money(pieces: &[Piece], at: usize, sum: &Sum, needs_currency: bool) -> bool {
    if sum.currency.is_some() {
        return true;
    }
    // "401k" is a kind of pension.
    if needs_currency || sum.cents == 40_100_000 {
        return false;
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
                "это",
                "максимально",
                "с",
                "без",
                "дорого",
                "мне",
            ])
    }) && !pieces.get(sum.next).is_some_and(|next| next.is_sign('%'));
    let is_round = pieces.len() == sum.next
        && pieces.len() <= 2
        && !sum.is_words
        && pieces.last().is_some_and(|piece| piece.is_glued)
        || pieces.get(sum.next.saturating_sub(1)).is_some_and(|piece| piece.is_word(&["dozen", "dozens"]));
    // "Three million" counts anything; "20k" and "пять тысяч" by themselves are money.
    let counts_anything = pieces.get(sum.next.saturating_sub(1)).is_some_and(|piece| {
        piece.text.len() > 2 && piece.text.bytes().all(|byte| byte.is_ascii_alphabetic()) && !piece.is_word(&["mln"])
    }) && opening(pieces, at).is_none();
    if sum.has_multiplier && !counts_anything && ends_there && !(sum.is_words && sum.cents == 100_000) && !is_round {
        return true;
    }
    let names_budget = |piece: &Piece| piece.kind == Kind::Word && BUDGET.contains(&piece.text.as_str());
    let is_named = pieces.iter().take(at).rev().take(3).any(names_budget);
    is_named && ends_there && sum.cents >= 1000
}
