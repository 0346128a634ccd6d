//! Products of whole numbers: weights of 8 bits with inputs of 16. The sums are exact, so every processor comes to the
//! same result, whether it adds four numbers at a time or sixteen.
//!
//! Weights lie in the order in which they are needed: a group of outputs side by side, each with two inputs, then the same
//! outputs with the next two inputs. So one load widens to the weights of a whole group, no sum has to be added up across
//! the processor's lanes, and what was loaded serves several inputs at once.

use std::ops::Range;

use fearless_simd::{Level, dispatch, prelude::*};

use super::columns::Columns;

/// So many groups are calculated together where there are few inputs to share a load.
const GROUPS: usize = 4;

/// Weights as whole numbers of steps.
#[derive(Debug)]
pub(super) struct Matrix {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// The difference one makes.
    pub(super) step: f32,
    /// How many outputs are calculated side by side.
    group: usize,
    /// Group by group, two inputs by two inputs, output by output.
    weights: Vec<i8>,
    /// The sum of the weights of each output.
    pub(super) sums: Vec<f32>,
}

/// A sum as a float; to 24 bits, which is what a float holds.
#[allow(clippy::as_conversions, reason = "the only way from i32 to f32; the loss is the rounding every float has")]
fn float(sum: i32) -> f32 {
    sum as f32
}

/// Some inputs whose products are calculated together: where the window of the first begins, and how many there are.
#[derive(Clone, Copy)]
struct Tile {
    at: usize,
    rows: usize,
}

impl Matrix {
    /// From weights output by output. `None` if the shape does not fit, or if a sum could leave 32 bits.
    pub(super) fn new(level: Level, inputs: usize, outputs: usize, step: f32, weights: &[i8]) -> Option<Self> {
        let group = dispatch!(level, simd => group_of(simd));
        let fits = weights.len() == inputs * outputs && inputs.is_multiple_of(2) && outputs.is_multiple_of(group);
        if !fits || inputs == 0 || outputs == 0 {
            return None;
        }
        let greatest =
            weights.chunks(inputs).map(|row| row.iter().map(|weight| i32::from(*weight).abs()).sum::<i32>()).max();
        let sums = weights.chunks(inputs).map(|row| float(row.iter().map(|weight| i32::from(*weight)).sum())).collect();
        let mut ordered = vec![0; weights.len()];
        for (to, group) in ordered.chunks_mut(group * inputs).zip(weights.chunks(group * inputs)) {
            for (output, row) in group.chunks(inputs).enumerate() {
                let pairs = to.as_chunks_mut::<2>().0.iter_mut().skip(output).step_by(group.len() / inputs);
                pairs.zip(row.as_chunks::<2>().0).for_each(|(to, pair)| *to = *pair);
            }
        }
        (greatest? < 1 << 16).then_some(Self { inputs, outputs, step, group, weights: ordered, sums })
    }

    /// The products with the inputs of some places: with the window that begins `before` places earlier and is as long as
    /// this matrix needs. What comes out, in steps of both, is written to `out` place by place; other places stay as
    /// they are.
    pub(super) fn times(&self, level: Level, inputs: &Columns, before: usize, runs: &[Range<usize>], out: &mut [f32]) {
        dispatch!(level, simd => self.times_with(simd, inputs, before, runs, out));
    }

    #[inline(always)]
    fn times_with<S: Simd>(&self, simd: S, inputs: &Columns, before: usize, runs: &[Range<usize>], out: &mut [f32]) {
        // So many sums as the processor holds beside what is multiplied.
        let most = if <S::i32s as SimdBase<S>>::LEN == 16 { 12 } else { 6 };
        let tiles: Vec<Tile> = runs.iter().flat_map(|run| tiles(run.clone(), most)).collect();
        let of_group = self.inputs * self.group;
        let window = self.inputs / (2 * inputs.count()).max(1);
        for (block, weights) in self.weights.chunks(GROUPS * of_group).enumerate() {
            let first = block * GROUPS * self.group;
            for tile in &tiles {
                let width = match tile.rows {
                    1 => 4,
                    2 | 3 => 2,
                    _ => 1,
                };
                let width = if weights.len() == GROUPS * of_group { width } else { 1 };
                for (part, weights) in weights.chunks(width * of_group).enumerate() {
                    let groups = Groups { weights, of_group, first: first + part * width * self.group, window };
                    let here = Tile { at: tile.at - before.min(tile.at), ..*tile };
                    let out = out.get_mut(tile.at * self.outputs..).unwrap_or_default();
                    groups.write(simd, inputs, here, width, out, self.outputs);
                }
            }
        }
    }
}

/// How many outputs the weights of one load belong to.
#[inline(always)]
fn group_of<S: Simd>(_: S) -> usize {
    2 * <S::i32s as SimdBase<S>>::LEN
}

/// Cuts a run into pieces of much the same size, none above `most`.
fn tiles(run: Range<usize>, most: usize) -> impl Iterator<Item = Tile> {
    let count = run.len().div_ceil(most);
    let (each, more) = (run.len() / count.max(1), run.len() % count.max(1));
    (0..count).map(move |number| Tile {
        at: run.start + number * each + number.min(more),
        rows: each + usize::from(number < more),
    })
}

/// Neighbouring groups of weights.
struct Groups<'a> {
    weights: &'a [i8],
    /// How many weights each has.
    of_group: usize,
    /// The first output.
    first: usize,
    /// How many columns' places make an input.
    window: usize,
}

