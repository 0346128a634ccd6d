//! Phrasings of different labels that are too alike to be told apart.

use std::collections::BTreeMap;

use super::known::{Known, mixed};

/// Phrasings this alike collide, if one of them is nearer to the other than to any of its own label. Two wordings of one
/// question are about 0.6 alike, two questions of one trade about 0.3.
const TOO_ALIKE: f32 = 0.88;

/// See [`Classifier::collisions`](super::Classifier::collisions).
pub(super) fn of(known: &Known) -> Vec<(usize, usize, f64)> {
    let mut worst: BTreeMap<(usize, usize), (usize, usize, f32)> = BTreeMap::new();
    let mut own = Vec::new();
    let mut alike = Vec::new();
    for (place, label) in known.labels().enumerate() {
        let likenesses = known.likenesses_of(place);
        let likenesses = mixed(&likenesses.meaning, &likenesses.words, known.shares());
        let (mut sum, mut count, mut nearest) = (0.0_f32, 0.0_f32, f32::NEG_INFINITY);
        for (other, (other_label, likeness)) in known.labels().zip(&likenesses).enumerate() {
            if other_label == label && other != place {
                sum += likeness;
                count += 1.0;
                nearest = nearest.max(*likeness);
            }
        }
        for (other, (other_label, likeness)) in known.labels().zip(&likenesses).enumerate() {
            if other_label != label && *likeness >= TOO_ALIKE && *likeness > nearest {
                alike.push((place, other, *likeness));
            }
        }
        own.push(if count > 0.0 { sum / count } else { 1.0 });
    }
    for (first, second, likeness) in alike {
        let labels = (known.label(first), known.label(second));
        let pair = (labels.0.min(labels.1), labels.0.max(labels.1));
        if worst.get(&pair).is_none_or(|(_, _, most)| likeness > *most) {
            worst.insert(pair, (first, second, likeness));
        }
    }
    let at_home = |place: usize| own.get(place).copied().unwrap_or(1.0);
    let ordered = worst.into_values().map(|(first, second, likeness)| {
        let (out, of) = if at_home(first) < at_home(second) { (first, second) } else { (second, first) };
        (out, of, f64::from(likeness))
    });
    ordered.collect()
}
