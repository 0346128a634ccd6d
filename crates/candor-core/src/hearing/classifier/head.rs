//! Multinomial logistic regression without intercept, each label weighing the same however many phrasings it has. Trained
//! by coordinate steps on the dual (Yu, Huang, Lin 2011, "Dual coordinate descent methods for logistic regression and
//! maximum entropy models", with a plain Newton bound for the step), in a fixed order.
//!
//! What is kept is how much each phrasing speaks for each label: a message's score for a label is the sum over the
//! phrasings of their likeness to it times that.

use serde::{Deserialize, Serialize};

use super::{
    known::{Known, mixed},
    number, single,
};

/// How little the weights are held back. Chosen on the development packs and on others sampled from the same sets.
const STRENGTH: f64 = 10.0;

const ROUNDS: usize = 12;

/// What each phrasing says for each label.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    /// Phrasing by phrasing, one number a label.
    says: Vec<f32>,
    labels: usize,
}

impl Head {
    /// Learns which label each known phrasing has.
    pub(super) fn train(known: &Known, labels: usize) -> Self {
        let mut head = Self { says: vec![0.0; known.len() * labels], labels };
        if labels < 2 {
            return head;
        }
        let sizes = known.sizes(labels);
        let evenly = STRENGTH * number(known.len()) / number(labels);
        let mut weights = known.weights(labels);
        for round in 0..ROUNDS {
            for place in strided(known.len(), round) {
                let label = known.label(place);
                let strength = evenly / number(sizes.get(label).copied().unwrap_or(1).max(1));
                let (meaning, words) = known.scores(place, &weights);
                let mut change = shares(&mixed(&meaning, &words, known.shares()));
                let Some(says) = head.says.get_mut(place * labels..(place + 1) * labels) else { continue };
                for (other, (change, says)) in change.iter_mut().zip(says).enumerate() {
                    let target = f64::from(u8::from(other == label));
                    *change = (strength * (target - *change) - f64::from(*says)) / (1.0 + 0.5 * strength);
                    *says += single(*change);
                }
                known.add(place, &change, &mut weights);
            }
        }
        head
    }

    /// The probability of every label, by the likeness of a message to every phrasing.
    pub(super) fn shares(&self, likenesses: &[f32]) -> Vec<f64> {
        let mut scores = vec![0.0; self.labels];
        for (says, likeness) in self.says.chunks(self.labels.max(1)).zip(likenesses) {
            for (score, says) in scores.iter_mut().zip(says) {
                *score += says * likeness;
            }
        }
        shares(&scores)
    }

    /// What it takes in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.says.len() * size_of::<f32>()
    }
}

/// Scores as probabilities.
fn shares(scores: &[f32]) -> Vec<f64> {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut shares: Vec<f64> = scores.iter().map(|score| f64::from(score - highest).exp()).collect();
    let total: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= total;
    }
    shares
}

/// Every place once, in an order that depends on the round alone. Neighbours share a label; a stride visits the labels in
/// turn, another way each round.
fn strided(count: usize, round: usize) -> impl Iterator<Item = usize> {
    const STRIDES: [usize; 6] = [7, 11, 13, 17, 19, 23];
    let stride = STRIDES.get(round % STRIDES.len()).copied().unwrap_or(7);
    (0..stride).flat_map(move |from| (from..count).step_by(stride))
}