impl Groups<'_> {
    #[inline(always)]
    fn write<S: Simd>(&self, simd: S, inputs: &Columns, tile: Tile, width: usize, out: &mut [f32], outputs: usize) {
        match (tile.rows, width) {
            (1, 4) => self.tile::<S, 1, 4>(simd, inputs, tile.at, out, outputs),
            (2, 2) => self.tile::<S, 2, 2>(simd, inputs, tile.at, out, outputs),
            (3, 2) => self.tile::<S, 3, 2>(simd, inputs, tile.at, out, outputs),
            (1, _) => self.tile::<S, 1, 1>(simd, inputs, tile.at, out, outputs),
            (2, _) => self.tile::<S, 2, 1>(simd, inputs, tile.at, out, outputs),
            (3, _) => self.tile::<S, 3, 1>(simd, inputs, tile.at, out, outputs),
            (4, _) => self.tile::<S, 4, 1>(simd, inputs, tile.at, out, outputs),
            (5, _) => self.tile::<S, 5, 1>(simd, inputs, tile.at, out, outputs),
            (6, _) => self.tile::<S, 6, 1>(simd, inputs, tile.at, out, outputs),
            (7, _) => self.tile::<S, 7, 1>(simd, inputs, tile.at, out, outputs),
            (8, _) => self.tile::<S, 8, 1>(simd, inputs, tile.at, out, outputs),
            (9, _) => self.tile::<S, 9, 1>(simd, inputs, tile.at, out, outputs),
            (10, _) => self.tile::<S, 10, 1>(simd, inputs, tile.at, out, outputs),
            (11, _) => self.tile::<S, 11, 1>(simd, inputs, tile.at, out, outputs),
            (12, _) => self.tile::<S, 12, 1>(simd, inputs, tile.at, out, outputs),
            _ => {}
        }
    }

    /// The products of neighbouring places with neighbouring groups.
    #[inline(always)]
    fn tile<S: Simd, const ROWS: usize, const WIDTH: usize>(
        &self,
        simd: S,
        inputs: &Columns,
        at: usize,
        out: &mut [f32],
        outputs: usize,
    ) {
        let zero = S::i32s::splat(simd, 0);
        let mut sums = [[[zero; 2]; WIDTH]; ROWS];
        let none: &[i8] = &[];
        let mut groups = self.weights.chunks_exact(self.of_group);
        let mut loads = [none; WIDTH].map(|_| groups.next().unwrap_or(none).chunks_exact(<S::i8s as SimdBase<S>>::LEN));
        let mut weights = [[S::i16s::splat(simd, 0); 2]; WIDTH];
        for turn in 0..self.window {
            for column in inputs.columns() {
                let Some(numbers) = column.get(at + turn..).and_then(<[i32]>::first_chunk::<ROWS>) else { return };
                for (weights, load) in weights.iter_mut().zip(&mut loads) {
                    let Some(load) = load.next() else { return };
                    let (low, high) = S::i8s::from_slice(simd, load).widen();
                    *weights = [low, high];
                }
                for (sums, pair) in sums.iter_mut().zip(numbers) {
                    let pair: S::i16s = S::i32s::splat(simd, *pair).bitcast();
                    for (sums, weights) in sums.iter_mut().zip(&weights) {
                        for (sum, weight) in sums.iter_mut().zip(weights) {
                            *sum += pair.pairwise_dot_product(*weight);
                        }
                    }
                }
            }
        }
        // Every sum is taken by its place, known when this is compiled: so they stay in registers all the while.
        let mut rows = out.chunks_mut(outputs);
        for sums in sums {
            let row = rows.next().and_then(|row| row.get_mut(self.first..)).unwrap_or_default();
            let mut parts = row.chunks_exact_mut(<S::f32s as SimdBase<S>>::LEN);
            for sums in sums {
                for sum in sums {
                    let Some(part) = parts.next() else { return };
                    S::f32s::float_from(sum).store_slice(part);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// This processor, and the lesser ones it can pass for.
    fn levels() -> Vec<Level> {
        let best = Level::new();
        #[cfg(target_arch = "x86_64")]
        let lesser = [best.as_avx2().map(Level::Avx2), best.as_sse4_2().map(Level::Sse4_2)];
        #[cfg(not(target_arch = "x86_64"))]
        let lesser: [Option<Level>; 0] = [];
        lesser.into_iter().flatten().chain([best]).collect()
    }

    #[test]
    fn products_are_exact_on_every_processor_for_every_number_of_places() {
        const PLACES: usize = 40;
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()
        };
        for (numbers, window, outputs) in [(64, 1, 320), (32, 2, 32), (6, 5, 64)] {
            let before = window / 2;
            let inputs = numbers * window;
            let weights: Vec<i8> = (0..inputs * outputs).map(|_| i8::from_le_bytes([next()[0]])).collect();
            let rows: Vec<i16> = (0..numbers * PLACES).map(|_| i16::from_le_bytes([next()[0], next()[0]])).collect();
            let mut columns = Columns::new(numbers, PLACES);
            for (place, row) in rows.chunks(numbers).enumerate() {
                columns.put(place, row.as_chunks().0.iter().copied());
            }
            for level in levels() {
                let matrix = Matrix::new(level, inputs, outputs, 1.0, &weights).unwrap();
                for length in 1..30 {
                    let runs = [3..3, 4..4 + length, 36..37];
                    let mut out = vec![0.5; PLACES * outputs];
                    matrix.times(level, &columns, before, &runs, &mut out);
                    for (at, out) in out.iter().enumerate() {
                        let (place, output) = (at / outputs, at % outputs);
                        let seen = &rows[(place.max(before) - before) * numbers..];
                        let products = seen.iter().zip(&weights[output * inputs..][..inputs]);
                        let sum = products.map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
                        let is_wanted = runs.iter().any(|run| run.contains(&place));
                        let expected = if is_wanted { float(sum) } else { 0.5 };
                        assert_eq!(out.to_bits(), expected.to_bits(), "{level:?} {length} {place} {output}");
                    }
                }
            }
        }
    }
}
