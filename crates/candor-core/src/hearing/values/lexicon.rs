//! Word lists written as `value:word|word value:word`, looked up in a tree made once.

use std::{collections::BTreeMap, sync::LazyLock};

/// A word list, by word.
pub(super) type Lexicon = LazyLock<BTreeMap<&'static str, i64>>;

/// Reads a list.
pub(super) fn lexicon(list: &'static str) -> BTreeMap<&'static str, i64> {
    let mut words = BTreeMap::new();
    for entry in list.split_whitespace() {
        let Some((value, names)) = entry.split_once(':') else { continue };
        let Ok(value) = value.parse() else { continue };
        words.extend(names.split('|').map(|name| (name, value)));
    }
    words
}
