//! A layer of units between the sentence vector and the heads, taught by Adam (Kingma, Ba 2015) in small batches, its weights held
//! back by their squares.

use candor_core::hearing::{
    teaching::{Layer, Unit},
    vectors::{DIMENSIONS, SentenceVector},
};

use crate::chance::Chance;

/// One text.
pub struct Example<'a> {
    pub vector: &'a SentenceVector,
    pub label: Label<'a>,
    pub weight: f32,
}

/// What a text says.
#[derive(Clone, Copy)]
pub enum Label<'a> {
    /// One of the heads, which exclude one another; of a single head 1 where it is said.
    One(usize),
    /// Of each head whether it is said, where that is known.
    Each(&'a [Option<bool>]),
}

/// What was learnt.
struct Net {
    units: Vec<Unit>,
    biases: Vec<f32>,
}

const UNITS: usize = 128;
const EPOCHS: usize = 12;
const BATCH: usize = 64;
/// How much the weights are held back, over a batch.
const HOLD: f32 = 0.1;
const PACE: f32 = 1e-3;

/// The numbers of a vector are brought to about one.
const WIDE: f32 = 22.627_417;

/// A layer for these heads: the mean of two nets that began differently, times a share.
pub fn layer(examples: &[Example<'_>], names: Vec<&'static str>, share: f32) -> Layer {
    let nets = [0, 1].map(|seed| learn(examples, names.len(), seed));
    let share = share / nets.len() as f32;
    let mut layer = Layer { units: Vec::new(), biases: vec![0.0; names.len()], names };
    for net in nets {
        let units = net.units.into_iter();
        layer
            .units
            .extend(units.map(|unit| Unit { says: unit.says.iter().map(|says| says * share).collect(), ..unit }));
        layer.biases.iter_mut().zip(&net.biases).for_each(|(sum, bias)| *sum += bias * share);
    }
    layer
}

fn learn(examples: &[Example<'_>], heads: usize, seed: u64) -> Net {
    let mut chance = Chance::new(seed + 1);
    let mut first = Weights::new(UNITS * DIMENSIONS, spread(DIMENSIONS, UNITS), &mut chance);
    let mut first_bias = Weights::new(UNITS, 0.0, &mut chance);
    let mut last = Weights::new(UNITS * heads, spread(UNITS, heads), &mut chance);
    let mut last_bias = Weights::new(heads, 0.0, &mut chance);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut round = 0;
    for _ in 0..EPOCHS {
        chance.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            for example in batch.iter().map(|at| &examples[*at]) {
                let input: Vec<f32> = example.vector.iter().map(|number| number * WIDE).collect();
                let seen: Vec<f32> = first
                    .now
                    .chunks(DIMENSIONS)
                    .zip(&first_bias.now)
                    .map(|(weights, bias)| (dot(weights, &input) + bias).max(0.0))
                    .collect();
                let scores: Vec<f32> = (0..heads)
                    .map(|head| {
                        let said = seen.iter().enumerate().map(|(unit, seen)| seen * last.now[unit * heads + head]);
                        last_bias.now[head] + said.sum::<f32>()
                    })
                    .collect();
                let wrong = wrong(&scores, example.label).into_iter().map(|wrong| wrong * example.weight);
                let wrong: Vec<f32> = wrong.collect();
                for (slope, wrong) in last_bias.slope.iter_mut().zip(&wrong) {
                    *slope += wrong;
                }
                for (unit, seen) in seen.iter().enumerate().filter(|(_, seen)| **seen > 0.0) {
                    let mut back = 0.0;
                    for (head, wrong) in wrong.iter().enumerate() {
                        last.slope[unit * heads + head] += wrong * seen;
                        back += wrong * last.now[unit * heads + head];
                    }
                    first_bias.slope[unit] += back;
                    let slope = &mut first.slope[unit * DIMENSIONS..(unit + 1) * DIMENSIONS];
                    slope.iter_mut().zip(&input).for_each(|(slope, input)| *slope += back * input);
                }
            }
            round += 1;
            let size = batch.len() as f32;
            first.step(size, HOLD, round);
            first_bias.step(size, 0.0, round);
            last.step(size, HOLD, round);
            last_bias.step(size, 0.0, round);
        }
    }
    let units = (0..UNITS).map(|unit| Unit {
        weights: first.now[unit * DIMENSIONS..(unit + 1) * DIMENSIONS].iter().map(|weight| weight * WIDE).collect(),
        bias: first_bias.now[unit],
        says: last.now[unit * heads..(unit + 1) * heads].to_vec(),
    });
    Net { units: units.collect(), biases: last_bias.now }
}

/// How far the scores are from the label, each.
fn wrong(scores: &[f32], label: Label<'_>) -> Vec<f32> {
    let one = |score: f32, is_said: bool| 1.0 / (1.0 + (-score).exp()) - if is_said { 1.0 } else { 0.0 };
    let label = match (label, scores) {
        (Label::Each(said), _) => {
            let each = scores.iter().zip(said).map(|(score, said)| said.map_or(0.0, |said| one(*score, said)));
            return each.collect();
        }
        (Label::One(label), [score]) => return vec![one(*score, label == 1)],
        (Label::One(label), _) => label,
    };
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let shares: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let total: f32 = shares.iter().sum();
    shares.iter().enumerate().map(|(at, share)| share / total - if at == label { 1.0 } else { 0.0 }).collect()
}

/// How far weights begin from zero (Glorot, Bengio 2010).
fn spread(inputs: usize, outputs: usize) -> f32 {
    (6.0 / (inputs + outputs) as f32).sqrt()
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (one, other) in one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0) {
        for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum += one * other;
        }
    }
    sums.iter().sum()
}

/// Weights with what Adam remembers of them.
struct Weights {
    now: Vec<f32>,
    slope: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Weights {
    fn new(count: usize, spread: f32, chance: &mut Chance) -> Self {
        let now = (0..count).map(|_| spread * chance.around_zero()).collect();
        Self { now, slope: vec![0.0; count], mean: vec![0.0; count], square: vec![0.0; count] }
    }

    fn step(&mut self, size: f32, hold: f32, round: i32) {
        const KEPT: f32 = 0.9;
        const SQUARES_KEPT: f32 = 0.999;
        let pace = PACE * (1.0 - SQUARES_KEPT.powi(round)).sqrt() / (1.0 - KEPT.powi(round));
        let remembered = self.mean.iter_mut().zip(&mut self.square);
        for ((now, slope), (mean, square)) in self.now.iter_mut().zip(&mut self.slope).zip(remembered) {
            let change = (*slope + hold * *now) / size;
            *mean = KEPT * *mean + (1.0 - KEPT) * change;
            *square = SQUARES_KEPT * *square + (1.0 - SQUARES_KEPT) * change * change;
            *now -= pace * *mean / (square.sqrt() + 1e-8);
            *slope = 0.0;
        }
    }
}
