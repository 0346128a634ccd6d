//! The encoder itself: rows of pieces, three readings of them through windows of 2, 3 and 5 pieces, their sum, and a few
//! layers that make of the sum a direction.

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch};

use super::{
    DIMENSIONS, SentenceVector,
    columns::Columns,
    matrix::Matrix,
    pieces::{Piece, Pieces},
    weights::{WIDTH, Weights},
};

/// How many numbers each reading has for each piece.
pub(super) const READING: usize = 256;

/// What one piece is after the readings: its row and the three of them.
const WHOLE: usize = WIDTH + 3 * READING;

/// So many empty places lie before, between and after texts: no window reaches farther.
const GAP: usize = 2;

/// Keeps divisions from zero; the source has the same.
const TINY: f32 = 1e-12;

/// Everything needed to encode a text.
#[derive(Debug)]
pub(super) struct Encoder {
    level: Level,
    weights: Weights,
    pieces: Pieces,
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
    /// How many pieces after a piece it ends.
    after: usize,
    project: Layer,
    first: Layer,
    second: Layer,
}

/// Where the pieces of several texts lie: one after another, with a gap around each.
struct Spread {
    spans: Vec<Range<usize>>,
    /// How many pieces each text has in common with the beginning of the first.
    alike: Vec<usize>,
    places: usize,
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
        let level = Level::new();
        let mut weights = Weights::read(level, file)?;
        let [p2, p3, p5, a2, b2, a3, b3, a5, b5, sum, d0, d1, p1, d2, p3rd, d3] =
            std::mem::take(&mut weights.matrices).try_into().ok()?;
        let [pb2, pb3, pb5, g2, g3, g5, s2, s3, s5, ab2, bb2, ab3, bb3, ab5, bb5, scale, shift, sum_bias] =
            std::mem::take(&mut weights.numbers).try_into().ok()?;
        let layer = |matrix: Matrix, bias: Vec<f32>, inputs| {
            (matrix.inputs == inputs && matrix.outputs == bias.len()).then_some(Layer { matrix, bias })
        };
        let reading = |before,
                       window: usize,
                       project: (Matrix, Vec<f32>),
                       first: (Matrix, Vec<f32>),
                       second: (Matrix, Vec<f32>)| {
            let project = layer(project.0, project.1, WIDTH)?;
            let first = layer(first.0, first.1, window * READING)?;
            let second = layer(second.0, second.1, window * READING)?;
            let fits = [&project, &first, &second].iter().all(|layer| layer.matrix.outputs == READING);
            fits.then_some(Reading { before, after: window - 1 - before, project, first, second })
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
            level,
            pieces: Pieces::new(weights.rows.count()),
            weights,
            readings,
            layers,
            shared,
            last,
        })
    }

    /// The vectors of some texts. Together they cost less than one by one: what they share is calculated once, and each
    /// weight is fetched once for all of them.
    pub(super) fn encode(&self, texts: &[&str]) -> Vec<SentenceVector> {
        let cut: Vec<Vec<usize>> = texts.iter().map(|text| self.weights.tokenizer.pieces(text)).collect();
        let spread = Spread::of(&cut);
        let pieces = self.pieces.of(&cut.concat(), |pieces| self.look(pieces));
        let mut whole = vec![0.0; spread.places * WHOLE];
        for (place, piece) in spread.places().zip(&pieces) {
            if let Some(row) = whole.get_mut(place * WHOLE..).and_then(<[f32]>::first_chunk_mut::<WIDTH>) {
                piece.row(row);
            }
        }
        let mut rows = vec![0.0; spread.places * READING];
        for (number, reading) in self.readings.iter().enumerate() {
            let from = number * READING;
            for (place, piece) in spread.places().zip(&pieces) {
                copy(piece.seen.get(from..from + READING), rows.get_mut(place * READING..));
            }
            let mut alike = spread.alike.clone();
            let first = reading.first.read(self.level, reading, &spread, &rows, &mut alike);
            let second = reading.second.read(self.level, reading, &spread, &first, &mut alike);
            for place in spread.places() {
                let to = whole.get_mut(place * WHOLE + WIDTH + from..);
                copy(second.get(place * READING..(place + 1) * READING), to);
            }
        }
        let mut sums = vec![0.0; spread.spans.len() * WHOLE];
        for (sum, span) in sums.chunks_mut(WHOLE).zip(&spread.spans) {
            let rows = whole.get_mut(span.start * WHOLE..span.end * WHOLE).unwrap_or_default();
            dispatch!(self.level, simd => self.last.apply_and_add(simd, rows, sum));
        }
        let counts: Vec<f32> =
            spread.spans.iter().map(|span| span.clone().fold(0.0, |count: f32, _| count + 1.0)).collect();
        self.directions(&sums, &counts)
    }

    /// Rows of pieces, and what the readings see of them.
    fn look(&self, pieces: &[usize]) -> Vec<Piece> {
        let rows = self.weights.rows.rows(pieces);
        let mut inputs = Columns::new(WIDTH, rows.len());
        rows.iter()
            .enumerate()
            .for_each(|(place, (numbers, _))| inputs.put(place, numbers.as_chunks().0.iter().copied()));
        let mut seen = vec![[0.0; 3 * READING]; rows.len()];
        let mut out = vec![0.0; rows.len() * READING];
        for (place, Reading { project: Layer { matrix, bias }, .. }) in self.readings.iter().enumerate() {
            matrix.times(self.level, &inputs, 0, std::slice::from_ref(&(0..rows.len())), &mut out);
            for ((row, (_, chunk)), out) in seen.iter_mut().zip(&rows).zip(out.chunks(READING)) {
                let (step, low) = (chunk.step * matrix.step, chunk.low * matrix.step);
                let row = row.iter_mut().skip(place * READING);
                for (((to, product), sum), bias) in row.zip(out).zip(&matrix.sums).zip(bias) {
                    *to = product * step + sum * low + bias;
                }
            }
        }
        dispatch!(self.level, simd => self.shared.apply(simd, seen.as_flattened_mut()));
        let each = rows.into_iter().zip(seen);
        each.map(|((numbers, chunk), seen)| Piece { numbers, chunk, seen }).collect()
    }

    /// What the layers make of the sums of so many pieces.
    fn directions(&self, sums: &[f32], counts: &[f32]) -> Vec<SentenceVector> {
        let Layer { matrix, bias } = &self.layers.sum;
        let mut mean = self.product(matrix, sums);
        for (mean, count) in mean.chunks_mut(matrix.outputs).zip(counts) {
            let root = 1.0 / count.sqrt();
            mean.iter_mut().zip(bias).for_each(|(number, bias)| *number = (*number + count * bias) * root);
        }
        let [d0, d1, p1, d2, p3, d3] = &self.layers.inner;
        let first = positive(self.product(d0, &mean));
        let second = positive(added(self.product(p1, &mean), &self.product(d1, &first)));
        let third = positive(self.product(d2, &second));
        let last = added(self.product(p3, &second), &self.product(d3, &third));
        let directions = last.chunks(DIMENSIONS).map(|last| {
            let mut vector = [0.0; DIMENSIONS];
            vector.iter_mut().zip(last).for_each(|(to, number)| *to = number.tanh());
            let length = total(&vector, |number| number * number).max(TINY).sqrt();
            vector.iter_mut().for_each(|number| *number /= length);
            vector
        });
        directions.collect()
    }

    /// The product of a matrix with each of several rows.
    fn product(&self, matrix: &Matrix, rows: &[f32]) -> Vec<f32> {
        let count = rows.len() / matrix.inputs.max(1);
        let mut inputs = Columns::new(matrix.inputs, count);
        let rounded = rows.chunks(matrix.inputs).enumerate();
        let steps: Vec<f32> = rounded.map(|(place, row)| inputs.round(self.level, place, row)).collect();
        let mut out = vec![0.0; count * matrix.outputs];
        matrix.times(self.level, &inputs, 0, std::slice::from_ref(&(0..count)), &mut out);
        for (out, step) in out.chunks_mut(matrix.outputs).zip(steps) {
            let step = step * matrix.step;
            out.iter_mut().for_each(|number| *number *= step);
        }
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

impl Spread {
    fn of(cut: &[Vec<usize>]) -> Self {
        let mut places = GAP;
        let mut spans = Vec::with_capacity(cut.len());
        for pieces in cut {
            spans.push(places..places + pieces.len());
            places += pieces.len() + GAP;
        }
        let first = cut.first().map_or(&[][..], Vec::as_slice);
        let alike = cut.iter().map(|pieces| pieces.iter().zip(first).take_while(|(one, other)| one == other).count());
        Self { spans, alike: alike.collect(), places }
    }

    /// The places of all pieces.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.spans.iter().cloned().flatten()
    }
}

