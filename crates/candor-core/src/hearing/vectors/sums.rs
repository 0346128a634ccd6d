//! Sums over the numbers of a vector, always in the same order, so that they come out alike wherever they are calculated;
//! as many at a time as the processor can.

use super::{DIMENSIONS, SentenceVector};

/// See [`likenesses`](super::likenesses).
pub(super) fn likenesses(vector: &SentenceVector, others: &[f32]) -> Vec<f32> {
    let mut likenesses = vec![0.0; others.len() / DIMENSIONS];
    #[cfg(feature = "vectors")]
    fearless_simd::dispatch!(fearless_simd::Level::new(), _simd => likenesses_here(vector, others, &mut likenesses));
    #[cfg(not(feature = "vectors"))]
    likenesses_here(vector, others, &mut likenesses);
    likenesses
}

#[inline(always)]
fn likenesses_here(vector: &SentenceVector, others: &[f32], likenesses: &mut [f32]) {
    for (likeness, other) in likenesses.iter_mut().zip(others.as_chunks::<DIMENSIONS>().0) {
        *likeness = product(other, vector);
    }
}

#[inline(always)]
fn product(one: &SentenceVector, other: &SentenceVector) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (ones, others) in one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0) {
        for (sum, (one, other)) in sums.iter_mut().zip(ones.iter().zip(others)) {
            *sum += one * other;
        }
    }
    sums.iter().sum::<f32>()
}
