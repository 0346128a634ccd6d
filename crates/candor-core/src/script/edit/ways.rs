//! How a value is written below or behind its keyword. There is often more than one way; the last of them marks every line
//! as text, so that none can be taken for anything else.

use crate::script::keywords::Takes;

/// The ways to write a value that is new, or whose way of being written cannot be kept, the plainest first.
pub(super) fn fresh(takes: Takes, head: &str, indent: &str, value: &[String]) -> Vec<Vec<String>> {
    match takes {
        Takes::Text | Takes::Value => text(head, indent, value),
        Takes::Names | Takes::Words => {
            let listed = listed(head, indent, value);
            match inline(head, ", ", &[',', ';'], value) {
                Some(inline) => vec![inline, listed],
                None => vec![listed],
            }
        }
        Takes::Phrases | Takes::Labels | Takes::Conditions => vec![listed(head, indent, value)],
    }
}

fn text(head: &str, indent: &str, value: &[String]) -> Vec<Vec<String>> {
    let mut ways = Vec::new();
    if let [line] = value {
        ways.push(vec![format!("{head} {line}")]);
    }
    ways.push(marked(head, indent, value));
    ways
}

/// The keyword, and every line below it marked as text.
pub(super) fn marked(head: &str, indent: &str, value: &[String]) -> Vec<String> {
    let below = value.iter().map(|line| format!("{indent}> {line}").trim_end().to_owned());
    [head.to_owned()].into_iter().chain(below).collect()
}

/// Items behind the keyword, if none of them has a sign that parts them.
pub(super) fn inline(head: &str, between: &str, signs: &[char], value: &[String]) -> Option<Vec<String>> {
    let is_plain = |item: &String| !item.contains(signs) && !item.contains("<!--");
    value.iter().all(is_plain).then(|| vec![format!("{head} {}", value.join(between))])
}

fn listed(head: &str, indent: &str, value: &[String]) -> Vec<String> {
    let items = value.iter().map(|item| one(indent, '-', item));
    [head.to_owned()].into_iter().chain(items).collect()
}

/// One item of a list on its line.
pub(super) fn one(indent: &str, sign: char, item: &str) -> String {
    // An item could open a note; a line marked as text cannot.
    let sign = if item.contains("<!--") { '>' } else { sign };
    format!("{indent}{sign} {item}")
}
