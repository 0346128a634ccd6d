//! What a segment denies: "no discount", «штрафа нет при отмене», «картой оплатить нельзя».

use std::collections::BTreeSet;

use super::{
    is_grounded::{is_neutral, is_plain},
    segments::Segment,
};

/// Words that deny what comes next.
const DENIES: &[&str] = &[
    "no",
    "not",
    "never",
    "without",
    "cannot",
    "cant",
    "dont",
    "doesnt",
    "isnt",
    "arent",
    "wont",
    "didnt",
    "wasnt",
    "couldnt",
    "havent",
    "hasnt",
    "hadnt",
    "shouldnt",
    "wouldnt",
    "neednt",
    "не",
    "без",
    "ни",
    "никогда",
    "нет",
    "нету",
    "нельзя",
    "невозможно",
    "негде",
    "некуда",
];
/// Those that deny what stands before them as well: «рассрочки нет на имплантацию».
const IS_NOT: &[&str] = &["нет", "нету"];
/// Those that deny all of their segment, in whatever order it stands: «оплатить картой нельзя».
const MAY_NOT: &[&str] = &["нельзя", "невозможно", "негде", "некуда"];
/// Those that, as the last word, deny what their segment is about: "a monthly one cannot".
const AT_THE_END: &[&str] = &["cannot", "cant", "not", "isnt", "arent", "dont", "doesnt", "wont"];
/// Words beside those that make a condition of them.
const TURNS_BACK: &[&str] = &["не", "без", "пока"];
/// Words between what denies and what is denied.
const BETWEEN: &[&str] = &[
    "be", "been", "being", "a", "an", "the", "any", "very", "so", "is", "are", "get", "yet", "вас", "мы", "их", "его",
    "ее", "have", "has", "got", "offer", "provide", "such",
];
/// Words before a noun that say how it belongs to the rest.
const PREPOSITIONS: &[&str] = &[
    "в",
    "во",
    "на",
    "за",
    "при",
    "по",
    "для",
    "у",
    "с",
    "со",
    "к",
    "ко",
    "от",
    "до",
    "из",
    "о",
    "об",
    "под",
    "над",
    "перед",
    "после",
    "через",
    "между",
    "среди",
    "кроме",
    "про",
];
/// Endings of words that say of what kind a noun is.
const OF_A_KIND: &[&str] =
    &["ого", "его", "ому", "ему", "ыми", "ими", "ой", "ей", "ом", "ем", "ых", "их", "ую", "юю", "ым", "им", "ые", "ие"];
/// Words that something is needed: who denies one denies the thing.
const NEEDED: &[&str] =
    &["need", "requir", "necessari", "нужн", "нуж", "требу", "обязат", "обязательн", "надо", "понадоб"];
/// Beginnings of words of paying: "you need not pay for it" denies no price.
const PAYS: &[&str] = &["pay", "paid", "плат", "опла", "доплач", "доплат"];

/// Whether a word denies.
pub(super) fn is_denial(word: &str) -> bool {
    DENIES.contains(&word)
}

/// Whether a stem stands in a segment only to say where or for what: «на имплантацию».
pub(super) fn is_only_for_what(segment: &Segment, is_it: impl Fn(&str) -> bool) -> bool {
    let words = &segment.words;
    let mut places = words.iter().enumerate().filter(|(_, (_, stem))| is_it(stem)).map(|(at, _)| at).peekable();
    let leads = |at: usize| {
        at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|(word, _)| PREPOSITIONS.contains(&word.as_str()))
    };
    places.peek().is_some() && places.all(leads)
}

/// Whether a segment denies anything.
pub(super) fn denies(segment: &Segment) -> bool {
    segment.has_any(DENIES)
}

