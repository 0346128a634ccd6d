//! A text as plain words, for comparing what was said with lists of words: the guard's rules and the script's keywords.

use super::words::{Word, split};

/// The plain words of a text with single spaces between them: lower case, without punctuation and marks nobody sees.
pub fn normalised(text: &str) -> String {
    let lines = split(text);
    let words = lines.iter().flat_map(super::words::Line::words).map(|word| word.text.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a text holds the words of a phrase one after another, by their stems.
pub fn stems_contain(text: &str, phrase: &str) -> bool {
    let wanted = stems_of(phrase);
    let said = stems_of(text);
    !wanted.is_empty() && said.windows(wanted.len()).any(|window| window == wanted)
}

/// The stems of a text's words, in order.
pub fn stems_of(text: &str) -> Vec<String> {
    split(text)
        .into_iter()
        .flat_map(|line| line.sentences)
        .flat_map(|sentence| sentence.words)
        .map(|Word { stem, .. }| stem)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_marks_or_endings() {
        assert_eq!(normalised("  I'm  a HUMAN!!"), "im a human");
        assert!(stems_contain("а скидку дадите?", "скидка"));
        assert!(stems_contain("Any discounts today?", "discount"));
        assert!(stems_contain("буду в большом зале", "большой зал"));
        assert!(!stems_contain("зал большой", "большой зал"));
        assert!(!stems_contain("anything", ""));
    }
}