impl Layer {
    /// Reads the rows of texts through the window, with nothing before the first and after the last, and adds what was
    /// positive. `alike` tells how many rows of each text are those of the first: where they are rounded in the same steps,
    /// what is read in them is the same too, as far as the window does not reach beyond.
    fn read(&self, level: Level, reading: &Reading, spread: &Spread, rows: &[f32], alike: &mut [usize]) -> Vec<f32> {
        let mut inputs = Columns::new(READING, spread.places);
        let of = |span: &Range<usize>| span.start * READING..span.end * READING;
        let steps = spread.spans.iter().map(|span| {
            let rows = rows.get(of(span)).unwrap_or_default();
            inputs.round(level, span.start, rows)
        });
        let steps: Vec<f32> = steps.collect();
        let mut out = vec![0.0; rows.len()];
        let mut runs = Vec::with_capacity(spread.spans.len());
        for ((span, step), alike) in spread.spans.iter().zip(&steps).zip(alike.iter_mut()) {
            let is_first = runs.is_empty();
            let is_rounded_alike = steps.first() == Some(step);
            *alike = if is_rounded_alike { alike.saturating_sub(reading.after) } else { 0 };
            runs.push(if is_first { span.clone() } else { span.start + *alike..span.end });
        }
        self.matrix.times(level, &inputs, reading.before, &runs, &mut out);
        let first = spread.spans.first().map_or(0, |span| span.start) * READING;
        for (((span, run), step), alike) in spread.spans.iter().zip(&runs).zip(steps).zip(alike) {
            let (new, rows) = (out.get_mut(of(run)).unwrap_or_default(), rows.get(of(run)).unwrap_or_default());
            dispatch!(level, simd => self.add_positive(simd, step * self.matrix.step, rows, new));
            if run.start > span.start {
                out.copy_within(first..first + *alike * READING, span.start * READING);
            }
        }
        out
    }

