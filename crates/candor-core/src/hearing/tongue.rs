//! The language of a message: by alphabet, then by the layout it was meant in, else that of the conversation.

use super::words::{Line, is_cyrillic};
use crate::language::Language;

/// The language most of the letters belong to; `before` where there are too few to tell.
pub(super) fn language_of(lines: &[Line], before: Language) -> Language {
    let mut russian = 0_usize;
    let mut english = 0_usize;
    for word in lines.iter().flat_map(Line::words) {
        if is_same_in_both(&word.text) {
            continue;
        }
        let letters = word.text.chars().filter(|ch| ch.is_alphabetic()).count();
        if word.text.chars().any(is_cyrillic) {
            // A Russian sentence with Latin brand names in it is Russian.
            russian += letters * 2;
        } else if word.text.chars().any(|ch| ch.is_ascii_alphabetic()) {
            english += letters;
        }
    }
    match russian.cmp(&english) {
        std::cmp::Ordering::Greater => Language::Ru,
        std::cmp::Ordering::Less => Language::En,
        std::cmp::Ordering::Equal => before,
    }
}

/// Words people of both languages write in Latin letters.
fn is_same_in_both(word: &str) -> bool {
    matches!(
        word,
        "ok" | "okay"
            | "wow"
            | "lol"
            | "wifi"
            | "sms"
            | "vip"
            | "pdf"
            | "x"
            | "k"
            | "p"
            | "s"
            | "telegram"
            | "whatsapp"
            | "iphone"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::reading::read;

    #[test]
    fn the_alphabet_tells_the_language() {
        let told = |text, before| language_of(&read(text, &|_| false), before);
        assert_eq!(told("Сколько стоит iPhone?", Language::En), Language::Ru);
        assert_eq!(told("how much?", Language::Ru), Language::En);
        assert_eq!(told("ok 3", Language::Ru), Language::Ru);
        assert_eq!(told("ok 3", Language::En), Language::En);
        assert_eq!(told("ghbdtn", Language::En), Language::Ru);
        assert_eq!(told("", Language::Ru), Language::Ru);
    }
}
