//! Multinomial logistic regression, trained by plain gradient steps in a fixed order.

use super::features::Vector;

/// The weights of every feature for every label, feature by feature.
#[derive(Clone, Debug)]
pub(super) struct Head {
    weights: Vec<f64>,
    count: usize,
}

const ROUNDS: usize = 20;
const FIRST_STEP: f64 = 2.0;

impl Head {
    /// Learns from vectors with labels.
    pub(super) fn train(examples: &[(Vector, usize)], size: usize, count: usize) -> Self {
        let mut head = Self { weights: vec![0.0; size * count], count };
        if count < 2 {
            return head;
        }
        let mut step = FIRST_STEP;
        for round in 0..ROUNDS {
            // Neighbours in the list share a label; a stride visits the labels in turn, another way each round.
            for (vector, label) in strided(examples, round) {
                let mut shares = head.shares(vector);
                for (other, share) in shares.iter_mut().enumerate() {
                    *share = (if other == *label { 1.0 } else { 0.0 }) - *share;
                }
                head.add(vector, &shares, step);
            }
            step *= 0.95;
        }
        head
    }

    /// The probability of every label.
    pub(super) fn shares(&self, vector: &Vector) -> Vec<f64> {
        let mut scores = vec![0.0; self.count];
        for (place, value) in vector {
            let row = self.weights.get(place * self.count..(place + 1) * self.count).unwrap_or_default();
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += value * weight;
            }
        }
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut total = 0.0;
        for score in &mut scores {
            *score = (*score - highest).exp();
            total += *score;
        }
        for score in &mut scores {
            *score /= total;
        }
        scores
    }

    fn add(&mut self, vector: &Vector, errors: &[f64], step: f64) {
        for (place, value) in vector {
            let row = self.weights.get_mut(place * self.count..(place + 1) * self.count).unwrap_or_default();
            for (weight, error) in row.iter_mut().zip(errors) {
                *weight += step * value * error;
            }
        }
    }
}

/// Every example once, in an order that depends on the round alone.
fn strided(examples: &[(Vector, usize)], round: usize) -> impl Iterator<Item = &(Vector, usize)> {
    const STRIDES: [usize; 6] = [7, 11, 13, 17, 19, 23];
    let stride = STRIDES.get(round % STRIDES.len()).copied().unwrap_or(7);
    (0..stride).flat_map(move |from| examples.iter().skip(from).step_by(stride))
}
