//! The nearest of a few words to one that was mistyped. For suggestions only: nothing is ever corrected silently.

/// The nearest candidate, if it is near enough to be meant: one slip in short words, two in longer ones.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST + 1).collect();
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let allowed = if word.len() < 5 { 1 } else { 2 };
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(word.len()) <= allowed)
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| (1..=allowed).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Longer words are never mistyped keywords.
const LONGEST: usize = 40;

/// How many letters must be put, dropped, replaced or swapped with the next (optimal string alignment).
fn distance(left: &[char], right: &str) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=left.len()).collect();
    let mut previous_right = None;
    for (row, right_char) in right.chars().enumerate() {
        let mut current = vec![row + 1];
        let mut previous_left = None;
        for (column, left_char) in left.iter().copied().enumerate() {
            let cell = |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX - 1);
            let replaced = cell(&above, column) + usize::from(left_char != right_char);
            let mut best = replaced.min(cell(&above, column + 1) + 1).min(cell(&current, column) + 1);
            if column > 0 && previous_left == Some(right_char) && previous_right == Some(left_char) {
                best = best.min(cell(&before, column - 1).saturating_add(1));
            }
            current.push(best);
            previous_left = Some(left_char);
        }
        before = std::mem::replace(&mut above, current);
        previous_right = Some(right_char);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("customrs say", ["customers say", "say"]), Some("customers say"));
        assert_eq!(nearest("сакзать", ["сказать", "узнать"]), Some("сказать"));
        assert_eq!(nearest("nxet", ["next", "say"]), Some("next"));
    }

    #[test]
    fn another_word_finds_nothing() {
        assert_eq!(nearest("weather", ["next", "say", "goal"]), None);
        assert_eq!(nearest("", ["a"]), None);
        assert_eq!(nearest("say", ["say"]), None);
    }
}
