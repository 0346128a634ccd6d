//! Amounts in digits and words: "2 900", "20k", "полторы тысячи", "twenty-five". No unit belongs to it here.

use std::sync::LazyLock;

use super::{
    lexicon::{Lexicon, lexicon},
    pieces::{Kind, Piece},
};

/// An amount and the pieces it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// Thousandths.
    pub(super) thousandths: i64,
    /// The place after its last piece.
    pub(super) next: usize,
    /// Whether it is written in words alone.
    pub(super) is_words: bool,
    /// Whether a multiplier belongs to it ("20k", "20 тысяч").
    pub(super) has_multiplier: bool,
}

/// The amount that begins at `at`.
pub(super) fn amount_at(pieces: &[Piece], at: usize) -> Option<Amount> {
    let first = pieces.get(at)?;
    let mut amount = match first.kind {
        Kind::Number(thousandths) => Amount { thousandths, next: at + 1, is_words: false, has_multiplier: false },
        Kind::Word => words_at(pieces, at)?,
        Kind::Sign(_) | Kind::Break => return None,
    };
    if let Some((fraction, next)) = point_at(pieces, amount.next).filter(|_| amount.thousandths % 1000 == 0) {
        amount.thousandths = amount.thousandths.checked_add(fraction)?;
        amount.next = next;
    }
    while let Some(factor) = pieces.get(amount.next).and_then(|piece| multiplier(piece, pieces.get(amount.next + 1))) {
        amount.thousandths = amount.thousandths.checked_mul(factor)?;
        amount.next += 1;
        amount.has_multiplier = true;
        // "тыс." and "млн." keep their full stop.
        if pieces.get(amount.next).is_some_and(|dot| dot.is_sign('.') && dot.is_glued)
            && pieces.get(amount.next + 1).is_some_and(|next| next.kind == Kind::Word)
        {
            amount.next += 1;
        }
    }
    Some(amount)
}

/// "point five", in thousandths.
fn point_at(pieces: &[Piece], at: usize) -> Option<(i64, usize)> {
    pieces.get(at).filter(|piece| piece.is_word(&["point"]))?;
    let after = pieces.get(at + 1)?;
    if after.number().is_some() {
        let is_plain = after.text.len() <= 3 && after.text.bytes().all(|byte| byte.is_ascii_digit());
        return is_plain.then(|| format!("{:0<3}", after.text).parse().ok())?.map(|fraction| (fraction, at + 2));
    }
    let (digits, next) = small_words(pieces, at + 1)?;
    Some((if digits < 10 { digits * 100 } else { digits * 10 }, next))
}

/// What a piece multiplies a number before it by.
fn multiplier(piece: &Piece, next: Option<&Piece>) -> Option<i64> {
    if piece.kind != Kind::Word {
        return None;
    }
    match piece.text.as_str() {
        "к" | "k" if piece.is_glued || next.is_none_or(|next| next.kind != Kind::Word) => Some(1_000),
        "тыс" | "тысяч" | "тысяча" | "тысячи" | "тысячу" | "тысячам" | "тысячами" | "тыщ" | "тыщи" | "тыщу"
        | "косарей" | "косаря" | "косарь" | "косов" | "thousand" | "thousands" | "тр" | "кк"
            if piece.text != "кк" =>
        {
            Some(1_000)
        }
        // "5 т.р."
        "т" if next.is_some_and(|next| next.is_sign('.') || next.is_word(&["р", "руб", "рублей"])) => {
            Some(1_000)
        }
        "млн" | "миллион" | "миллиона" | "миллионов" | "лям" | "ляма" | "лямов" | "лимон" | "лимона" | "лимонов"
        | "million" | "millions" | "mln" | "кк" => Some(1_000_000),
        "m" if piece.is_glued => Some(1_000_000),
        "dozen" | "dozens" => Some(12),
        "lakh" | "lakhs" | "lkh" | "lkhs" | "lac" | "lacs" => Some(100_000),
        "crore" | "crores" | "cr" | "koti" | "krore" | "krores" | "kr" => Some(10_000_000),
        "млрд" | "миллиард" | "миллиарда" | "миллиардов" | "billion" | "billions" | "bn" => {
            Some(1_000_000_000)
        }
        _ => None,
    }
}