    #[inline(always)]
    fn add_positive<S: Simd>(&self, _: S, step: f32, rows: &[f32], out: &mut [f32]) {
        for (out, rows) in out.chunks_exact_mut(READING).zip(rows.chunks_exact(READING)) {
            for ((out, bias), row) in out.iter_mut().zip(&self.bias).zip(rows) {
                *out = (*out * step + bias).max(0.0) + row;
            }
        }
    }
}

impl Norm {
    /// Brings every row to the mean and the spread.
    #[inline(always)]
    fn apply<S: Simd>(&self, _: S, rows: &mut [f32]) {
        let width = self.scale.len();
        let share = 1.0 / u16::try_from(width).map_or(f32::MAX, f32::from);
        for row in rows.chunks_exact_mut(width.max(1)) {
            let mean = total(row, |number| number) * share;
            row.iter_mut().for_each(|number| *number -= mean);
            let spread = 1.0 / (total(row, |number| number * number) * share + TINY).sqrt();
            for ((number, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
                *number = *number * spread * scale + shift;
            }
        }
    }

    /// The same, and adds all rows up.
    #[inline(always)]
    fn apply_and_add<S: Simd>(&self, simd: S, rows: &mut [f32], sum: &mut [f32]) {
        self.apply(simd, rows);
        for row in rows.chunks_exact(self.scale.len().max(1)) {
            sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += *number);
        }
    }
}

fn copy(from: Option<&[f32]>, to: Option<&mut [f32]>) {
    if let (Some(from), Some(to)) = (from, to)
        && let Some(to) = to.get_mut(..from.len())
    {
        to.copy_from_slice(from);
    }
}

/// A sum in eight parts, so that eight numbers can be added at a time; always the same eight.
#[inline(always)]
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
