//! Where a message plainly tells a street and a number: "на Ленина 5", "ул. Ленина, 5, кв. 12", "to 5 Lenin Street". What only might be
//! one is left: a field is never filled with a guess.

use std::ops::Range;

use super::{
    normalise::is_letter,
    words::{Line, Word},
};

/// What a street is called by, before or behind its name, as it stands in a sentence. The first ones alone say that a street follows
/// whatever letters its name begins with: "на улице минус 5" is the weather.
const STREETS_RU: &str = "ул улица проспект переулок бульвар шоссе набережная площадь проезд аллея";
const STREETS_RU_CASES: &str = "улице улицу улицы проспекте проспекту переулке переулку бульваре бульвару набережной набережную площади проезде аллее";
/// Shortened: a full stop follows.
const STREETS_RU_SHORT: &str = "пр просп пер наб пл";
const STREETS_EN: &str = "street road avenue lane boulevard st rd ave blvd drive square court terrace crescent";
/// Words that are a street only where they are written with a capital.
const STREETS_EN_CAPITAL: &str = "Way Place Close Dr Sq Ct Ln Row Hill Park Gardens";

/// Parts of a house.
const PARTS: &str =
    "кв квартира корпус корп стр строение подъезд этаж офис оф домофон apt apartment flat unit suite floor room";

/// What may follow a number of a house without a sign between: "на Ленина 5 к семи". Anything else counts something: "5 роз".
const FOLLOWS: &str = "в к до после на завтра сегодня послезавтра пожалуйста и с у ко во at on by before after please tomorrow today and for in tonight";

/// Ends of Russian names of streets behind "на": "на Ленина", "на Советской", "на Невском".
const ENDS: [&str; 9] = ["а", "я", "ой", "ей", "ую", "ого", "ом", "ем", "ых"];

/// Words that say that the place is not where something is to be brought.
const NOT_THERE: &str = "не not от from у near около возле рядом напротив";

/// A street with the number of a house, as told.
pub(super) struct Street {
    /// Its place in the text.
    pub(super) place: Range<usize>,
    /// The stems of its name.
    pub(super) stems: Vec<String>,
}

/// The words of one sentence, with the text they stand in.
struct Reader<'a> {
    text: &'a str,
    words: Vec<&'a Word>,
}

/// Every street a message tells outside of its questions, in order.
pub(super) fn streets(text: &str, lines: &[Line]) -> Vec<Street> {
    lines.iter().flat_map(|line| in_line(text, line)).collect()
}

