//! An answer in free words: what of a message is left for a field of text when the rest tells other things, and whether
//! it is a bare word such as a name, which no head ever saw and which means nothing but itself.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use super::{
    heard::HeardKind,
    kinds::{detectors, opts_out},
    words::{Line, Word},
};

/// Words that answer by themselves and are no value: yes, no, thanks, orders, commands, in both languages and with their
/// usual slips. From the examples the heads were taught with, and their kin.
static NO_VALUES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("../../data/no-names.txt").split_whitespace().collect());

/// Names that are also words of a question.
const NAMES_ALL_THE_SAME: [&str; 2] = ["will", "may"];

/// So many words a name has at most where nothing but its capitals says that it is one.
const MOST_WORDS: usize = 3;

/// Whether a text is one word, or a name of up to three with capitals, that is nothing a pattern knows: neither a command
/// nor a yes or no. What the heads make of such a word is a guess.
pub(super) fn is_bare(text: &str, lines: &[Line], is_name: bool) -> bool {
    let words: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
    let is_asked = lines.iter().flat_map(|line| &line.sentences).any(|sentence| sentence.is_question);
    if is_asked || words.is_empty() || words.len() > MOST_WORDS || lines.iter().any(|line| line.is_mended) {
        return false;
    }
    let is_capital = |word: &&Word| {
        text.get(word.start..word.end).and_then(|written| written.chars().next()).is_some_and(char::is_uppercase)
    };
    let is_letters = |word: &&Word| word.text.chars().count() > 1 && word.text.chars().all(char::is_alphabetic);
    let is_value = |word: &&Word| !NO_VALUES.contains(word.text.as_str());
    if !words.iter().all(|word| is_letters(word) && is_value(word)) {
        return false;
    }
    if words.len() > 1 && !(is_name && words.iter().all(|word| is_capital(word) && !detectors().knows(word))) {
        return false;
    }
    let is_name_all_the_same = is_name && words.iter().all(|word| NAMES_ALL_THE_SAME.contains(&word.text.as_str()));
    let says_something = lines.iter().any(|line| {
        let found = detectors().hear(line, |_| true);
        opts_out::is_certain(line)
            || found.iter().any(|finding| !(is_name_all_the_same && finding.kind == HeardKind::AsksOther))
    });
    !says_something
}

/// Whether a word answers by itself and is the value of nothing.
pub(super) fn is_no_value(lines: &[Line]) -> bool {
    let mut words = lines.iter().flat_map(Line::words);
    let first = words.next();
    first.is_some_and(|word| NO_VALUES.contains(word.text.as_str())) && words.next().is_none()
}

/// Whether a pattern knows a word: it says something, and names nobody.
pub(super) fn is_known(word: &Word) -> bool {
    detectors().knows(word)
}

/// A text without the words that only lead to what it tells: "на Анну", "my name is".
pub(super) fn led_to(text: &str) -> String {
    let left = without_leads(text, &|_| false);
    if left.is_empty() { text.trim().to_owned() } else { left }
}

/// What is left of a text without these places and the words that only lead to them ("my phone is …"); the text itself
/// where nothing is taken out, empty where nothing is left.
pub(super) fn rest(text: &str, taken: &[Range<usize>], leads: impl Fn(&str) -> bool) -> String {
    if taken.is_empty() {
        return text.trim().to_owned();
    }
    let mut taken: Vec<&Range<usize>> = taken.iter().collect();
    taken.sort_unstable_by_key(|place| place.start);
    let mut pieces: Vec<&str> = Vec::new();
    let mut from = 0;
    for place in taken {
        pieces.extend(text.get(from..place.start));
        from = from.max(place.end);
    }
    pieces.extend(text.get(from..));
    let left = pieces.iter().flat_map(|piece| piece.split([',', ';', '\n'])).map(|piece| without_leads(piece, &leads));
    left.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(", ")
}

fn without_leads(piece: &str, leads: &impl Fn(&str) -> bool) -> String {
    let is_idle = |word: &&str| {
        let plain: String = word.chars().filter(|ch| ch.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        plain.is_empty() || IDLE.split(' ').any(|idle| idle == plain) || leads(&plain)
    };
    let words: Vec<&str> = piece.split_whitespace().collect();
    let from = words.iter().position(|word| !is_idle(word)).unwrap_or(words.len());
    let up_to = words.iter().rposition(|word| !is_idle(word)).map_or(from, |last| last + 1);
    let kept = words.get(from..up_to).unwrap_or_default().join(" ");
    kept.trim_matches(['.', '!', ':', '-', '–', '—', ' ']).to_owned()
}

/// Words that lead to a telephone number or an address and say nothing else.
const IDLE: &str = "my is the phone telephone number mobile cell email mail e and its it s here tel call contact name i am im on at for by \
    мой моя мое мои телефон телефона номер тел моб мобильный почта имейл емейл мейл это вот и а по на для мне меня зовут имя связи звоните";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::reading::read;

    fn bare(text: &str, is_name: bool) -> bool {
        is_bare(text, &read(text, &|_| false), is_name)
    }

    #[test]
    fn names_of_all_countries_are_bare() {
        for name in [
            "Zoe",
            "Priya",
            "Wojciech",
            "Will",
            "Aigul",
            "Света",
            "Айгуль",
            "Ия",
            "Зульфия",
            "зульфия",
            "Эмма",
            "Tom",
            "May",
            "Хасан",
            "Нурсултан",
            "Anna Petrova",
            "Айгуль Сафина",
        ] {
            assert!(bare(name, true), "{name}");
        }
    }

    #[test]
    fn commands_yes_and_no_are_not() {
        for word in [
            "да",
            "Нет",
            "Стоп",
            "Хватит",
            "Оператор",
            "Менеджер",
            "Спасибо",
            "Привет",
            "Дорого",
            "Потом",
            "Отвали",
            "Никак",
            "Skip",
            "Later",
            "Human",
            "Stop",
            "ok",
            "Why",
            "Что",
            "5",
            "Zoe?",
            "я",
            "Хочу розы",
            "lf",
        ] {
            assert!(!bare(word, true), "{word}");
        }
    }

    #[test]
    fn what_leads_to_a_number_goes_with_it() {
        let left = |text: &str, number: &str| {
            let start = text.find(number).unwrap_or_default();
            rest(text, std::slice::from_ref(&(start..start + number.len())), |_| false)
        };
        assert_eq!(left("Айгуль, 8 912 345 67 89", "8 912 345 67 89"), "Айгуль");
        assert_eq!(left("My phone is +7 912, name Maria", "+7 912"), "Maria");
        assert_eq!(left("Ленина 5, тел. 8 912", "8 912"), "Ленина 5");
        assert_eq!(left("+44 7700 900123", "+44 7700 900123"), "");
        assert_eq!(rest(" Lenina 5 ", &[], |_| false), "Lenina 5");
    }
}
