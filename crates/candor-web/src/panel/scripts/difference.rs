//! What is different between two texts, line by line, to be shown.

use candor_core::script::diff;

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DiffLine {
    /// `added`, `removed`, `same` or `gap`.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
}

/// The lines that differ, with some around them; none if the texts are the same.
pub(super) fn difference(old: &str, new: &str) -> Vec<DiffLine> {
    let told = diff(old, new);
    let lines = told.lines().filter(|line| !line.starts_with('\\')).enumerate();
    let shown = lines.filter_map(|(place, line)| {
        let mut signs = line.chars();
        let kind = match signs.next() {
            Some('+') => "added",
            Some('-') => "removed",
            // The first place of a change needs no gap before it.
            Some('@') if place == 0 => return None,
            Some('@') => return Some(DiffLine { kind: "gap", text: "…".to_owned() }),
            _ => "same",
        };
        Some(DiffLine { kind, text: signs.as_str().to_owned() })
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_by_lines_and_lines_that_look_like_signs_stay_what_they_are() {
        let old = "a\n- x\nb\n";
        let told: Vec<_> = difference(old, "a\n+ y\nb").into_iter().map(|line| (line.kind, line.text)).collect();
        let line = |kind, text: &str| (kind, text.to_owned());
        let expected =
            [line("same", "a"), line("removed", "- x"), line("removed", "b"), line("added", "+ y"), line("added", "b")];
        assert_eq!(told, expected);
        assert!(difference(old, old).is_empty());
        let far = |word: &str| format!("{word}\n{}{word}\n", "same\n".repeat(20));
        assert_eq!(difference(&far("a"), &far("b")).iter().filter(|line| line.kind == "gap").count(), 1);
    }
}