fn in_line(text: &str, line: &Line) -> Vec<Street> {
    // "Ул." ends no sentence.
    let words = line.sentences.iter().filter(|sentence| !sentence.is_question).flat_map(|sentence| &sentence.words);
    let reader = Reader { text, words: words.collect() };
    let is_bringing = reader.words.iter().any(|word| {
        ["deliver", "deliveri", "deliv", "courier", "bring", "ship", "address"].contains(&word.stem.as_str())
    });
    let (mut found, mut at): (Vec<Street>, usize) = (Vec::new(), 0);
    while at < reader.words.len() {
        let street = reader.russian(at).or_else(|| reader.english(at)).or_else(|| reader.named(at, is_bringing));
        match street {
            Some((name, number)) if !reader.is_elsewhere(at) => {
                let (next, place) = reader.whole(at, number);
                let stems = name.filter_map(|place| Some(reader.words.get(place)?.stem.clone())).collect();
                found.extend(place.map(|place| Street { place, stems }));
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

/// The words of the name, and the place of the number of the house.
type Found = (Range<usize>, usize);

impl Reader<'_> {
    /// "ул. Ленина, 5", "Невский проспект 20".
    fn russian(&self, at: usize) -> Option<Found> {
        let is_street = |place: usize| {
            let is_whole = self.is_one_of(place, STREETS_RU) || self.is_one_of(place, STREETS_RU_CASES);
            is_whole
                || self.is_one_of(place, STREETS_RU_SHORT) && self.gap(place + 1).is_some_and(|gap| gap.contains('.'))
        };
        let is_plain = |place: usize| is_street(place) && !self.is_one_of(place, STREETS_RU_CASES);
        if is_street(at) {
            return (1..=3).find_map(|length| {
                let name = at + 1..at + 1 + length;
                let is_name = (name.start..name.end).all(|place| self.is_name(place) && self.is_near(place))
                    && (is_plain(at) || self.is_capital(name.start));
                let number = self.house(name.end).filter(|_| is_name)?;
                Some((name, number))
            });
        }
        (1..=2).find_map(|length| {
            let name = at..at + length;
            let is_name = self.is_capital(at)
                && (name.start..name.end).all(|place| self.is_name(place) && (place == at || self.is_near(place)));
            let is_called = is_name && is_street(name.end) && self.is_near(name.end);
            let number = self.house(name.end + 1).filter(|_| is_called)?;
            Some((name, number))
        })
    }

    /// "5 Lenin Street", "Baker Street 221b".
    fn english(&self, at: usize) -> Option<Found> {
        let is_street = |place: usize| {
            let is_capital =
                self.written(place).is_some_and(|word| STREETS_EN_CAPITAL.split(' ').any(|one| one == word));
            self.is_one_of(place, STREETS_EN) || is_capital
        };
        let has_number = self.is_number(at);
        let first = if has_number { self.after_letter(at) } else { at };
        (1..=3).find_map(|length| {
            let name = first..first + length;
            let is_near = (name.start..=name.end).all(|place| place == at || self.gap(place) == Some(" "));
            let is_led =
                has_number && at.checked_sub(1).is_some_and(|before| self.is_one_of(before, "to at address is"));
            let is_written = |place: usize| self.is_capital(place) || is_led && self.is_one_of(name.end, STREETS_EN);
            let is_name = (name.start..name.end).all(|place| self.is_name(place) && is_written(place));
            if !(is_near && is_name && is_street(name.end)) {
                return None;
            }
            let number = if has_number { Some(name.end) } else { self.house(name.end + 1) };
            Some((name, number?))
        })
    }

    /// "на Ленина 5", "адрес: Мира 10"; "to Lenina 5" where something is to be brought.
    fn named(&self, at: usize, is_bringing: bool) -> Option<Found> {
        let before = at.checked_sub(1)?;
        let is_address = self.is_one_of(before, "адрес адресу address")
            || self.is_one_of(before, "is доставки")
                && before.checked_sub(1).is_some_and(|one| self.is_one_of(one, "address адрес"));
        let is_there = self.is_one_of(before, "на") && self.ends_so(at);
        let is_brought = is_bringing && self.is_one_of(before, "to");
        let is_led = (is_address || is_there || is_brought) && !self.is_one_of(at, PARTS);
        if !is_led || !self.is_capital(at) {
            return None;
        }
        (1..=2).find_map(|length| {
            let name = at..at + length;
            let is_name = (name.start..name.end).all(|place| {
                self.is_name(place) && self.is_capital(place) && (place == at || self.gap(place) == Some(" "))
            });
            let number = self.house(name.end).filter(|_| is_name)?;
            Some((name, number))
        })
    }

    /// The number of a house that stands here, perhaps behind "д." or "дом", if it counts nothing.
    fn house(&self, at: usize) -> Option<usize> {
        let at = if self.is_one_of(at, "д дом house no") { at + 1 } else { at };
        let is_house = self.is_number(at) && self.is_near(at);
        let next = self.after_letter(at);
        let ends = |gap: &str| gap.contains([',', ';', '.', '!', '\n', '(', ')', '/']);
        let counts_nothing = self.words.get(next).is_none()
            || self.gap(next).is_some_and(ends)
            || self.is_one_of(next, FOLLOWS)
            || self.is_one_of(next, PARTS);
        (is_house && counts_nothing).then_some(at)
    }

    /// The place behind a number and a letter that belongs to it: "221b", "5 а" is none.
    fn after_letter(&self, at: usize) -> usize {
        let is_letter = self.words.get(at + 1).is_some_and(|word| word.text.chars().count() == 1)
            && self.gap(at + 1) == Some("")
            && !self.is_number(at + 1);
        if is_letter { at + 2 } else { at + 1 }
    }

    /// The place in the text from a word to the end of the house and its parts, and the word behind.
    fn whole(&self, from: usize, house: usize) -> (usize, Option<Range<usize>>) {
        let mut next = if self.is_number(house) { self.after_letter(house) } else { house + 1 };
        while self.is_one_of(next, PARTS) && self.is_near(next) && self.is_number(next + 1) && self.is_near(next + 1) {
            next = self.after_letter(next + 1);
        }
        if self.gap(next) == Some("/") && self.is_number(next) {
            next = self.after_letter(next);
        }
        let first = self.words.get(from).map(|word| word.start);
        let last = next.checked_sub(1).and_then(|last| self.words.get(last)).map(|word| word.end);
        (next, first.zip(last).map(|(start, end)| start..end))
    }

    /// Whether what stands before says that nothing is wanted there.
    fn is_elsewhere(&self, at: usize) -> bool {
        (1..=3).any(|back| at.checked_sub(back).is_some_and(|before| self.is_one_of(before, NOT_THERE)))
    }

    fn is_one_of(&self, at: usize, words: &str) -> bool {
        self.words.get(at).is_some_and(|word| words.split(' ').any(|one| one == word.text))
    }

    fn is_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.text.chars().count() > 1 && word.text.chars().all(is_letter))
    }

    /// Whether it is a number of a house: whole, of up to four digits.
    fn is_number(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            (1..=4).contains(&word.text.len())
                && word.text.bytes().all(|byte| byte.is_ascii_digit())
                && word.text != "0"
        })
    }

    fn is_capital(&self, at: usize) -> bool {
        self.written(at).and_then(|written| written.chars().next()).is_some_and(char::is_uppercase)
    }

    fn ends_so(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.text.chars().count() > 3 && ENDS.iter().any(|end| word.text.ends_with(end)))
    }

    fn written(&self, at: usize) -> Option<&str> {
        self.words.get(at).and_then(|word| self.text.get(word.start..word.end))
    }

    /// What stands between a word and the one before it.
    fn gap(&self, at: usize) -> Option<&str> {
        let before = self.words.get(at.checked_sub(1)?)?;
        self.text.get(before.end..self.words.get(at)?.start)
    }

    /// Whether nothing but blanks, a comma and a full stop stands before a word.
    fn is_near(&self, at: usize) -> bool {
        self.gap(at).is_some_and(|gap| {
            gap.chars().count() <= 3 && gap.chars().all(|ch| matches!(ch, ' ' | '\u{a0}' | ',' | '.' | ':' | '№'))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hearing::reading::read;

    fn told(text: &str) -> Vec<&str> {
        streets(text, &read(text, &|_| false)).into_iter().map(|street| &text[street.place]).collect()
    }

    #[test]
    fn a_street_with_a_number_is_found_in_passing() {
        for (text, street) in [
            ("Доставьте на Ленина 5", "Ленина 5"),
            ("привезите на Ленина 5 к семи", "Ленина 5"),
            ("нужен букет на Советскую, 12а, завтра", "Советскую, 12а"),
            ("я на Невском 20, кв. 7", "Невском 20, кв. 7"),
            ("ул. Ленина, 5", "ул. Ленина, 5"),
            ("розы на ул. Ленина, д. 5, кв. 12, пожалуйста", "ул. Ленина, д. 5, кв. 12"),
            ("улица липовая 14", "улица липовая 14"),
            ("на улице Зои Космодемьянской 3", "улице Зои Космодемьянской 3"),
            ("Невский проспект 20", "Невский проспект 20"),
            ("адрес: Мира 10", "Мира 10"),
            ("адрес доставки Мира 10/2", "Мира 10/2"),
            ("please bring 15 roses to 5 Lenin Street", "5 Lenin Street"),
            ("deliver to 5 lenin street tomorrow", "5 lenin street"),
            ("I live at 221B Baker Street, flat 2", "221B Baker Street, flat 2"),
            ("Baker Street 221b, please", "Baker Street 221b"),
            ("my address is Lenina 5", "Lenina 5"),
            ("I need delivery on Sunday to Lenina 5", "Lenina 5"),
        ] {
            assert_eq!(told(text), [street], "{text}");
        }
    }

    #[test]
    fn what_only_might_be_a_street_is_none() {
        for text in [
            "на улице минус 5",
            "на улице было 20",
            "скидка на Айфон 15",
            "нужен чехол на Самсунг 20",
            "букет на Маму 15 роз",
            "на Розы 5 штук есть скидка",
            "доставите на Ленина 5?",
            "вы на ул. Ленина 5?",
            "не на Ленина 5",
            "я рядом с Ленина 5",
            "в 5 утра",
            "на 15 роз",
            "upgrade to Windows 10",
            "to Friday 5",
            "15 Red Roses",
            "3 main roads",
            "I want 15 roses for Anna",
            "улица Ленина",
            "дом 5",
            "на Ленина",
            "",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }

    proptest! {
        #[test]
        fn streets_stand_in_order_and_whole(text in "((на|ул\\.|улица|to|адрес|is|кв|Ленина|Baker|Street|street|5|12а|,|\\.|\\?|не|роз|\n) ?){0,12}") {
            let mut end = 0;
            for street in streets(&text, &read(&text, &|_| false)) {
                prop_assert!(end <= street.place.start && street.place.start < street.place.end);
                let told = text.get(street.place.clone());
                prop_assert!(told.is_some_and(|told| told.chars().any(char::is_numeric)));
                prop_assert!(!street.stems.is_empty());
                end = street.place.end;
            }
        }
    }
}
