//! One word per thing. GLOSSARY.md has a table of words that public names do not use, what to say instead, and where
//! the word is somebody else's and stays (Telegram's `User`, for example). This reads that table, nothing else.

use std::fs;

use anyhow::{Context, Result};

use super::Report;
use crate::source::Tree;

/// File names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "types", "misc", "shared"];

/// One line of the table.
struct Rule {
    /// Lower case; with a `_` at its end only the beginning of a name is meant.
    word: String,
    instead: String,
    /// Paths below which the word may stand.
    homes: Vec<String>,
}

pub fn check(tree: &Tree) -> Result<Report> {
    let text = fs::read_to_string(tree.root.join("GLOSSARY.md")).context("cannot read GLOSSARY.md")?;
    let rules = rules(&text);
    let mut report = Report::default();
    if rules.is_empty() {
        report.problem("GLOSSARY.md has no table `| not | but | except in |`");
    }
    for source in &tree.rust {
        for name in &source.facts.names {
            for rule in rules.iter().filter(|rule| rule.forbids(&name.it, &source.path)) {
                report.problem(format!(
                    "{}:{}: `{}`: not `{}` but {}",
                    source.path, name.line, name.it, rule.word, rule.instead
                ));
            }
        }
        let empty = source.path.split('/').find(|part| EMPTY_NAMES.contains(&part.trim_end_matches(".rs")));
        if let Some(part) = empty {
            report.problem(format!("{}: `{part}` says nothing; name it after what is inside", source.path));
        }
    }
    Ok(report)
}

impl Rule {
    fn forbids(&self, name: &str, path: &str) -> bool {
        if self.homes.iter().any(|home| path.starts_with(home.as_str())) {
            return false;
        }
        let words = words(name);
        match self.word.strip_suffix('_') {
            Some(verb) => words.len() > 1 && words.first().is_some_and(|first| first == verb),
            None => words.iter().any(|word| *word == self.word || *word == format!("{}s", self.word)),
        }
    }
}

/// The parts of a name, lower case: `ChatMember` and `chat_member` are both chat and member.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let begins = letter == '_' || (letter.is_uppercase() && was_lower);
        if begins {
            words.push(String::new());
        }
        if let (true, Some(last)) = (letter != '_', words.last_mut()) {
            last.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn rules(glossary: &str) -> Vec<Rule> {
    let after = glossary.lines().skip_while(|line| !line.starts_with("| not |")).skip(2);
    let table = after.take_while(|line| line.starts_with('|'));
    let cells = table
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.replace('`', "").trim().to_owned()).collect());
    cells
        .filter_map(|cells: Vec<String>| match cells.as_slice() {
            [words, instead, homes] => Some((words.clone(), instead.clone(), homes.clone())),
            _ => None,
        })
        .flat_map(|(words, instead, homes)| {
            let homes: Vec<String> =
                homes.split(',').map(|home| home.trim().to_owned()).filter(|home| !home.is_empty()).collect();
            let words: Vec<String> = words.split(',').map(|word| word.trim().replace('…', "").to_owned()).collect();
            words.into_iter().map(move |word| Rule { word, instead: instead.clone(), homes: homes.clone() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_apart_into_words() {
        assert_eq!(words("ChatMember"), ["chat", "member"]);
        assert_eq!(words("get_user"), ["get", "user"]);
        assert_eq!(words("MAX_LENGTH"), ["max", "length"]);
    }

    #[test]
    fn a_verb_is_forbidden_at_the_beginning_only() {
        let table = "| not | but | except in |\n|---|---|---|\n| `get_…` | a noun | |\n| `user` | contact | `crates/telegram-simulator/` |\n";
        let rules = rules(table);
        let forbidden = |name: &str, path: &str| rules.iter().any(|rule| rule.forbids(name, path));
        assert!(forbidden("get_price", "crates/candor-core/src/a.rs"));
        assert!(!forbidden("get", "crates/candor-core/src/a.rs"));
        assert!(!forbidden("budget_price", "crates/candor-core/src/a.rs"));
        assert!(forbidden("UserName", "crates/candor-core/src/a.rs"));
        assert!(forbidden("users", "crates/candor-core/src/a.rs"));
        assert!(!forbidden("UserName", "crates/telegram-simulator/src/a.rs"));
    }
}