fn words_at(pieces: &[Piece], at: usize) -> Option<Amount> {
    let mut total = 0_i64;
    let mut group = 0_i64;
    let mut smallest = i64::MAX;
    let mut next = at;
    let mut has_multiplier = false;
    while let Some(piece) = pieces.get(next) {
        // "twenty-five"
        let is_hyphen = piece.is_sign('-') && piece.is_glued && next > at;
        let word = if is_hyphen { pieces.get(next + 1) } else { Some(piece) };
        let Some(word) = word.filter(|word| word.kind == Kind::Word && (!is_hyphen || word.is_glued)) else { break };
        let place = next + usize::from(is_hyphen);
        if word.text == "hundred" && (1..100).contains(&group) {
            group *= 100;
            smallest = 100;
        } else if let Some(factor) = (group > 0).then(|| multiplier(word, pieces.get(place + 1))).flatten() {
            total = total.checked_add(group.checked_mul(factor)?)?;
            group = 0;
            smallest = i64::MAX;
            has_multiplier = true;
        } else if word.text == "and"
            && (smallest == 100 || has_multiplier && group == 0)
            && pieces.get(place + 1).is_some_and(|after| number_word(&after.text).is_some())
        {
        } else if let Some(value) = number_word(&word.text) {
            // "двадцать пять" adds up, "пять двадцать" are two numbers.
            if value >= smallest || (smallest < 100 && smallest % 10 != 0) {
                break;
            }
            group = group.checked_add(value)?;
            smallest = if value == 0 { 1 } else { value };
        } else {
            break;
        }
        next = place + 1;
    }
    if next == at {
        return fraction_words(pieces, at);
    }
    // "три с половиной"
    let tail: Vec<&str> = pieces.iter().skip(next).take(2).map(|piece| piece.text.as_str()).collect();
    let half = if tail == ["с", "половиной"] { 500 } else { 0 };
    let next = if half > 0 { next + 2 } else { next };
    Some(Amount {
        thousandths: total.checked_add(group)?.checked_mul(1000)?.checked_add(half)?,
        next,
        is_words: true,
        has_multiplier,
    })
}

/// A whole number below a hundred in words: "пять", "forty-two", "oh five".
pub(super) fn small_words(pieces: &[Piece], at: usize) -> Option<(i64, usize)> {
    let word = |at: usize| pieces.get(at).filter(|piece| piece.kind == Kind::Word).map(|piece| piece.text.as_str());
    let first = number_word(word(at)?).filter(|value| *value < 100)?;
    let hyphen = usize::from(pieces.get(at + 1).is_some_and(|piece| piece.is_sign('-') && piece.is_glued));
    let ones = word(at + 1 + hyphen).and_then(number_word).filter(|ones| (1..10).contains(ones));
    match ones.filter(|_| first >= 20 && first % 10 == 0) {
        Some(ones) => Some((first + ones, at + 2 + hyphen)),
        None => Some((first, at + 1)),
    }
}

/// "полторы", "тысяча", "a dozen", "пара".
fn fraction_words(pieces: &[Piece], at: usize) -> Option<Amount> {
    let word = pieces.get(at)?;
    let thousandths = match word.text.as_str() {
        "полтора" | "полторы" | "полутора" => 1_500,
        "single" if pieces.len() == 1 => 1_000,
        "полтысячи" => 500_000,
        "полмиллиона" => 500_000_000,
        "тысяча" | "тысячу" => 1_000_000,
        "миллион" => 1_000_000_000,
        "сотня" | "сотню" => 100_000,
        "десяток" => 10_000,
        "дюжина" | "дюжину" | "dozen" => 12_000,
        "косарь" => 1_000_000,
        "лям" => 1_000_000_000,
        "пара" | "пару" => 2_000,
        _ => return None,
    };
    let has_multiplier = matches!(word.text.as_str(), "тысяча" | "тысячу" | "миллион" | "полтысячи" | "полмиллиона");
    Some(Amount { thousandths, next: at + 1, is_words: true, has_multiplier })
}