/// The stems a segment denies.
pub(super) fn denied(segment: &Segment) -> BTreeSet<&str> {
    let words = &segment.words;
    let mut found = BTreeSet::new();
    for (at, (word, _)) in words.iter().enumerate().filter(|(_, (word, _))| DENIES.contains(&word.as_str())) {
        let behind = words.get(at.saturating_add(1)..).unwrap_or_default();
        if MAY_NOT.contains(&word.as_str()) {
            // «Нельзя не», «невозможно без»: that turns twice.
            if !segment.has_any(TURNS_BACK) {
                found.extend(segment.stems().into_iter().filter(|stem| !is_plain(stem)));
            }
            continue;
        }
        let is_not = IS_NOT.contains(&word.as_str());
        let is_passed = |word: &str| BETWEEN.contains(&word) || (is_not && PREPOSITIONS.contains(&word));
        let mut next = behind.iter().filter(|(word, _)| !is_passed(word)).map(|(_, stem)| stem.as_str());
        match next.next() {
            Some(stem) if NEEDED.iter().any(|needed| stem.starts_with(needed)) => {
                let pays = |stem: &&str| PAYS.iter().any(|word| stem.starts_with(word));
                found.extend(segment.stems().into_iter().filter(|_| !segment.stems().iter().any(pays)));
            }
            stem => found.extend(stem),
        }
        if behind.is_empty() && AT_THE_END.contains(&word.as_str()) {
            found.extend(segment.stems().into_iter().filter(|stem| !is_plain(stem)));
        }
        if is_not {
            found.extend(is_not_there(words.get(..at).unwrap_or_default()));
        }
    }
    found
}

/// What «нет» denies of the words before it: the nearest that carries something and does not only say where or for whom.
fn is_not_there(before: &[(String, String)]) -> Option<&str> {
    let word =
        |back: usize, at: usize| at.checked_sub(back).and_then(|at| before.get(at)).map(|(word, _)| word.as_str());
    let is_place = |at: usize| {
        let leads = |back: usize| word(back, at).is_some_and(|word| PREPOSITIONS.contains(&word));
        let is_of_a_kind = word(1, at).is_some_and(|word| OF_A_KIND.iter().any(|ending| word.ends_with(ending)));
        leads(1) || (is_of_a_kind && leads(2))
    };
    let mut carrying = before.iter().enumerate().rev().filter(|(_, (_, stem))| !stem.is_empty() && !is_neutral(stem));
    carrying.find(|(at, _)| !is_place(*at)).map(|(_, (_, stem))| stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{kin::are_kin, segments::segments},
        *,
    };

    /// Whether a text of one segment denies a word.
    fn is_denied(text: &str, word: &str) -> bool {
        let stem = crate::hearing::stems_of(word).concat();
        segments(text).iter().flat_map(denied).any(|known| are_kin(known, &stem))
    }

    #[test]
    fn a_denial_reaches_the_words_it_is_about_and_no_others() {
        for (text, word) in [
            ("Рассрочки нет на имплантацию", "рассрочка"),
            ("Рассрочки нет на имплантацию", "имплантация"),
            ("Штрафа нет при отмене", "штраф"),
            ("Штрафа нет", "штраф"),
            ("Рассрочки в нашей клинике нет", "рассрочка"),
            ("Парковки у нас нету", "парковка"),
            ("Оплатить картой нельзя", "карта"),
            ("Оплатить картой нельзя", "оплатить"),
            ("Вернуть деньги невозможно", "деньги"),
            ("Доставка не входит в стоимость", "входит"),
            ("You shouldnt soak the plaster", "soak"),
            ("We haven't any parking", "parking"),
        ] {
            assert!(is_denied(text, word), "{text}: {word}");
        }
        for (text, word) in [
            ("В клинике нет парковки", "клиника"),
            ("Рассрочки в нашей клинике нет", "клиника"),
            ("Рассрочка на имплантацию есть", "рассрочка"),
            ("Штраф при отмене", "штраф"),
            ("Оплатить картой можно", "карта"),
            ("Нельзя не отметить заботу врача", "врач"),
        ] {
            assert!(!is_denied(text, word), "{text}: {word}");
        }
    }
}
