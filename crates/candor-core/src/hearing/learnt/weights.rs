//! Reads `data/detectors.bin`: the heads' scales, biases and thresholds, then their numbers of eight bits, for a build with
//! sentence vectors and for one without. How it was made is told in `data/examples/README.md`.
//!
//! Numbers are little-endian. `CANDORHD`, version (u32), bits of a place (u8), heads (u8), numbers of a vector (u16),
//! families (u8) each with name and weight; each head's name, design (u8) and seven numbers (f32): scale of the vector
//! part, scale of the hashed part, bias and threshold with vectors, scale, bias and threshold without; the vector parts
//! head by head; the hashed parts place by place, first with vectors, then without; FNV-1a of all that.

use super::{
    bytes::Bytes,
    features::{Counts, Design, Family, Said, all_counts, places},
    heads::{COUNT, Head},
};
use crate::hearing::{
    classifier::fnv,
    vectors::{self, DIMENSIONS, SentenceVector},
};

const NAME: &[u8; 8] = b"CANDORHD";
const VERSION: u32 = 1;

/// All heads, read.
#[derive(Debug)]
pub(super) struct Weights {
    bits: u32,
    families: Vec<f64>,
    heads: Vec<Settings>,
    /// Number of the vector by number, one weight a head.
    vectors: Vec<[f32; COUNT]>,
    with_vectors: &'static [u8],
    without: &'static [u8],
}

/// What a head has beside its numbers.
#[derive(Debug)]
struct Settings {
    design: Design,
    vector_scale: f64,
    with_vectors: Scale,
    without: Scale,
}

#[derive(Clone, Copy, Debug)]
struct Scale {
    hashed: f64,
    bias: f64,
    threshold: f64,
}

impl Scale {
    fn read(rest: &mut Bytes<'_>) -> Option<Self> {
        Some(Self { hashed: rest.number()?, bias: rest.number()?, threshold: rest.number()? })
    }
}

impl Weights {
    /// Reads the file; `None` if it is not whole or not of this build's form.
    pub(super) fn read(file: &'static [u8]) -> Option<Self> {
        let (whole, sum) = file.split_last_chunk::<8>()?;
        if fnv(whole.iter().copied()) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut rest = Bytes(whole);
        let is_ours = rest.take(NAME.len())? == NAME && u32::from_le_bytes(rest.chunk()?) == VERSION;
        let bits = u32::from(rest.byte()?);
        let is_same_size =
            usize::from(rest.byte()?) == COUNT && usize::from(u16::from_le_bytes(rest.chunk()?)) == DIMENSIONS;
        if !is_ours || !is_same_size || bits > 24 || usize::from(rest.byte()?) != Family::ALL.len() {
            return None;
        }
        let mut families = Vec::new();
        for (_, name) in Family::ALL {
            (rest.name()? == name.as_bytes()).then_some(())?;
            families.push(rest.number()?);
        }
        let mut heads = Vec::new();
        for (_, name) in Head::ALL {
            (rest.name()? == name.as_bytes()).then_some(())?;
            let design = *Design::ALL.get(usize::from(rest.byte()?))?;
            let (vector_scale, with_vectors, without) =
                (rest.number()?, Scale::read(&mut rest)?, Scale::read(&mut rest)?);
            heads.push(Settings { design, vector_scale, with_vectors, without });
        }
        let hashed = COUNT << bits;
        let by_head = rest.take(COUNT * DIMENSIONS)?;
        let mut vectors = vec![[0.0; COUNT]; DIMENSIONS];
        for (head, row) in by_head.chunks(DIMENSIONS).enumerate() {
            for (weights, byte) in vectors.iter_mut().zip(row) {
                if let Some(weight) = weights.get_mut(head) {
                    *weight = f32::from(i8::from_le_bytes([*byte]));
                }
            }
        }
        let (with_vectors, without) = (rest.take(hashed)?, rest.take(hashed)?);
        rest.0.is_empty().then_some(Self { bits, families, heads, vectors, with_vectors, without })
    }

    /// What a text's features of a design are, as these heads see them.
    pub(super) fn places(&self, counts: &Counts) -> Vec<(usize, f64)> {
        places(counts, &self.families, self.bits)
    }

    /// Which features a head looks at: the number of its design.
    pub(super) fn design_of(&self, head: usize) -> Option<usize> {
        let design = self.heads.get(head)?.design;
        Design::ALL.iter().position(|known| *known == design)
    }

    /// Every head's score less its threshold and the score itself, in the order of the heads.
    pub(super) fn scores(&self, said: &Said<'_>, vector: Option<&SentenceVector>) -> Vec<Score> {
        let table = if vector.is_some() { self.with_vectors } else { self.without };
        let seen = all_counts(said).map(|counts| self.hashed(table, &counts));
        let meant = vector.map_or([0.0; COUNT], |vector| vectors::weighed(vector, &self.vectors));
        let of_head = |(at, settings): (usize, &Settings)| {
            let scale = if vector.is_some() { settings.with_vectors } else { settings.without };
            let sums = Design::ALL.iter().zip(&seen).find(|(design, _)| **design == settings.design);
            let hashed = sums.and_then(|(_, sums)| sums.get(at)).copied().unwrap_or(0.0);
            let meant = meant.get(at).copied().unwrap_or(0.0);
            let score = scale.bias + scale.hashed * hashed + settings.vector_scale * meant;
            Score { score, threshold: scale.threshold }
        };
        self.heads.iter().enumerate().map(of_head).collect()
    }

    /// What the hashed parts of all heads add up to; of those with this design it is meant.
    fn hashed(&self, table: &[u8], counts: &Counts) -> [f64; COUNT] {
        let mut sums = [0.0; COUNT];
        for (place, value) in self.places(counts) {
            let weights = table.get(place * COUNT..).and_then(<[u8]>::first_chunk::<COUNT>).unwrap_or(&[0; COUNT]);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * f64::from(i8::from_le_bytes([*weight]));
            }
        }
        sums
    }
}

/// What a head says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::hearing) struct Score {
    /// Log-odds.
    pub(in crate::hearing) score: f64,
    /// From where on it counts.
    pub(in crate::hearing) threshold: f64,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_broken_file_is_refused() {
        let whole = super::super::FILE;
        assert!(Weights::read(whole).is_some());
        assert!(Weights::read(&whole[..whole.len() - 1]).is_none());
        assert!(Weights::read(&[]).is_none());
        let mut other = whole.to_vec();
        other[100_000] ^= 1;
        assert!(Weights::read(other.leak()).is_none());
    }
}
