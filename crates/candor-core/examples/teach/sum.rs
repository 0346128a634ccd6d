//! Logistic regression over sparse features, held back by the squares of the weights (not of the bias); with several labels multinomial.
//! By L-BFGS (Nocedal 1980) with ten pairs and steps halved until they gain enough.

use candor_core::hearing::teaching::PLACES;

/// One text.
pub struct Example<'a> {
    pub features: &'a [(usize, f64)],
    pub label: usize,
    pub weight: f64,
}

const PAIRS: usize = 10;
const ROUNDS: usize = 400;
/// The least gain of a step, as a share of what its slope promises (Armijo).
const GAIN: f64 = 1e-4;
/// It is done where a round gains less than this share.
const ENOUGH: f64 = 1e-7;

/// The weights of each head and its bias.
pub fn learn(examples: &[Example<'_>], heads: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut at = vec![0.0; heads * (PLACES + 1)];
    let (mut loss, mut slope) = loss(examples, heads, &at);
    let mut pairs: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for round in 0..ROUNDS {
        let direction = direction(&slope, &pairs);
        let promised = dot(&direction, &slope);
        let mut step = if round == 0 { 1.0 / dot(&slope, &slope).sqrt() } else { 1.0 };
        let (next, next_loss, next_slope) = loop {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(at, way)| at + step * way).collect();
            let (next_loss, next_slope) = self::loss(examples, heads, &next);
            if next_loss <= loss + GAIN * step * promised || step < 1e-12 {
                break (next, next_loss, next_slope);
            }
            step /= 2.0;
        };
        let moved: Vec<f64> = next.iter().zip(&at).map(|(next, at)| next - at).collect();
        let turned: Vec<f64> = next_slope.iter().zip(&slope).map(|(next, slope)| next - slope).collect();
        if dot(&moved, &turned) > 1e-12 {
            pairs.push((moved, turned));
            if pairs.len() > PAIRS {
                pairs.remove(0);
            }
        }
        let is_done = loss - next_loss < ENOUGH * loss.abs();
        (at, loss, slope) = (next, next_loss, next_slope);
        if is_done {
            break;
        }
    }
    let weights = at.chunks(PLACES + 1);
    weights.map(|weights| (weights[..PLACES].to_vec(), weights[PLACES])).unzip()
}

fn direction(slope: &[f64], pairs: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut way: Vec<f64> = slope.iter().map(|slope| -slope).collect();
    let mut shares = Vec::new();
    for (moved, turned) in pairs.iter().rev() {
        let share = dot(moved, &way) / dot(moved, turned);
        way.iter_mut().zip(turned).for_each(|(way, turned)| *way -= share * turned);
        shares.push(share);
    }
    if let Some((moved, turned)) = pairs.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        way.iter_mut().for_each(|way| *way *= scale);
    }
    for ((moved, turned), share) in pairs.iter().zip(shares.into_iter().rev()) {
        let back = dot(turned, &way) / dot(moved, turned);
        way.iter_mut().zip(moved).for_each(|(way, moved)| *way += (share - back) * moved);
    }
    way
}

fn loss(examples: &[Example<'_>], heads: usize, at: &[f64]) -> (f64, Vec<f64>) {
    let width = PLACES + 1;
    let mut slope = at.to_vec();
    let mut loss = 0.0;
    for (head, weights) in at.chunks(width).enumerate() {
        loss += 0.5 * dot(&weights[..PLACES], &weights[..PLACES]);
        slope[head * width + PLACES] = 0.0;
    }
    for example in examples {
        let scores: Vec<f64> = at
            .chunks(width)
            .map(|weights| {
                weights[PLACES] + example.features.iter().map(|(at, value)| weights[*at] * value).sum::<f64>()
            })
            .collect();
        let shares = shares(&scores);
        let right = if heads == 1 { 1 - example.label } else { example.label };
        loss -= example.weight * shares[right].max(1e-300).ln();
        for head in 0..heads {
            let target = if heads == 1 { example.label == 1 } else { example.label == head };
            let change = example.weight * (shares[head] - f64::from(u8::from(target)));
            let slope = &mut slope[head * width..(head + 1) * width];
            example.features.iter().for_each(|(at, value)| slope[*at] += change * value);
            slope[PLACES] += change;
        }
    }
    (loss, slope)
}

/// Scores as probabilities; of a single head that it is said, and that it is not.
fn shares(scores: &[f64]) -> Vec<f64> {
    if let [score] = scores {
        let share = 1.0 / (1.0 + (-score).exp());
        return vec![share, 1.0 - share];
    }
    let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
    let total: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / total).collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
