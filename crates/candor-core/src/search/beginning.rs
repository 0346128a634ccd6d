//! The stems a word that is not typed to its end can still come to.
//!
//! A beginning finds every stem that goes on from it. But a stem may also be shorter than what was typed: of "wedding" it is "wed", so
//! "weddi" would find nothing. What is typed is therefore tried with the endings that stemming takes away.

use super::short;
use crate::hearing::stem_of;

/// A stem of fewer characters says too little to stand for a word that is being typed.
const SHORTEST: usize = 2;

const ENGLISH: &[&str] = &[
    "ing", "ng", "g", "ed", "d", "es", "s", "ly", "y", "e", "er", "r", "ness", "ess", "ss", "ment", "ent", "nt", "t",
    "able", "ble", "le", "ies", "ions", "ion", "on", "n", "ation", "tion", "ful", "ul", "l", "ive", "ve", "ity", "ty",
    "al", "ance", "nce", "ce",
];

const RUSSIAN: &[&str] = &[
    "ть",
    "ь",
    "ться",
    "ься",
    "ся",
    "я",
    "сь",
    "сть",
    "ость",
    "ости",
    "сти",
    "ти",
    "и",
    "ый",
    "й",
    "ий",
    "ая",
    "ое",
    "е",
    "ого",
    "го",
    "о",
    "ому",
    "му",
    "у",
    "ыми",
    "ими",
    "ми",
    "ами",
    "ах",
    "х",
    "ов",
    "в",
    "ев",
    "ей",
    "ую",
    "ю",
    "ым",
    "м",
    "ом",
    "ем",
    "ешь",
    "шь",
    "ете",
    "те",
    "ила",
    "ла",
    "а",
    "или",
    "ли",
    "ило",
    "ло",
    "л",
    "нный",
    "ный",
    "ейший",
    "йший",
    "ший",
    "вший",
    "щий",
    "вшись",
    "шись",
    "ие",
    "ье",
    "ия",
    "ию",
    "ью",
    "ием",
    "ями",
];

/// Stems shorter than a word that is being typed, of which it may be a form; each once.
pub(super) fn shorter_stems(typed: &str) -> Vec<String> {
    let endings = if typed.is_ascii() { ENGLISH } else { RUSSIAN };
    let mut stems: Vec<String> = endings
        .iter()
        .map(|ending| short(&stem_of(&format!("{typed}{ending}"))))
        .chain([short(&stem_of(typed))])
        .filter(|stem| !stem.starts_with(typed) && stem.chars().count() >= SHORTEST && is_of(typed, stem))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Whether all of a stem but its last letter was typed: "happi" is of "happy", as stemming has it.
fn is_of(typed: &str, stem: &str) -> bool {
    let length = stem.chars().count().saturating_sub(1);
    stem.chars().take(length).eq(typed.chars().take(length))
}
