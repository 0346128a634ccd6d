//! The figures of a test: shares, the area under a curve, F1, calibration. Shares of nothing are 0.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Example, OUTSIDE, Prediction};
use crate::hearing::classifier::number;

pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// The chance that one of `higher` is above one of `lower`, ties counted half. Both sorted.
pub(super) fn auroc(higher: &[f64], lower: &[f64]) -> f64 {
    let wins: f64 = higher
        .iter()
        .map(|fit| {
            let below = lower.partition_point(|other| other < fit);
            let not_above = lower.partition_point(|other| other <= fit);
            (number(below) + number(not_above)) / 2.0
        })
        .sum();
    if higher.is_empty() || lower.is_empty() { 0.0 } else { wins / (number(higher.len()) * number(lower.len())) }
}

pub(super) fn accepted_at_95(inside: &[f64], outside: &[f64]) -> f64 {
    let Some(threshold) = inside.get(inside.len() / 20) else { return 0.0 };
    share(outside.iter().filter(|fit| *fit >= threshold).count(), outside.len())
}

pub(super) fn macro_f1(judged: &[(&Example, &Prediction)], threshold: f64) -> f64 {
    let mut tallies: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (example, made) in judged {
        let said = if made.fit < threshold { OUTSIDE } else { made.label.as_str() };
        if said == example.label {
            tallies.entry(said).or_default().0 += 1;
        } else {
            tallies.entry(said).or_default().1 += 1;
            tallies.entry(example.label.as_str()).or_default().2 += 1;
        }
    }
    let scores: f64 = tallies.values().map(|(right, wrong, missed)| share(2 * right, 2 * right + wrong + missed)).sum();
    if tallies.is_empty() { 0.0 } else { scores / number(tallies.len()) }
}

/// Messages of about the same fit, and how many of them are inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Their mean fit.
    pub fit: f64,
    /// The share of them that is inside: with a fit that means what it says, the same.
    pub inside: f64,
    /// How many they are.
    pub messages: usize,
}

/// The reliability curve: ten bins of fit, those without messages left out.
pub(super) fn reliability(judged: &[(&Example, &Prediction)]) -> Vec<Bin> {
    let mut bins = [(0.0, 0_usize, 0_usize); 10];
    for (example, made) in judged {
        let bin = (0..9).find(|bin| made.fit < (number(*bin) + 1.0) / 10.0).unwrap_or(9);
        if let Some((fits, inside, all)) = bins.get_mut(bin) {
            *fits += made.fit;
            *inside += usize::from(example.label != OUTSIDE);
            *all += 1;
        }
    }
    let filled = bins.into_iter().filter(|(_, _, all)| *all > 0);
    filled
        .map(|(fits, inside, all)| Bin { fit: fits / number(all), inside: share(inside, all), messages: all })
        .collect()
}

/// The mean distance between fit and the share that is inside, over the bins.
pub(super) fn calibration_error(bins: &[Bin]) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.messages).sum();
    let distance: f64 = bins.iter().map(|bin| (bin.fit - bin.inside).abs() * number(bin.messages)).sum();
    if all == 0 { 0.0 } else { distance / number(all) }
}
