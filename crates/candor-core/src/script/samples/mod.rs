//! Scripts that come with Candor: a small one for tests, and the examples a business can start from.

/// A small valid script in English and Russian: four steps, two facts, one question, two fields, two triggers.
pub const SMALL: &str = include_str!("small.script.md");

/// The examples, by name.
pub const EXAMPLES: &[(&str, &str)] = &[("flower-shop", include_str!("../../../../../scripts/flower-shop.script.md"))];

/// The text of an example.
pub fn example(name: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::{language::Language, script::parse};

    #[test]
    fn every_script_that_comes_along_passes_without_a_word() {
        for (name, text) in EXAMPLES.iter().chain(&[("small", SMALL)]) {
            let (script, problems) = parse(text);
            let described: Vec<String> = problems.iter().map(|problem| problem.describe(Language::En)).collect();
            assert!(problems.is_empty(), "{name}:\n{}", described.join("\n"));
            assert_eq!(script.unwrap().name, *name);
        }
    }
}
