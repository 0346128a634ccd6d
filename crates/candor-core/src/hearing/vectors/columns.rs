//! Inputs of matrices as whole numbers of 16 bits, two in a word, in columns: a column holds the same two numbers of every
//! place. So the windows of neighbouring places lie side by side, and nothing is copied for them.

use fearless_simd::{Level, dispatch, prelude::*};

/// Whole numbers, column by column.
#[derive(Debug)]
pub(super) struct Columns {
    words: Vec<i32>,
    /// How many columns there are: half as many as a place has numbers.
    count: usize,
    places: usize,
}

impl Columns {
    /// Nothing but zeros, for so many numbers at each of so many places.
    pub(super) fn new(numbers: usize, places: usize) -> Self {
        let count = numbers / 2;
        Self { words: vec![0; count * places], count, places }
    }

    /// How many columns there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Column by column.
    #[inline(always)]
    pub(super) fn columns(&self) -> impl Iterator<Item = &[i32]> {
        self.words.chunks_exact(self.places.max(1))
    }

    /// Puts whole numbers at a place.
    pub(super) fn put(&mut self, place: usize, numbers: impl Iterator<Item = [i16; 2]>) {
        let words = self.words.iter_mut().skip(place).step_by(self.places.max(1));
        for (word, pair) in words.zip(numbers) {
            *word = joined(pair);
        }
    }

    /// Rounds rows of numbers to 65,535 steps, as great as the greatest number demands, and puts them at places from `place`
    /// on. The difference one makes is told.
    pub(super) fn round(&mut self, level: Level, place: usize, rows: &[f32]) -> f32 {
        let step = dispatch!(level, simd => greatest(simd, rows)).max(f32::MIN_POSITIVE) / f32::from(i16::MAX);
        let mut wholes = vec![0; rows.len()];
        dispatch!(level, simd => whole_numbers(simd, rows, 1.0 / step, &mut wholes));
        for (at, row) in wholes.chunks_exact(2 * self.count.max(1)).enumerate() {
            self.put(place + at, row.as_chunks::<2>().0.iter().map(|pair| pair.map(low_half)));
        }
        step
    }
}

/// Two numbers side by side, the first first.
fn joined([first, second]: [i16; 2]) -> i32 {
    let ([a, b], [c, d]) = (first.to_ne_bytes(), second.to_ne_bytes());
    i32::from_ne_bytes([a, b, c, d])
}

/// A whole number that fits into 16 bits.
fn low_half(number: i32) -> i16 {
    let [first, second, ..] = number.to_le_bytes();
    i16::from_le_bytes([first, second])
}

/// The greatest number whatever its sign; sought in sixteen parts, so that several can be compared at a time.
#[inline(always)]
fn greatest<S: Simd>(_: S, numbers: &[f32]) -> f32 {
    let larger = |one: f32, other: f32| if other > one { other } else { one };
    let (chunks, rest) = numbers.as_chunks::<16>();
    let mut parts = [0.0_f32; 16];
    for chunk in chunks {
        for (part, number) in parts.iter_mut().zip(chunk) {
            *part = larger(*part, number.abs());
        }
    }
    parts.into_iter().chain(rest.iter().map(|number| number.abs())).fold(0.0, larger)
}

#[inline(always)]
fn whole_numbers<S: Simd>(_: S, numbers: &[f32], steps: f32, wholes: &mut [i32]) {
    for (whole, number) in wholes.iter_mut().zip(numbers) {
        *whole = whole_number(number * steps);
    }
}

/// Rounded, and within the bounds of 16 bits whatever comes.
#[allow(clippy::as_conversions, reason = "the only way from a float to a whole number; it saturates and NaN becomes 0")]
#[inline(always)]
fn whole_number(number: f32) -> i32 {
    (number + if number < 0.0 { -0.5 } else { 0.5 }).clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i32
}
