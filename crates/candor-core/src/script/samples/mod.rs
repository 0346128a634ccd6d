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
        let others = [
            ("small", SMALL),
            ("agency", include_str!("../../../../../scripts/agency.script.md")),
            ("dental-clinic", include_str!("../../../../../scripts/dental-clinic.script.md")),
            ("online-course", include_str!("../../../../../scripts/online-course.script.md")),
        ];
        let mut said = String::new();
        for (name, text) in EXAMPLES.iter().chain(&others) {
            let (script, problems) = parse(text);
            for problem in &problems {
                said.push_str(&format!("{name}:{}\n", problem.describe(Language::En)));
            }
            assert!(script.is_none_or(|script| script.name == *name));
        }
        assert!(said.is_empty(), "{said}");
    }

    #[test]
    fn examples_are_whole_enough_to_start_a_business_with() {
        for (name, text) in EXAMPLES {
            let script = parse(text).0.unwrap();
            assert!((8..=16).contains(&script.steps.len()), "{name}: {} steps", script.steps.len());
            assert!(script.facts.len() >= 10 && script.questions.len() >= 8, "{name}");
            assert!(!script.triggers.is_empty() && script.fields.iter().any(|field| field.is_required), "{name}");
            for language in &script.languages {
                for step in &script.steps {
                    let count = step.heard_as.in_language(*language).len();
                    assert!((6..=14).contains(&count), "{name}: step {} has {count} phrasings in {language}", step.id);
                }
            }
        }
    }
}
