//! What a model writes is in the language it was asked for: the other rules know the words of these two alone.

use super::{Draft, Scene, Verdict, written_without};
use crate::{hearing::normalised, language::Language};

/// A text with fewer words may lack the words below.
const FEW: usize = 4;
/// Words hardly any English sentence does without; none of them is usual in the neighbouring languages.
const ENGLISH: &[&str] = &[
    "the", "is", "are", "you", "your", "we", "our", "to", "and", "it", "for", "of", "can", "with", "this", "that",
    "have", "i", "im", "its", "dont", "not", "what", "how", "which", "would", "will", "at", "from", "if", "there",
    "let", "youre", "ive", "youll", "thanks", "please", "yes", "be", "by", "my", "they", "them", "was", "were", "any",
    "each", "costs", "cost", "when", "who", "here", "just", "only", "about", "after", "before", "welcome", "sure",
    "happy", "or", "an",
];
/// Letters of Cyrillic that Russian does not have.
const NOT_RUSSIAN: &str = "іїєґўјљњћџђѓќѕәөүңқғһӣӯ";

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let language = draft.language;
    let names = &scene.approved().small;
    written_without(draft, scene, "it is not in the language it was asked for", |text| !is_in(language, text, names))
}

fn is_in(language: Language, text: &str, names: &str) -> bool {
    let small = text.to_lowercase();
    let own = |letter: char| match language {
        Language::En => letter.is_ascii_alphabetic(),
        Language::Ru => ('а'..='я').contains(&letter) || letter == 'ё',
    };
    // A name of the business in the other alphabet stands in the script.
    let words =
        small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic));
    let (mut mine, mut foreign) = (0_usize, 0_usize);
    for word in words {
        let is_mine = word.chars().filter(|letter| letter.is_alphabetic()).all(own);
        match is_mine {
            true => mine = mine.saturating_add(1),
            false if names.contains(word) => {}
            false => foreign = foreign.saturating_add(1),
        }
    }
    if mine == 0 || foreign.saturating_mul(8) > mine || small.chars().any(|letter| NOT_RUSSIAN.contains(letter)) {
        return false;
    }
    let plain = normalised(&small);
    language != Language::En || mine < FEW || plain.split(' ').any(|word| ENGLISH.contains(&word))
}
