//! Reads `data/detectors.bin`: each head's scale and bias, then its weights of eight bits for the hashed parts of words. `examples/teach`
//! makes it, as `data/examples/README.md` tells.
//!
//! Numbers are little-endian. `CANDORHD`, version (u32), heads (u8); each head's name, scale and bias (f32); the weights place by
//! place, one a head; FNV-1a of all that.

use super::{
    bytes::Bytes,
    features::{Counts, Design, PLACES, Said, all_counts, places},
    heads::{COUNT, Head},
};
use crate::hearing::classifier::fnv;

pub(super) const NAME: &[u8; 8] = b"CANDORHD";
pub(super) const VERSION: u32 = 2;

/// All heads, read.
#[derive(Debug)]
pub(super) struct Weights {
    heads: Vec<Settings>,
    /// The heads of each design, in the order of the designs.
    by_design: [Vec<usize>; Design::ALL.len()],
    /// Place by place one weight a head.
    table: &'static [u8],
}

/// What a head has beside its weights.
#[derive(Clone, Copy, Debug)]
struct Settings {
    scale: f64,
    bias: f64,
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
        if !is_ours || usize::from(rest.byte()?) != COUNT {
            return None;
        }
        let mut heads = Vec::new();
        for (_, name) in Head::ALL {
            (rest.name()? == name.as_bytes()).then_some(())?;
            heads.push(Settings { scale: rest.number()?, bias: rest.number()? });
        }
        let by_design = Design::ALL.map(|design| {
            let of_design = (0..).zip(Head::ALL).filter(|(_, (head, _))| head.design() == design);
            of_design.map(|(place, _)| place).collect()
        });
        let table = rest.take(COUNT * PLACES)?;
        rest.0.is_empty().then_some(Self { heads, by_design, table })
    }

    /// Every head's score, in log-odds, in the order of the heads.
    pub(super) fn scores(&self, said: &Said<'_>) -> Vec<f64> {
        let mut scores = vec![0.0; COUNT];
        for (counts, heads) in all_counts(said).iter().zip(&self.by_design) {
            let sums = self.hashed(counts, heads);
            for head in heads {
                if let (Some(score), Some(settings), Some(sum)) =
                    (scores.get_mut(*head), self.heads.get(*head), sums.get(*head))
                {
                    *score = settings.bias + settings.scale * sum;
                }
            }
        }
        scores
    }

    /// What the hashed parts add up to for these heads, whose design the features are of. What it says of others means nothing.
    fn hashed(&self, counts: &Counts, heads: &[usize]) -> [f64; COUNT] {
        let mut sums = [0.0; COUNT];
        // Where most heads are wanted, to go through all of them is quicker than to pick them.
        let is_most = 2 * heads.len() > COUNT;
        for (place, value) in places(counts) {
            let weights = self.table.get(place * COUNT..).and_then(<[u8]>::first_chunk::<COUNT>).unwrap_or(&[0; COUNT]);
            let add = |sum: &mut f64, weight: u8| *sum += value * f64::from(i8::from_le_bytes([weight]));
            if is_most {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| add(sum, *weight));
            } else {
                for head in heads {
                    if let (Some(sum), Some(weight)) = (sums.get_mut(*head), weights.get(*head)) {
                        add(sum, *weight);
                    }
                }
            }
        }
        sums
    }
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
