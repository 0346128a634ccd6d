//! Words that are one word in other forms, where stems differ: "pay" and "paid", «оплатить» and «оплачивать»; and words that every business
//! uses for the same thing: "book" and "reserve". What an approved sentence says in one form may be said in another. A word may be of
//! several families, and these do not become one by it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{
    claims,
    is_grounded::{BINDING, GENERAL},
};
use crate::{
    hearing::{are_related, stems_of},
    script::{FactKind, Script},
};

/// Words of one meaning that no rule of endings finds, a line each; by stem, the lines it stands in.
static FAMILIES: LazyLock<BTreeMap<String, BTreeSet<usize>>> = LazyLock::new(|| {
    let files = [include_str!("kin.txt"), include_str!("kin.en.txt"), include_str!("kin.ru.txt")];
    let mut families: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let lines = files.into_iter().flat_map(str::lines).filter(|line| !line.starts_with("//"));
    for (at, line) in lines.enumerate() {
        stems_of(line).into_iter().for_each(|stem| {
            families.entry(stem).or_default().insert(at);
        });
    }
    families
});

/// Endings that verbs of one root differ by, longest first.
const ENDINGS: &[&str] = &[
    "ыва", "ива", "ова", "ева", "нут", "ать", "ить", "еть", "ете", "ите", "ешь", "ишь", "ует", "уют", "ает", "яют",
    "ают", "ен", "ет", "ит", "ут", "ют", "ат", "ят", "ем", "им", "ом", "ть", "ти", "ну", "а", "я", "и", "е", "у", "ю",
    "ь", "л", "н",
];
/// A root shorter than this says too little.
const ROOT: usize = 4;

/// Whether both stems are of one word.
pub(super) fn are_kin(known: &str, stem: &str) -> bool {
    // Most pairs differ in their first letter, and then only a family can hold both.
    let begin_alike = || known.chars().next() == stem.chars().next();
    known == stem
        || is_made_of(known, stem)
        || is_made_of(stem, known)
        || (begin_alike() && (are_related(known, stem) || is_of_one_root(known, stem)))
        || is_of_one_family(known, stem)
}

/// «Дубовый» is of oak, «сосновый» of pine.
fn is_made_of(noun: &str, adjective: &str) -> bool {
    let rest = adjective.strip_suffix("ов").or_else(|| adjective.strip_suffix("ев"));
    rest.is_some_and(|rest| rest == noun && rest.chars().count() > 2)
}

fn is_of_one_family(known: &str, stem: &str) -> bool {
    let (Some(left), Some(right)) = (FAMILIES.get(known), FAMILIES.get(stem)) else { return false };
    !left.is_disjoint(right)
}

fn is_of_one_root(known: &str, stem: &str) -> bool {
    known.chars().take(3).eq(stem.chars().take(3))
        && !known.is_ascii()
        && root(known).is_some_and(|root_of_known| root(stem).as_ref() == Some(&root_of_known))
}

/// A Russian stem without what forms of a verb differ by; its last consonant in the form it changes from.
fn root(stem: &str) -> Option<String> {
    let cut = ENDINGS.iter().filter_map(|ending| stem.strip_suffix(ending));
    let rest = cut.filter(|rest| rest.chars().count() >= ROOT).min_by_key(|rest| rest.len()).unwrap_or(stem);
    let rest = ["вл", "пл", "бл", "мл"]
        .iter()
        .find(|end| rest.ends_with(**end))
        .and_then(|_| rest.strip_suffix('л'))
        .unwrap_or(rest);
    let mut letters: Vec<char> = rest.chars().collect();
    if let Some(last) = letters.last_mut() {
        *last = match *last {
            'ч' | 'щ' => 'т',
            'ж' => 'д',
            'ш' => 'с',
            other => other,
        };
    }
    (letters.len() >= ROOT).then(|| letters.into_iter().collect())
}

/// What else the facts with this text call the thing they tell the price of. None of these words may promise anything.
pub(super) fn also(script: &Script, text: &str) -> BTreeSet<String> {
    let prices = script.facts.iter().filter(|fact| fact.kind == FactKind::Price);
    let told = prices.filter(|fact| [&fact.says.en, &fact.says.ru].into_iter().flatten().any(|says| says == text));
    let stems = told.flat_map(|fact| fact.about.all()).flat_map(stems_of);
    stems.filter(|stem| !claims::is_claim(stem) && !BINDING.contains(stem) && !GENERAL.contains(stem)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn forms_of_one_word_are_kin_and_other_words_are_not() {
        let is_kin = |left: &str, right: &str| are_kin(&stems_of(left)[0], &stems_of(right)[0]);
        for (left, right) in [
            ("оплатить", "оплачиваете"),
            ("возвращает", "возврат"),
            ("принимают", "принимаем"),
            ("берут", "берём"),
            ("назовёт", "называет"),
            ("уходите", "уйти"),
            ("пропущенное", "пропустите"),
            ("заменит", "замена"),
            ("pay", "payment"),
            ("taken", "takes"),
            ("deliver", "delivery"),
            ("дуб", "дубовый"),
            ("сосна", "сосновый"),
        ] {
            assert!(is_kin(left, right), "{left} {right}");
        }
        for (left, right) in [
            ("прийти", "уйти"),
            ("оплата", "доплата"),
            ("приём", "примета"),
            ("цветы", "цена"),
            ("course", "court"),
            ("сдавать", "отдавать"),
        ] {
            assert!(!is_kin(left, right), "{left} {right}");
        }
    }
}
