//! Small numbers written as words. Elsewhere "two words" is no figure; where a model's words are held against approved ones, "two days" and
//! "2 days" say the same, and "ten lessons" where the fact says eight is a wrong figure.

use crate::hearing::{Figure, FigureKind, figures, plain_words};

/// The words of each number. "One" says "a" as often as it counts and is none.
const WORDS: &[(&str, &[&str])] = &[
    ("2", &["two", "два", "две", "двух", "двум", "двумя", "дважды"]),
    ("3", &["three", "три", "трех", "трем", "тремя", "трижды"]),
    ("4", &["four", "четыре", "четырех", "четырем"]),
    ("5", &["five", "пять", "пяти", "пятью"]),
    ("6", &["six", "шесть", "шести"]),
    ("7", &["seven", "семь", "семи"]),
    ("8", &["eight", "восемь", "восьми"]),
    ("9", &["nine", "девять", "девяти"]),
    ("10", &["ten", "десять", "десяти"]),
];

/// Every figure of a text, those in small words among them, in its order.
pub(super) fn counted(text: &str) -> Vec<Figure> {
    let mut found = figures(text);
    for word in plain_words(text) {
        let Some((key, _)) = WORDS.iter().find(|(_, words)| words.contains(&word.text.as_str())) else { continue };
        if found.iter().all(|other| word.end <= other.start || other.end <= word.start) {
            found.push(Figure {
                kind: FigureKind::Number,
                text: word.text,
                start: word.start,
                end: word.end,
                key: (*key).to_owned(),
                currency: None,
            });
        }
    }
    found.sort_by_key(|figure| figure.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_in_words_are_figures() {
        let keys = |text: &str| counted(text).into_iter().map(|figure| figure.key).collect::<Vec<_>>();
        assert_eq!(keys("two days, 600 ₽, ten lessons"), ["2", "600", "10"]);
        assert_eq!(keys("в течение трёх дней, дважды в неделю"), ["3", "2"]);
        assert_eq!(keys("twenty-five roses, one to one"), ["25"]);
    }
}
