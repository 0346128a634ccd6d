//! Reads `data/nets.bin`: what the sentence vector says beyond what a sum of its numbers can. For each of the promises, for
//! orders, self-harm, the answers and all other things together a layer of units that are positive or silent, and one number a head made
//! of them; it is added to the score of the hashed parts. Made by `examples/teach`.
//!
//! Numbers are little-endian. `CANDORNN`, version (u32), nets (u8), numbers of a vector (u16); each net's outputs (u8) with their
//! names, units (u16), then per unit its step and its bias (f32), one weight an output (f32) and the weights of the vector's numbers (8
//! bits, to be times the step); the biases of the outputs (f32); FNV-1a of all that.

use super::{bytes::Bytes, heads::Head};
use crate::hearing::{
    classifier::fnv,
    vectors::{DIMENSIONS, SentenceVector, likenesses},
};

pub(super) const NAME: &[u8; 8] = b"CANDORNN";
const VERSION: u32 = 1;

/// All nets, read.
#[derive(Debug)]
pub(super) struct Nets(Vec<Net>);

/// One of them.
#[derive(Debug)]
struct Net {
    /// The places of the heads it speaks for.
    heads: Vec<usize>,
    /// Unit by unit the weights of the vector's numbers.
    units: Vec<f32>,
    /// Unit by unit what is added.
    biases: Vec<f32>,
    /// Unit by unit one weight a head.
    says: Vec<f32>,
    /// What is added for each head.
    last: Vec<f32>,
}

impl Nets {
    /// Reads the file; `None` if it is not whole or not of this build's form.
    pub(super) fn read(file: &[u8]) -> Option<Self> {
        let (whole, sum) = file.split_last_chunk::<8>()?;
        if fnv(whole.iter().copied()) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut rest = Bytes(whole);
        let is_ours = rest.take(NAME.len())? == NAME && u32::from_le_bytes(rest.chunk()?) == VERSION;
        let count = rest.byte()?;
        if !is_ours || usize::from(u16::from_le_bytes(rest.chunk()?)) != DIMENSIONS {
            return None;
        }
        let nets = (0..count).map(|_| Net::read(&mut rest)).collect::<Option<Vec<Net>>>()?;
        rest.0.is_empty().then_some(Self(nets))
    }

    /// What they add to the scores of the heads, those they speak for.
    pub(super) fn add(&self, vector: &SentenceVector, mut to: impl FnMut(usize, f64)) {
        for net in &self.0 {
            let mut sums = net.last.clone();
            let seen = likenesses(vector, &net.units);
            for ((seen, bias), says) in seen.iter().zip(&net.biases).zip(net.says.chunks(net.heads.len().max(1))) {
                let seen = seen + bias;
                if seen > 0.0 {
                    sums.iter_mut().zip(says).for_each(|(sum, says)| *sum += seen * says);
                }
            }
            net.heads.iter().zip(sums).for_each(|(head, sum)| to(*head, f64::from(sum)));
        }
    }
}

impl Net {
    fn read(rest: &mut Bytes<'_>) -> Option<Self> {
        let outputs = rest.byte()?;
        let mut heads = Vec::new();
        for _ in 0..outputs {
            heads.push(Head::named(rest.name()?)?);
        }
        let count = usize::from(u16::from_le_bytes(rest.chunk()?));
        let (mut units, mut biases, mut says) = (Vec::with_capacity(count * DIMENSIONS), Vec::new(), Vec::new());
        for _ in 0..count {
            let step = rest.single()?;
            biases.push(rest.single()?);
            for _ in 0..outputs {
                says.push(rest.single()?);
            }
            units.extend(rest.take(DIMENSIONS)?.iter().map(|byte| f32::from(i8::from_le_bytes([*byte])) * step));
        }
        let last = (0..outputs).map(|_| rest.single()).collect::<Option<Vec<f32>>>()?;
        Some(Self { heads, units, biases, says, last })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_broken_file_of_nets_is_refused() {
        let whole = super::super::NETS;
        assert!(Nets::read(whole).is_some());
        assert!(Nets::read(&whole[..whole.len() - 1]).is_none());
        assert!(Nets::read(&[]).is_none());
        let mut other = whole.to_vec();
        other[1000] ^= 1;
        assert!(Nets::read(&other).is_none());
    }
}
