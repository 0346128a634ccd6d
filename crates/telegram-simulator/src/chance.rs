//! Seeded chance: the same seed gives the same ids and the same faults (SplitMix64, Steele, Lea and Flood 2014).
//!
//! Never a source of secrets; the tokens made here only have to look like tokens.

/// A stream of numbers that depends on the seed alone.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// The same as [`Chance::below`], signed, for ids.
    pub(crate) fn id_below(&mut self, bound: u32) -> i64 {
        i64::try_from(self.below(u64::from(bound))).unwrap_or(0)
    }

    /// A word of letters, digits, `_` and `-`, as in a bot token.
    pub(crate) fn word(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
        (0..length)
            .filter_map(|_| {
                let at = usize::try_from(self.below(64)).ok()?;
                ALPHABET.get(at).map(|letter| char::from(*letter))
            })
            .collect()
    }
}