fn number_word(word: &str) -> Option<i64> {
    NUMBERS.get(word).copied()
}

static NUMBERS: Lexicon = LazyLock::new(|| lexicon(NUMBER_WORDS));

const NUMBER_WORDS: &str = "0:ноль|zero 1:один|одна|одно|одного|одной|одну|one 2:два|две|двух|двое|двум|двоих|two 3:три|трех|трое|троих|three 4:четыре|четырех|четверо|four \
    5:пять|пяти|пятеро|five 6:шесть|шести|six 7:семь|семи|seven 8:восемь|восьми|eight 9:девять|девяти|nine 10:десять|десяти|ten 11:одиннадцать|одиннадцати|eleven \
    12:двенадцать|двенадцати|twelve 13:тринадцать|тринадцати|thirteen 14:четырнадцать|четырнадцати|fourteen 15:пятнадцать|пятнадцати|fifteen \
    16:шестнадцать|шестнадцати|sixteen 17:семнадцать|семнадцати|seventeen 18:восемнадцать|восемнадцати|eighteen 19:девятнадцать|девятнадцати|nineteen \
    20:двадцать|двадцати|двадцатью|twenty 30:тридцать|тридцати|thirty 40:сорок|сорока|forty|fourty 50:пятьдесят|пятидесяти|fifty 60:шестьдесят|шестидесяти|sixty \
    70:семьдесят|семидесяти|seventy 80:восемьдесят|восьмидесяти|eighty 90:девяносто|девяноста|ninety 100:сто|ста|hundred 200:двести|двухсот 300:триста|трехсот \
    400:четыреста|четырехсот 500:пятьсот|пятисот 600:шестьсот|шестисот 700:семьсот|семисот 800:восемьсот|восьмисот 900:девятьсот|девятисот";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::pieces::cut, *};

    proptest! {
        #[test]
        fn no_row_of_number_words_is_too_long_to_be_read(
            words in proptest::collection::vec(prop::sample::select(vec![
                "one", "nineteen", "ninety", "hundred", "thousand", "million", "billion", "crore", "and", "девятьсот", "сто", "тысяч",
                "миллиард", "пять", "с", "половиной", "point", "5",
            ]), 1..60)
        ) {
            let pieces = cut(&words.join(" "), true);
            for at in 0..pieces.len() {
                if let Some(amount) = amount_at(&pieces, at) {
                    prop_assert!(amount.next > at && amount.next <= pieces.len() && amount.thousandths >= 0);
                }
            }
        }
    }

    #[test]
    fn a_hundred_hundreds_are_no_number() {
        let many = format!("one{}", " hundred".repeat(40));
        assert_eq!(amount_at(&cut(&many, true), 0).map(|amount| amount.thousandths), Some(100_000));
        assert_eq!(read("nineteen hundred"), Some(1_900_000));
    }

    fn read(text: &str) -> Option<i64> {
        let pieces = cut(text, true);
        amount_at(&pieces, 0).filter(|amount| amount.next == pieces.len()).map(|amount| amount.thousandths)
    }

    #[test]
    fn amounts_are_read_in_digits_and_words() {
        for (text, thousandths) in [
            ("20k", 20_000_000),
            ("20 тыс", 20_000_000),
            ("2,5 млн", 2_500_000_000),
            ("полторы тысячи", 1_500_000),
            ("двадцать пять", 25_000),
            ("twenty-five", 25_000),
            ("two hundred thousand", 200_000_000),
            ("сто двадцать три тысячи четыреста пять", 123_405_000),
            ("три с половиной", 3_500),
            ("one hundred and five", 105_000),
            ("пятьсот шестьдесят пять", 565_000),
            ("5к", 5_000_000),
            ("тысяча", 1_000_000),
            ("1200k", 1_200_000_000),
            ("пять тысяч", 5_000_000),
            ("seven hundred twenty-one thousand twelve", 721_012_000),
        ] {
            assert_eq!(read(text), Some(thousandths), "{text}");
        }
        assert_eq!(read("роза"), None);
        assert_eq!(read("пять двадцать"), None);
    }
}
