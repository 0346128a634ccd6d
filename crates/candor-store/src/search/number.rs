//! The number of a line in the index: its moment, then what tells lines of the same millisecond apart. So the newest lines have the
//! highest numbers, whenever they were taken in, and a line's number can be found from the line. Where a millisecond is crowded the
//! numbers of its whole second are drawn on: then lines of one second are found in any order.

/// So many numbers a millisecond has of its own.
const ALIKE: i64 = 4096;

/// So many numbers a second has.
const SECOND: i64 = 1000 * ALIKE;

/// No moment is numbered above this, so that a number is exact wherever it is read, in JSON too: the year 2039.
const LATEST: i64 = (1 << 41) - 1;

/// So many of its own millisecond a line may have.
const NEAR: i64 = 8;

/// So many it may have in all.
const ALL: i64 = 64;

/// From one number of a second to the next that is tried: a prime, so that none comes twice.
const STRIDE: i64 = 1_048_583;

/// The numbers a line may have, the likeliest first. It has the first of them that no other line has.
pub(super) fn numbers(conversation: &str, seq: i64, at: i64) -> impl Iterator<Item = i64> {
    let at = at.clamp(0, LATEST);
    let millis = at % 1000;
    let base = at.saturating_sub(millis).saturating_mul(ALIKE);
    let hash = scatter(conversation, seq);
    let near = (0..NEAR)
        .map(move |step| millis.saturating_mul(ALIKE).saturating_add((hash % ALIKE).saturating_add(step) % ALIKE));
    let far = (NEAR..ALL).map(move |step| (hash / ALIKE).saturating_add(step.saturating_mul(STRIDE)) % SECOND);
    near.chain(far).map(move |place| base.saturating_add(place))
}

/// A number below 2^40, seldom the same for two lines: FNV-1a, and since lines that follow each other differ by a little, the last
/// steps of MurmurHash3 (`fmix64`), which spread that over all bits.
fn scatter(conversation: &str, seq: i64) -> i64 {
    let hash = conversation
        .bytes()
        .chain(seq.to_be_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    i64::try_from((hash ^ (hash >> 33)) & ((1 << 40) - 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    proptest::proptest! {
        #[test]
        fn a_later_line_has_a_higher_number(first in 0_i64..2_190_000_000_000, later in 1_i64..1_000_000, seq in 1_i64..100) {
            let nearest = |conversation, at| numbers(conversation, seq, at).take(NEAR.try_into().unwrap());
            let highest = nearest("cnv_1", first).max().unwrap();
            let lowest = nearest("cnv_2", first + later).min().unwrap();
            proptest::prop_assert!(highest < lowest);
            let highest = numbers("cnv_1", seq, first).max().unwrap();
            let lowest = numbers("cnv_2", seq, first + 1000 + later).min().unwrap();
            proptest::prop_assert!(highest < lowest, "a second later in any case");
            proptest::prop_assert!(lowest < 1 << 53);
        }
    }

    #[test]
    fn fifty_thousand_lines_of_one_millisecond_have_numbers_that_are_soon_found() {
        let (mut taken, mut tries) = (BTreeSet::new(), 0);
        for seq in 1..50_000 {
            let found = numbers("cnv_1", seq, 1_768_046_400_123).position(|number| taken.insert(number));
            tries += found.expect("a line has no number") + 1;
        }
        assert!(tries < 50_000 * 10, "{tries} tries");
    }
}
