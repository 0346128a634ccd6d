//! Which examples are taken: some labels only, so many of each, always the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::{Example, OUTSIDE};

/// Those labels are inside; every other example is [`OUTSIDE`].
pub fn only_inside(examples: Vec<Example>, labels: &BTreeSet<String>) -> Vec<Example> {
    let within = |label: &str| labels.contains(label);
    let relabel = |example: Example| match within(&example.label) {
        true => example,
        false => Example { label: OUTSIDE.to_owned(), ..example },
    };
    examples.into_iter().map(relabel).collect()
}

/// At most so many examples of each label, drawn by the seed, in the order in which they came. Those outside are all kept.
pub fn at_most(examples: Vec<Example>, per_label: usize, seed: u64) -> Vec<Example> {
    let mut drawn: BTreeMap<String, Vec<([u8; 32], usize)>> = BTreeMap::new();
    for (place, example) in examples.iter().enumerate().filter(|(_, example)| example.label != OUTSIDE) {
        let lot = Sha256::digest(format!("{seed} {} {}", example.label, example.text)).into();
        drawn.entry(example.label.clone()).or_default().push((lot, place));
    }
    let mut taken = BTreeSet::new();
    for lots in drawn.values_mut() {
        lots.sort_unstable();
        taken.extend(lots.iter().take(per_label).map(|(_, place)| *place));
    }
    let is_taken = |place: usize, example: &Example| example.label == OUTSIDE || taken.contains(&place);
    examples
        .into_iter()
        .enumerate()
        .filter(|(place, example)| is_taken(*place, example))
        .map(|(_, example)| example)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Vec<Example> {
        let labels = ["a", "a", "a", "b", OUTSIDE, "a", "b", "b"];
        let texts = (1..).map(|number| format!("text {number}"));
        labels.iter().zip(texts).map(|(label, text)| Example { text, label: (*label).to_owned() }).collect()
    }

    #[test]
    fn so_many_of_each_label_are_drawn_and_always_the_same() {
        let drawn = at_most(examples(), 2, 7);
        let of = |label: &str| drawn.iter().filter(|example| example.label == label).count();
        assert_eq!((of("a"), of("b"), of(OUTSIDE)), (2, 2, 1));
        assert_eq!(drawn, at_most(examples(), 2, 7));
        assert_eq!(at_most(examples(), 9, 7), examples());
        let seeds = (0..20).map(|seed| at_most(examples(), 1, seed));
        assert!(seeds.collect::<Vec<_>>().windows(2).any(|pair| pair[0] != pair[1]), "another seed draws others");
    }

    #[test]
    fn labels_not_chosen_are_outside() {
        let inside = only_inside(examples(), &BTreeSet::from(["b".to_owned()]));
        assert_eq!(inside.iter().filter(|example| example.label == OUTSIDE).count(), 5);
    }
}
