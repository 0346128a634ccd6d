//! The encoder itself: rows of pieces, three readings of them through windows of 2, 3 and 5 pieces, their sum, and a few
//! layers that make of the sum a direction.

use fearless_simd::Level;

use super::{
    DIMENSIONS, SentenceVector,
    matrix::{Inputs, Matrix},
    weights::{WIDTH, Weights},
};

/// How many numbers each reading has for each piece.
const READING: usize = 256;

/// What one piece is after the readings: its row and the three of them.
const WHOLE: usize = WIDTH + 3 * READING;

/// Keeps divisions from zero; the source has the same.
const TINY: f32 = 1e-12;

/// Everything needed to encode a text.
#[derive(Debug)]
pub(super) struct Encoder {
    level: Level,
    weights: Weights,
    readings: [Reading; 3],
    layers: Layers,
    shared: Norm,
    last: Norm,
}

/// One way to read the pieces: each together with some before and after it, twice.
#[derive(Debug)]
struct Reading {
    /// How many pieces before a piece its window begins.
    before: usize,
    /// How many pieces a window holds.
    window: usize,
    project: Layer,
    first: Layer,
    second: Layer,
}

/// The layers after the sum.
#[derive(Debug)]
struct Layers {
    sum: Layer,
    inner: [Matrix; 6],
}

/// A matrix and what is added to its product.
#[derive(Debug)]
struct Layer {
    matrix: Matrix,
    bias: Vec<f32>,
}

/// How a row is brought to a mean and a spread.
#[derive(Debug)]
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

impl Encoder {
    /// Reads the packed file; `None` if it is not whole or not of the shape expected.
    pub(super) fn read(file: &'static [u8]) -> Option<Self> {
        let mut weights = Weights::read(file)?;
        let [p2, p3, p5, a2, b2, a3, b3, a5, b5, sum, d0, d1, p1, d2, p3rd, d3] =
            std::mem::take(&mut weights.matrices).try_into().ok()?;
        let [pb2, pb3, pb5, g2, g3, g5, s2, s3, s5, ab2, bb2, ab3, bb3, ab5, bb5, scale, shift, sum_bias] =
            std::mem::take(&mut weights.numbers).try_into().ok()?;
        let layer = |matrix: Matrix, bias: Vec<f32>, inputs| {
            (matrix.inputs == inputs && matrix.outputs == bias.len()).then_some(Layer { matrix, bias })
        };
        let reading =
            |before, window, project: (Matrix, Vec<f32>), first: (Matrix, Vec<f32>), second: (Matrix, Vec<f32>)| {
                let project = layer(project.0, project.1, WIDTH)?;
                let first = layer(first.0, first.1, window * READING)?;
                let second = layer(second.0, second.1, window * READING)?;
                let fits = [&project, &first, &second].iter().all(|layer| layer.matrix.outputs == READING);
                fits.then_some(Reading { before, window, project, first, second })
            };
        let readings = [
            reading(0, 2, (p2, pb2), (a2, ab2), (b2, bb2))?,
            reading(1, 3, (p3, pb3), (a3, ab3), (b3, bb3))?,
            reading(2, 5, (p5, pb5), (a5, ab5), (b5, bb5))?,
        ];
        let shared = Norm { scale: [g2, g3, g5].concat(), shift: [s2, s3, s5].concat() };
        let last = Norm { scale, shift };
        let inner = [d0, d1, p1, d2, p3rd, d3];
        let shapes = [(512, 320), (320, 320), (512, 320), (320, 512), (320, 512), (512, 512)];
        let fits = inner.iter().zip(shapes).all(|(matrix, shape)| (matrix.inputs, matrix.outputs) == shape)
            && [(&shared, 3 * READING), (&last, WHOLE)]
                .iter()
                .all(|(norm, width)| norm.scale.len() == *width && norm.shift.len() == *width);
        let layers = Layers { sum: layer(sum, sum_bias, WHOLE)?, inner };
        (fits && layers.sum.matrix.outputs == DIMENSIONS).then_some(Self {
            level: Level::new(),
            weights,
            readings,
            layers,
            shared,
            last,
        })
    }

    /// The vector of a text.
    pub(super) fn encode(&self, text: &str) -> SentenceVector {
        self.encode_pieces(&self.weights.tokenizer.pieces(text))
    }

