//! Counts of things: "15 роз", "three bouquets", "1.5 kg", "двадцать человек". The number must stand before the thing:
//! "iphone 15" and "дом 7" are names. Spans of time ("2 года назад") and places in a row are no counts.

use super::{
    amount::amount_at,
    calendar::ordinal,
    currency::currency_of,
    percent::is_percent,
    pieces::{Kind, Piece},
};
use crate::hearing::heard::{FoundValue, Value};

/// All counts in a text.
pub(super) fn find(text: &str, pieces: &[Piece]) -> Vec<FoundValue> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some(amount) = amount_at(pieces, at) else {
            at += 1;
            continue;
        };
        let unit = unit_at(pieces, amount.next);
        let is_counted = unit.is_some() && !is_name_before(pieces, at) && amount.thousandths > 0;
        if let (true, Some(first), Some((unit, next))) = (is_counted, pieces.get(at), unit) {
            let end = pieces.get(next - 1).map_or(first.end, |last| last.end);
            let unit = text.get(unit.start..unit.end).map(str::to_owned);
            found.push(FoundValue {
                value: Value::Quantity { thousandths: amount.thousandths, unit },
                start: first.start,
                end,
            });
            at = next;
        } else {
            at = amount.next;
        }
    }
    found
}

/// The thing counted, with one describing word before it at most, and the place after it.
fn unit_at(pieces: &[Piece], at: usize) -> Option<(&Piece, usize)> {
    let word = pieces.get(at)?;
    if word.kind != Kind::Word || NOT_COUNTED.split_whitespace().any(|known| known == word.text) {
        return None;
    }
    if currency_of(word).is_some() || is_percent(word) || ordinal(&word.text).is_some() {
        return None;
    }
    if (DESCRIBES.iter().any(|ending| word.text.ends_with(ending))
        || COLOURS.split_whitespace().any(|known| known == word.text))
        && let Some((thing, next)) =
            pieces.get(at + 1).filter(|next| next.kind == Kind::Word).and_then(|_| unit_at(pieces, at + 1))
    {
        return Some((thing, next));
    }
    Some((word, at + 1))
}

/// Whether the word before a number makes it a name: "дом 7".
pub(super) fn is_name_before(pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| pieces.get(before)) else { return false };
    match before.kind {
        Kind::Word => NAMES_BEFORE.split_whitespace().any(|known| known == before.text),
        Kind::Sign(sign) => {
            matches!(sign, '№' | '#' | ':' | '.' | '/')
                && pieces.get(at).is_some_and(|piece| piece.is_glued || sign == '№')
        }
        Kind::Number(_) | Kind::Break => false,
    }
}

/// Endings of Russian adjectives that stand between a number and the thing.
const DESCRIBES: [&str; 4] = ["ных", "ных", "ских", "вых"];
const COLOURS: &str = "красных белых розовых желтых больших маленьких свежих синих разных red white pink yellow big small large fresh blue long different more";

/// After a number these are no things.
const NOT_COUNTED: &str = "и или в во на по за с со к до от из у о а но что как это или не для при под над год года лет годов месяц месяца месяцев неделя недели недель неделю день дня дней час часа часов минут минуты минута минуту \
    секунд ч мин утра вечера ночи дня января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр июн июл авг сен окт ноя дек число числа класс класса этаж этажа раз раза \
    квартира дом подъезд назад тому же уже примерно около нормально хорошо пожалуйста спасибо хватит максимум минимум го е й я ого ую том раз \
    and or in on at to of for from the a an is are was it i you we they not but per by with year years month months week weeks day days hour hours minute minutes min mins sec second seconds am pm a.m \
    o'clock oclock st nd rd th january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ago times time % x please thanks ok max maximum minimum floor street avenue \
    thousand million hundred k к тыс тысяч млн т plus minus divided multiplied over has have had also more again now be through out off do did does will would can could may then when if so with without until till before after \
    плюс минус делить умножить разделить умножь раз было будет если то когда уже еще тоже только мне нам вам их его ее моих твоих наших ваших fm фм out hundredths утром вечером днем ночью one two three four five six seven eight nine ten twelve sided";

/// Before a number these make it a name.
const NAMES_BEFORE: &str = "дом д кв квартира офис корпус корп стр строение улица ул этаж подъезд номер вариант пункт шаг глава версия айфон размер стиральная линия школа класс \
    iphone samsung galaxy number no room flat apt suite step option version chapter size house building floor line windows page gate day";

#[cfg(test)]
mod tests {
    use super::{super::pieces::cut, *};

    fn counts(text: &str) -> Vec<(i64, String)> {
        let read = |found: FoundValue| match found.value {
            Value::Quantity { thousandths, unit } => Some((thousandths, unit.unwrap_or_default())),
            _ => None,
        };
        find(text, &cut(text, true)).into_iter().filter_map(read).collect()
    }

    #[test]
    fn things_are_counted() {
        for (text, thousandths, unit) in [
            ("хочу 15 роз", 15_000, "роз"),
            ("three bouquets please", 3_000, "bouquets"),
            ("нас двадцать человек", 20_000, "человек"),
            ("1.5 kg", 1_500, "kg"),
            ("15 красных роз", 15_000, "роз"),
            ("2 билета на завтра", 2_000, "билета"),
            ("twenty-five red roses", 25_000, "roses"),
            ("101 роза", 101_000, "роза"),
            ("500 г", 500_000, "г"),
            ("1 000 листовок", 1_000_000, "листовок"),
            ("полтора метра", 1_500, "метра"),
            ("a team of 12 people", 12_000, "people"),
            ("пять тюльпанов", 5_000, "тюльпанов"),
        ] {
            assert_eq!(counts(text), [(thousandths, unit.to_owned())], "{text}");
        }
    }

    #[test]
    fn names_times_and_money_are_not_counted() {
        for text in [
            "iphone 15",
            "iphone 15 pro",
            "2 года назад",
            "дом 7",
            "кв. 15",
            "15 января",
            "в 18 часов",
            "2900 рублей",
            "10 процентов",
            "5 minutes",
            "at 6 pm",
            "15",
            "room 5 please",
            "заказ №15 готов",
            "мне 25 лет",
            "$20",
        ] {
            assert!(counts(text).is_empty(), "{text}: {:?}", counts(text));
        }
    }
}
