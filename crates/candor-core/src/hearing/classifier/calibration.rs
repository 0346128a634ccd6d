//! Turns raw likeness into fit, so that 0.7 means "rather within the script than without" for a script of any size.
//!
//! At train time every phrasing is taken out of its label once. Its likeness to what remains shows how unseen wording
//! of the script scores; its likeness to the other labels shows how something foreign, on the same subject, scores.

use super::{centroids::Centroids, features::Vector, number};

/// The fit given to a likeness at the boundary: the default threshold of scripts.
const BOUNDARY_FIT: f64 = crate::script::model::DEFAULT_FIT_THRESHOLD;

/// Where the boundary lies before anything is known of a script, and how many phrasings that belief weighs.
const USUAL_BOUNDARY: f64 = 0.30;
const USUAL_WEIGHT: f64 = 10.0;

/// How sharply fit rises at the boundary.
const SHARPNESS: f64 = 28.0;

/// The boundary and slope learnt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Calibration {
    boundary: f64,
}

impl Calibration {
    /// Learns from the phrasings themselves.
    pub(super) fn leave_one_out(centroids: &Centroids, examples: &[(Vector, usize)]) -> Self {
        let mut within = Vec::new();
        let mut foreign = Vec::new();
        for (vector, own) in examples {
            let likenesses = centroids.likenesses_without(vector, *own);
            if let Some(likeness) = likenesses.get(*own).copied().flatten() {
                within.push(likeness);
            }
            let others =
                likenesses.iter().enumerate().filter(|(label, _)| label != own).filter_map(|(_, found)| *found);
            if let Some(likeness) = others.reduce(f64::max) {
                foreign.push(likeness);
            }
        }
        within.sort_by(f64::total_cmp);
        foreign.sort_by(f64::total_cmp);
        let known = number(within.len().min(foreign.len()));
        let learnt = match (quantile(&within, 0.1), quantile(&foreign, 0.75)) {
            (Some(low), Some(high)) => (low + high) / 2.0,
            _ => USUAL_BOUNDARY,
        };
        let boundary = (learnt * known + USUAL_BOUNDARY * USUAL_WEIGHT) / (known + USUAL_WEIGHT);
        Self { boundary }
    }

    /// The fit of a likeness.
    pub(super) fn fit(&self, likeness: f64) -> f64 {
        let at_boundary = (BOUNDARY_FIT / (1.0 - BOUNDARY_FIT)).ln();
        let fit = 1.0 / (1.0 + (-(SHARPNESS * (likeness - self.boundary) + at_boundary)).exp());
        fit.clamp(0.0, 1.0)
    }
}

fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let mut left = share * number(sorted.len());
    sorted.iter().copied().find(|_| {
        left -= 1.0;
        left <= 0.0
    })
}
