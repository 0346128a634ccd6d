//! Products of whole numbers: weights of 8 bits with inputs of 16. The sums are exact, so every processor comes to the
//! same result, whether it adds four numbers at a time or sixteen.

use fearless_simd::{Level, dispatch, prelude::*};

/// So many outputs are calculated at a time.
const BLOCK: usize = 4;

/// Inputs come in multiples of this; no processor takes more at a time.
const LANES: usize = 32;

/// Weights as whole numbers of steps.
#[derive(Debug)]
pub(super) struct Matrix {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// The difference one makes.
    pub(super) step: f32,
    /// Output by output.
    weights: Vec<i8>,
    /// The sum of the weights of each output.
    pub(super) sums: Vec<f32>,
}

/// Numbers as whole numbers of steps.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) step: f32,
    pub(super) wholes: Vec<i16>,
}

impl Inputs {
    /// Rounds to 65,535 steps, as great as the greatest number demands, with zeros before and after.
    pub(super) fn of(numbers: &[f32], before: usize, after: usize) -> Self {
        let step = greatest(numbers).max(f32::MIN_POSITIVE) / f32::from(i16::MAX);
        let steps = 1.0 / step;
        let mut wholes = Vec::with_capacity(before + numbers.len() + after);
        wholes.resize(before, 0);
        wholes.extend(numbers.iter().map(|number| whole(number * steps)));
        wholes.resize(before + numbers.len() + after, 0);
        Self { step, wholes }
    }
}

/// The greatest number whatever its sign, sought in eight parts so that eight can be compared at a time.
fn greatest(numbers: &[f32]) -> f32 {
    let larger = |one: f32, other: f32| if other > one { other } else { one };
    let (chunks, rest) = numbers.as_chunks::<8>();
    let mut parts = [0.0_f32; 8];
    for chunk in chunks {
        parts.iter_mut().zip(chunk).for_each(|(part, number)| *part = larger(*part, number.abs()));
    }
    parts.into_iter().chain(rest.iter().map(|number| number.abs())).fold(0.0, larger)
}

/// Rounded, and within bounds whatever comes.
#[allow(clippy::as_conversions, reason = "the only way from a float to a whole number; it saturates and NaN becomes 0")]
fn whole(number: f32) -> i16 {
    (number + if number < 0.0 { -0.5 } else { 0.5 }) as i16
}

/// A sum as a float; to 24 bits, which is what a float holds.
#[allow(clippy::as_conversions, reason = "the only way from i32 to f32; the loss is the rounding every float has")]
fn float(sum: i32) -> f32 {
    sum as f32
}

impl Matrix {
    /// `None` if the shape does not fit, or if a sum could leave 32 bits.
    pub(super) fn new(inputs: usize, outputs: usize, step: f32, weights: Vec<i8>) -> Option<Self> {
        let fits = weights.len() == inputs * outputs && inputs.is_multiple_of(LANES) && outputs.is_multiple_of(BLOCK);
        if !fits || inputs == 0 || outputs == 0 {
            return None;
        }
        let greatest =
            weights.chunks(inputs).map(|row| row.iter().map(|weight| i32::from(*weight).abs()).sum::<i32>()).max();
        let sums = weights.chunks(inputs).map(|row| float(row.iter().map(|weight| i32::from(*weight)).sum())).collect();
        (greatest? < 1 << 16).then_some(Self { inputs, outputs, step, weights, sums })
    }

    /// The product with each of several inputs: they are the windows of `inputs` as long as this matrix needs, each
    /// beginning `stride` after the one before. What comes out, in steps of both, is written to `out` input by input.
    pub(super) fn times(&self, level: Level, inputs: &[i16], stride: usize, out: &mut [f32]) {
        dispatch!(level, simd => self.times_with(simd, inputs, stride, out));
    }

    /// A block of outputs at a time, widened once for all inputs; two inputs at a time, so that each weight is looked at
    /// half as often.
    #[inline(always)]
    fn times_with<S: Simd>(&self, simd: S, inputs: &[i16], stride: usize, out: &mut [f32]) {
        let mut wide = vec![0_i16; BLOCK * self.inputs];
        for (block, weights) in self.weights.chunks_exact(wide.len()).enumerate() {
            for (wide, weight) in wide.iter_mut().zip(weights) {
                *wide = i16::from(*weight);
            }
            let place = block * BLOCK;
            let mut windows = inputs.windows(self.inputs).step_by(stride);
            for pair in out.chunks_mut(2 * self.outputs) {
                let (first_out, second_out) = pair.split_at_mut(self.outputs);
                let Some(first) = windows.next() else { return };
                let Some(second) = windows.next().filter(|_| !second_out.is_empty()) else {
                    let [sums, _] = products(simd, first, first, &wide);
                    write(first_out, place, sums);
                    continue;
                };
                let [sums, others] = products(simd, first, second, &wide);
                write(first_out, place, sums);
                write(second_out, place, others);
            }
        }
    }
}

#[inline(always)]
fn write(out: &mut [f32], place: usize, sums: [i32; BLOCK]) {
    for (out, sum) in out.iter_mut().skip(place).zip(sums) {
        *out = float(sum);
    }
}

/// The products of two inputs with the weights of four outputs, which lie one after another.
#[inline(always)]
fn products<S: Simd>(simd: S, one: &[i16], two: &[i16], weights: &[i16]) -> [[i32; BLOCK]; 2] {
    let lanes = <S::i16s as SimdBase<S>>::LEN;
    let mut rows = weights.chunks_exact(one.len()).map(|row| row.chunks_exact(lanes));
    let zero = S::i32s::splat(simd, 0);
    let (mut a, mut b, mut c, mut d) = (zero, zero, zero, zero);
    let (mut e, mut f, mut g, mut h) = (zero, zero, zero, zero);
    if let (Some(first), Some(second), Some(third), Some(fourth)) = (rows.next(), rows.next(), rows.next(), rows.next())
    {
        let inputs = one.chunks_exact(lanes).zip(two.chunks_exact(lanes));
        for ((one, two), (((first, second), third), fourth)) in inputs.zip(first.zip(second).zip(third).zip(fourth)) {
            let (one, two) = (S::i16s::from_slice(simd, one), S::i16s::from_slice(simd, two));
            let first = S::i16s::from_slice(simd, first);
            let second = S::i16s::from_slice(simd, second);
            let third = S::i16s::from_slice(simd, third);
            let fourth = S::i16s::from_slice(simd, fourth);
            a += one.pairwise_dot_product(first);
            b += one.pairwise_dot_product(second);
            c += one.pairwise_dot_product(third);
            d += one.pairwise_dot_product(fourth);
            e += two.pairwise_dot_product(first);
            f += two.pairwise_dot_product(second);
            g += two.pairwise_dot_product(third);
            h += two.pairwise_dot_product(fourth);
        }
    }
    [[total(a), total(b), total(c), total(d)], [total(e), total(f), total(g), total(h)]]
}

#[inline(always)]
fn total<S: Simd, V: SimdBase<S, Element = i32>>(lanes: V) -> i32 {
    lanes.as_slice().iter().fold(0, |sum: i32, lane| sum.wrapping_add(*lane))
}
