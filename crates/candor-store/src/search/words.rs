//! Words as the full-text indexes of the two databases take them. Stems are letters and digits alone, so that nothing in them could be
//! taken for an operator.

use std::{collections::BTreeMap, fmt::Write as _};

use candor_core::search::{Query, Sought, Term};

/// PostgreSQL counts places up to this.
const LAST_PLACE: usize = 16_383;

/// The stems of a text for FTS5: one after another.
pub(super) fn sqlite_text(stems: &[String]) -> String {
    stems.join(" ")
}

/// The stems of a text as a `tsvector` is written: each with its places.
pub(super) fn postgres_text(stems: &[String]) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, stem) in stems.iter().enumerate().take(LAST_PLACE) {
        places.entry(stem).or_default().push(place + 1);
    }
    let mut text = String::new();
    for (stem, places) in places {
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        // Writing into a String cannot fail.
        let _ = write!(text, "'{stem}':{} ", places.join(","));
    }
    text
}

/// What is looked for, for FTS5.
pub(super) fn sqlite_query(query: &Query) -> String {
    let term = |term: &Term| match term.words.as_slice() {
        [word] => one(word, " OR ", |stem| format!("\"{stem}\""), |beginning| format!("\"{beginning}\" *")),
        words => {
            format!("\"{}\"", words.iter().filter_map(|word| word.stems.first().cloned()).collect::<Vec<_>>().join(" "))
        }
    };
    query.terms.iter().map(term).collect::<Vec<_>>().join(" AND ")
}

/// What is looked for, as a `tsquery` is written.
pub(super) fn postgres_query(query: &Query) -> String {
    let quoted = |stem: &str| format!("'{stem}'");
    let term = |term: &Term| match term.words.as_slice() {
        [word] => one(word, " | ", quoted, |beginning| format!("'{beginning}':*")),
        words => {
            let stems = words.iter().filter_map(|word| word.stems.first()).map(|stem| quoted(stem));
            format!("({})", stems.collect::<Vec<_>>().join(" <-> "))
        }
    };
    query.terms.iter().map(term).collect::<Vec<_>>().join(" & ")
}

fn one(word: &Sought, or: &str, stem: impl Fn(&str) -> String, beginning: impl Fn(&str) -> String) -> String {
    // A stem that begins as was typed is found by that already.
    let is_covered = |stem: &&String| word.beginning.as_deref().is_some_and(|beginning| stem.starts_with(beginning));
    let stems = word.stems.iter().filter(|known| !is_covered(known)).map(|known| stem(known));
    let ways: Vec<String> = word.beginning.iter().map(|known| beginning(known)).chain(stems).collect();
    format!("({})", ways.join(or))
}

#[cfg(test)]
mod tests {
    use candor_core::search::stems;

    use super::*;

    #[test]
    fn a_search_is_written_for_both_databases() {
        let query = Query::read("розы «большой зал» дост");
        assert_eq!(sqlite_query(&query), "(\"роз\") AND \"больш зал\" AND (\"дост\" *)");
        assert_eq!(postgres_query(&query), "('роз') & ('больш' <-> 'зал') & ('дост':*)");
        assert_eq!(postgres_text(&stems("Розы, розы и зал")), "'зал':4 'и':3 'роз':1,2 ");
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_becomes_an_operator(typed in "\\PC{0,60}") {
            let query = Query::read(&typed);
            let bare: String = sqlite_query(&query).replace("AND", "").replace("OR", "");
            proptest::prop_assert!(bare.chars().all(|sign| sign.is_alphanumeric() || " ()\"*".contains(sign)), "{}", bare);
            let bare = postgres_query(&query);
            proptest::prop_assert!(bare.chars().all(|sign| sign.is_alphanumeric() || " ()':*&|<->".contains(sign)), "{}", bare);
        }
    }
}