    /// The vector of a text cut into pieces.
    fn encode_pieces(&self, pieces: &[usize]) -> SentenceVector {
        let mut whole = vec![0.0; pieces.len() * WHOLE];
        let projected = self.project(pieces, &mut whole);
        for (place, reading) in self.readings.iter().enumerate() {
            let from = place * READING;
            let seen = projected.chunks(3 * READING).filter_map(|row| row.get(from..from + READING));
            let row = seen.collect::<Vec<_>>().concat();
            let first = reading.first.read(self.level, reading, &row);
            let second = reading.second.read(self.level, reading, &first);
            for (to, from) in whole.chunks_mut(WHOLE).zip(second.chunks(READING)) {
                if let Some(to) = to.get_mut(WIDTH + place * READING..).and_then(|to| to.get_mut(..from.len())) {
                    to.copy_from_slice(from);
                }
            }
        }
        let mut sum = vec![0.0; WHOLE];
        for row in whole.chunks_mut(WHOLE) {
            self.last.apply(row);
            sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += *number);
        }
        let count = pieces.iter().fold(0.0, |count: f32, _| count + 1.0);
        self.direction(&sum, count)
    }

    /// Rows of the pieces, written to the beginning of each row of `whole`, and what the readings see of them.
    fn project(&self, pieces: &[usize], whole: &mut [f32]) -> Vec<f32> {
        let mut wholes = Vec::with_capacity(pieces.len() * WIDTH);
        let mut scales = Vec::with_capacity(pieces.len());
        for (piece, whole) in pieces.iter().zip(whole.chunks_mut(WHOLE)) {
            let begin = wholes.len();
            let Some((numbers, chunk)) = self.weights.rows.row(*piece) else { continue };
            wholes.extend(numbers.map(i16::from));
            for (to, from) in whole.iter_mut().zip(wholes.iter().skip(begin)) {
                *to = f32::from(*from) * chunk.step + chunk.low;
            }
            scales.push(chunk);
        }
        let mut projected = vec![0.0; scales.len() * 3 * READING];
        let mut out = vec![0.0; scales.len() * READING];
        for (place, Reading { project: Layer { matrix, bias }, .. }) in self.readings.iter().enumerate() {
            matrix.times(self.level, &wholes, WIDTH, &mut out);
            for ((row, chunk), out) in projected.chunks_mut(3 * READING).zip(&scales).zip(out.chunks(READING)) {
                let (step, low) = (chunk.step * matrix.step, chunk.low * matrix.step);
                let row = row.iter_mut().skip(place * READING);
                for (((to, product), sum), bias) in row.zip(out).zip(&matrix.sums).zip(bias) {
                    *to = product * step + sum * low + bias;
                }
            }
        }
        projected.chunks_mut(3 * READING).for_each(|row| self.shared.apply(row));
        projected
    }

    /// What the layers make of the sum of `count` pieces.
    fn direction(&self, sum: &[f32], count: f32) -> SentenceVector {
        let Layer { matrix, bias } = &self.layers.sum;
        let root = 1.0 / count.sqrt();
        let mean: Vec<f32> =
            self.product(matrix, sum).iter().zip(bias).map(|(product, bias)| (product + count * bias) * root).collect();
        let [d0, d1, p1, d2, p3, d3] = &self.layers.inner;
        let first = positive(self.product(d0, &mean));
        let second = positive(added(self.product(p1, &mean), &self.product(d1, &first)));
        let third = positive(self.product(d2, &second));
        let last = added(self.product(p3, &second), &self.product(d3, &third));
        let mut vector = [0.0; DIMENSIONS];
        vector.iter_mut().zip(last).for_each(|(to, number)| *to = number.tanh());
        let length = total(&vector, |number| number * number).max(TINY).sqrt();
        vector.iter_mut().for_each(|number| *number /= length);
        vector
    }

    fn product(&self, matrix: &Matrix, numbers: &[f32]) -> Vec<f32> {
        let inputs = Inputs::of(numbers, 0, 0);
        let mut out = vec![0.0; matrix.outputs];
        matrix.times(self.level, &inputs.wholes, matrix.inputs, &mut out);
        let step = inputs.step * matrix.step;
        out.iter_mut().for_each(|number| *number *= step);
        out
    }

    /// How many pieces a text is cut into.
    pub(super) fn count(&self, text: &str) -> usize {
        self.weights.tokenizer.count(text)
    }

    /// The numbers of the source for the pieces of a text.
    #[cfg(test)]
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        let tokenizer = &self.weights.tokenizer;
        tokenizer.pieces(text).into_iter().filter_map(|piece| tokenizer.id(piece)).collect()
    }
}

impl Layer {
    /// Reads rows through the window, with nothing before the first and after the last, and adds what was positive.
    fn read(&self, level: Level, reading: &Reading, rows: &[f32]) -> Vec<f32> {
        let after = reading.window - 1 - reading.before;
        let inputs = Inputs::of(rows, reading.before * READING, after * READING);
        let mut out = vec![0.0; rows.len()];
        self.matrix.times(level, &inputs.wholes, READING, &mut out);
        let step = inputs.step * self.matrix.step;
        for (out, rows) in out.chunks_mut(READING).zip(rows.chunks(READING)) {
            for ((out, bias), row) in out.iter_mut().zip(&self.bias).zip(rows) {
                *out = (*out * step + bias).max(0.0) + row;
            }
        }
        out
    }
}

impl Norm {
    fn apply(&self, row: &mut [f32]) {
        let share = 1.0 / row.iter().fold(0.0, |count: f32, _| count + 1.0);
        let mean = total(row, |number| number) * share;
        row.iter_mut().for_each(|number| *number -= mean);
        let spread = 1.0 / (total(row, |number| number * number) * share + TINY).sqrt();
        for ((number, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *number = *number * spread * scale + shift;
        }
    }
}

/// A sum in eight parts, so that eight numbers can be added at a time; always the same eight.
fn total(numbers: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut parts = [0.0; 8];
    let (chunks, rest) = numbers.as_chunks::<8>();
    for chunk in chunks {
        parts.iter_mut().zip(chunk).for_each(|(part, number)| *part += of(*number));
    }
    parts.iter().sum::<f32>() + rest.iter().map(|number| of(*number)).sum::<f32>()
}

fn positive(mut numbers: Vec<f32>) -> Vec<f32> {
    numbers.iter_mut().for_each(|number| *number = number.max(0.0));
    numbers
}

fn added(mut numbers: Vec<f32>, others: &[f32]) -> Vec<f32> {
    numbers.iter_mut().zip(others).for_each(|(number, other)| *number += other);
    numbers
}
