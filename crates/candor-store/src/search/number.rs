//! The number of a line in the index: its moment, then what tells lines of the same millisecond apart. So the newest lines have the
//! highest numbers, whenever they were taken in, and a line's number can be found from the line.

/// So many lines of one millisecond have numbers.
pub(super) const ALIKE: i64 = 4096;

/// No moment is numbered above this, so that a number is exact wherever it is read, in JSON too: the year 2039.
const LATEST: i64 = (1 << 41) - 1;

/// The numbers a line may have, the likeliest first. It has the first of them that no other line has.
pub(super) fn numbers(conversation: &str, seq: i64, at: i64) -> impl Iterator<Item = i64> {
    let base = at.clamp(0, LATEST).saturating_mul(ALIKE);
    let first = scatter(conversation, seq);
    (0..ALIKE).map(move |step| base.saturating_add((first.saturating_add(step)) % ALIKE))
}

/// A number below [`ALIKE`], seldom the same for two lines (FNV-1a).
fn scatter(conversation: &str, seq: i64) -> i64 {
    let hash = conversation
        .bytes()
        .chain(seq.to_be_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    i64::try_from((hash ^ (hash >> 32)) % ALIKE.unsigned_abs()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_later_line_has_a_higher_number(first in 0_i64..3_000_000_000_000, later in 1_i64..1_000_000, seq in 1_i64..100) {
            let highest = numbers("cnv_1", seq, first).max().unwrap_or_default();
            let lowest = numbers("cnv_2", seq, first + later).min().unwrap_or_default();
            proptest::prop_assert!(first + later > LATEST || highest < lowest);
            proptest::prop_assert!(lowest < 1 << 53);
        }
    }

    #[test]
    fn a_line_has_every_number_of_its_millisecond_to_choose_from() {
        let mut all: Vec<i64> = numbers("cnv_1", 1, 5).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(i64::try_from(all.len()), Ok(ALIKE));
    }
}
