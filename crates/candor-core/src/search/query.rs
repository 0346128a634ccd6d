//! What a search asks for, read from what a person typed.

use super::{beginning::shorter_stems, short};
use crate::hearing::{PlainWord, plain_words};

/// More words than this are not looked for.
const MOST_WORDS: usize = 12;

/// A beginning of fewer characters would find nearly everything.
const SHORTEST_BEGINNING: usize = 2;

/// What is looked for: every one of its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms. Without one nothing is found.
    pub terms: Vec<Term>,
}

/// Words that must follow each other; one, where they were not quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The words, in order.
    pub words: Vec<Sought>,
}

/// One word that is looked for. A word of the text is meant where its stem is one of the stems, or begins so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// As it was typed, in its plain form.
    pub word: String,
    /// Its stem; and, while it is being typed, the shorter stems it can still come to ("weddi" to "wed").
    pub stems: Vec<String>,
    /// What the stem may begin with: the last word may not be typed to its end.
    pub beginning: Option<String>,
}

impl Query {
    /// Reads what was typed. Words in quotation marks, of whichever kind, must follow each other as they stand.
    pub fn read(typed: &str) -> Self {
        let mut terms = Vec::new();
        let mut left = MOST_WORDS;
        let plain = typed.replace(['«', '»', '“', '”', '„'], "\"");
        let parts: Vec<&str> = plain.split('"').collect();
        let last = parts.len().saturating_sub(1);
        for (place, part) in parts.into_iter().enumerate() {
            let words: Vec<PlainWord> = plain_words(part).into_iter().take(left).collect();
            left = left.saturating_sub(words.len());
            // A quotation that was not closed is words like others.
            if place % 2 == 1 && place < last {
                if !words.is_empty() {
                    terms.push(Term { words: words.iter().map(Sought::whole).collect() });
                }
                continue;
            }
            let end = words.len().saturating_sub(1);
            for (at, word) in words.iter().enumerate() {
                let is_last = place == last && at == end;
                let sought = if is_last { Sought::begun(word) } else { Sought::whole(word) };
                terms.push(Term { words: vec![sought] });
            }
        }
        Self { terms }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Its words in their plain form, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().flat_map(|term| &term.words).map(|sought| sought.word.as_str())
    }
}

impl Sought {
    fn whole(word: &PlainWord) -> Self {
        Self { word: short(&word.text), stems: vec![short(&word.stem)], beginning: None }
    }

    fn begun(word: &PlainWord) -> Self {
        let mut sought = Self::whole(word);
        if sought.word.chars().count() >= SHORTEST_BEGINNING {
            let shorter = shorter_stems(&sought.word);
            sought.stems.extend(shorter.into_iter().filter(|stem| *stem != word.stem));
            sought.beginning = Some(sought.word.clone());
        }
        sought
    }

    /// Whether a word of a text is meant, by its stem.
    pub fn means(&self, stem: &str) -> bool {
        self.stems.iter().any(|known| known == stem)
            || self.beginning.as_deref().is_some_and(|beginning| stem.starts_with(beginning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::stems;

    fn is_found(typed: &str, text: &str) -> bool {
        let query = Query::read(typed);
        let said = stems(text);
        let has = |term: &Term| {
            said.windows(term.words.len())
                .any(|window| term.words.iter().zip(window).all(|(sought, stem)| sought.means(stem)))
        };
        !query.is_empty() && query.terms.iter().all(has)
    }

    #[test]
    fn words_are_found_in_whichever_form_they_were_said() {
        for (typed, text) in [
            ("доставка", "Когда доставите? Нужна доставкой"),
            ("РОЗЫ", "букет из 25 роз"),
            ("ёлка", "Елку привезёте?"),
            ("delivery", "Are deliveries on Sunday possible?"),
            ("20k", "budget 20k"),
            ("роз букет", "Букеты с розами"),
        ] {
            assert!(is_found(typed, text), "{typed} in {text}");
        }
        assert!(!is_found("роза пион", "букет из 25 роз"), "every word must be there");
        assert!(!is_found("", "anything") && !is_found("!!!", "anything"));
    }

    #[test]
    fn quoted_words_follow_each_other() {
        assert!(is_found("«большой зал»", "буду в большом зале"));
        assert!(!is_found("«большой зал»", "зал большой"));
        assert!(is_found("\"big hall\" monday", "On Monday in the big hall"));
        assert!(is_found("\"зал большой", "большой зал"), "an open quotation is words");
    }

    #[test]
    fn the_last_word_is_found_by_every_beginning() {
        for text in [
            "доставка",
            "возможность",
            "записаться",
            "поздравительную",
            "букетами",
            "свадебный",
            "воскресенье",
            "оплатили",
            "wedding",
            "running",
            "deliveries",
            "available",
            "bouquets",
            "quickly",
            "happiness",
        ] {
            let letters: Vec<char> = text.chars().collect();
            for length in 2..=letters.len() {
                let typed: String = letters.iter().take(length).collect();
                assert!(is_found(&typed, text), "{typed} of {text}");
            }
        }
        assert!(!is_found("дост нужна", "доставка нужна"), "only the last word may be unfinished");
        assert!(!is_found("д", "доставка"));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_read_and_a_text_is_found_by_its_own_words(text in "[а-яёa-z0-9 ]{0,60}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            if !stems(&text).is_empty() && words.len() < 6 {
                proptest::prop_assert!(is_found(&text, &text), "{}", text);
            }
        }

        #[test]
        fn nothing_typed_is_too_strange(typed in "\\PC{0,80}") {
            let query = Query::read(&typed);
            proptest::prop_assert!(query.words().count() <= MOST_WORDS);
            proptest::prop_assert!(query.words().all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric)));
        }
    }
}
