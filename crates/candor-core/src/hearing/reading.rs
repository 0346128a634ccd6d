//! What the contact meant to type: the text as written, or, line by line, the same keys in the other keyboard layout
//! where only that makes sense.

use super::{
    kinds::detectors,
    layout,
    normalise::normalise_characters,
    words::{Line, Word, is_cyrillic, split, split_line},
};

/// Reads a text. `is_known` names words that make sense beside those of the detectors: those of a script.
pub(super) fn read(text: &str, is_known: &dyn Fn(&Word) -> bool) -> Vec<Line> {
    split(text).into_iter().map(|line| other_layout(text, &line, is_known).unwrap_or(line)).collect()
}

/// The line in the other layout, if it makes sense only there.
fn other_layout(text: &str, line: &Line, is_known: &dyn Fn(&Word) -> bool) -> Option<Line> {
    let written = text.get(line.start..line.end)?;
    let makes_sense = |word: &Word| detectors().knows(word) || is_known(word);
    if line.words().next().is_none() || written.contains('@') || written.contains("://") {
        return None;
    }
    if line.words().any(makes_sense) {
        return None;
    }
    let is_latin = written.chars().any(|ch| ch.is_ascii_alphabetic());
    let has_cyrillic = written.chars().any(is_cyrillic);
    let translate = match (is_latin, has_cyrillic) {
        (true, false) => layout::to_cyrillic,
        (false, true) => layout::to_latin,
        _ => return None,
    };
    let characters = written.char_indices().map(|(at, ch)| (line.start + at, ch));
    let mut plain = normalise_characters(characters.map(|(at, ch)| (at, translate(ch))));
    // The other key's letter may take another number of bytes: ends are taken from the text as written.
    for ch in &mut plain {
        let width = text.get(ch.start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        ch.end = ch.start + width;
    }
    let other = split_line(&plain, line.start, line.end);
    let words = || other.words().filter(|word| word.text.chars().any(char::is_alphabetic));
    let known = words().filter(|word| makes_sense(word)).count();
    let is_meant = known > 0 && known * 2 >= words().count();
    is_meant.then_some(Line { is_mended: true, ..other })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let lines = read(text, &|word| word.text == "розы");
        lines.iter().flat_map(Line::words).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_line_in_the_wrong_layout_is_read_in_the_right_one() {
        assert_eq!(plain("ghbdtn"), "привет");
        assert_eq!(plain("Crjkmrj cnjbn&"), "сколько стоит");
        assert_eq!(plain("руддщ"), "hello");
        assert_eq!(plain("hjps"), "розы");
        assert_eq!(plain("lf"), "да");
    }

    #[test]
    fn what_makes_sense_or_none_at_all_stays_as_written() {
        assert_eq!(plain("hello"), "hello");
        assert_eq!(plain("anna@example.com"), "anna example com");
        assert_eq!(plain("qwrtp zxcv"), "qwrtp zxcv");
        assert_eq!(plain("Фродо"), "фродо");
    }

    #[test]
    fn the_words_keep_their_place_in_the_text() {
        let text = "hi\nCrjkmrj cnjbn";
        let lines = read(text, &|_| false);
        let written: Vec<_> =
            lines.iter().flat_map(Line::words).filter_map(|word| text.get(word.start..word.end)).collect();
        assert_eq!(written, ["hi", "Crjkmrj", "cnjbn"]);
    }
}
