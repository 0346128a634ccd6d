//! What a record changed, line by line: the values that differ between before and after, however deep they lie.

use std::collections::BTreeMap;

use candor_desk::relay::cut;
use serde_json::Value;

/// A value is cut to so many characters.
const MAX_VALUE_CHARS: usize = 300;

/// So many lines are told of one record.
const MOST_LINES: usize = 30;

/// One value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Where it lies: the names that lead to it. None if it is the whole.
    pub path: Vec<String>,
    /// What it was; none if it was not there.
    pub before: Option<String>,
    /// What it is now; none if it is gone.
    pub after: Option<String>,
}

/// The values that differ, in the order of their paths. Moments tell nothing the record's own does not.
pub(super) fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let (mut was, mut is) = (BTreeMap::new(), BTreeMap::new());
    gather(before, &mut Vec::new(), &mut was);
    gather(after, &mut Vec::new(), &mut is);
    let mut paths: Vec<&Vec<String>> = was.keys().chain(is.keys()).collect();
    paths.sort();
    paths.dedup();
    let changed = paths.into_iter().filter_map(|path| {
        let (before, after) = (was.get(path), is.get(path));
        let told = |value: Option<&String>| value.map(|value| cut(value, MAX_VALUE_CHARS));
        (before != after).then(|| Difference { path: path.clone(), before: told(before), after: told(after) })
    });
    changed.take(MOST_LINES).collect()
}

fn gather(value: &Value, path: &mut Vec<String>, into: &mut BTreeMap<Vec<String>, String>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, member) in members {
                if says_nothing(name) {
                    continue;
                }
                path.push(name.clone());
                gather(member, path, into);
                path.pop();
            }
        }
        Value::Array(items) if items.is_empty() => {}
        // What is added to a list or goes from it shows as the list with and without it; of a long one, its end.
        Value::Array(items) => {
            let told: Vec<String> = items.iter().map(plain).collect();
            into.insert(path.clone(), ending(&told.join("; ")));
        }
        other => {
            let told = plain(other);
            if !told.is_empty() {
                into.insert(path.clone(), told);
            }
        }
    }
}

/// Moments and ids: names and values beside them say the same to people.
fn says_nothing(name: &str) -> bool {
    matches!(name, "at" | "since" | "id")
}

/// A value on one line: of an object its members' values, texts without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(members) => {
            let told = members.iter().filter(|(name, _)| !says_nothing(name));
            let told: Vec<String> = told.map(|(_, member)| plain(member)).filter(|text| !text.is_empty()).collect();
            told.join(": ")
        }
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The end of a text, where lists grow.
fn ending(text: &str) -> String {
    let surplus = text.chars().count().saturating_sub(MAX_VALUE_CHARS);
    if surplus == 0 { text.to_owned() } else { format!("…{}", text.chars().skip(surplus + 1).collect::<String>()) }
}
