//! What one copy of the ledger knows of a contact and another does not. Pure.

use std::collections::BTreeMap;

use candor_core::ids::BusinessId;

use super::LedgerLine;

/// The lines of each person, in their order.
pub(crate) fn by_contact(lines: Vec<LedgerLine>) -> BTreeMap<(BusinessId, i64), Vec<LedgerLine>> {
    let mut people: BTreeMap<(BusinessId, i64), Vec<LedgerLine>> = BTreeMap::new();
    for line in lines {
        people.entry((line.business.clone(), line.number)).or_default().push(line);
    }
    people
}

/// The lines of one person that must be added to `known` so that it says what is true after both copies.
///
/// Copies grow by the same lines in the same order, so the one that ends with a line the other does not have is ahead:
/// whatever follows its last shared line is missing. Where each ends with a line of its own, a copy was restored and lived
/// on without the other; then the later decision counts and, of two at the same time, the one that silences.
pub(crate) fn missing(known: &[LedgerLine], other: &[LedgerLine]) -> Vec<LedgerLine> {
    let is_known = |line: &LedgerLine| known.iter().any(|mine| mine.is(line));
    let (Some(last), Some(others_last)) = (known.last(), other.last()) else { return other.to_vec() };
    if is_known(others_last) {
        return Vec::new();
    }
    if other.iter().any(|line| line.is(last)) {
        let ahead = other.iter().rev().take_while(|line| !is_known(line)).count();
        return other.iter().skip(other.len().saturating_sub(ahead)).cloned().collect();
    }
    let is_later = |line: &&LedgerLine| line.at > last.at || (line.at == last.at && line.action.silences());
    other.iter().filter(|line| !is_known(line)).filter(is_later).cloned().collect()
}

#[cfg(test)]
mod tests {
    use candor_core::{consent::ConsentAction, moment::Moment};
    use proptest::prelude::*;

    use super::*;

    fn line(at: i64, action: ConsentAction) -> LedgerLine {
        LedgerLine {
            business: BusinessId::from_unique("shop"),
            number: 7,
            at: Moment::from_millis(at),
            action,
            method: "words".to_owned(),
            words: String::new(),
        }
    }

    fn out(at: i64) -> LedgerLine {
        line(at, ConsentAction::OptedOut)
    }

    fn back(at: i64) -> LedgerLine {
        line(at, ConsentAction::OptedIn)
    }

    fn times(lines: &[LedgerLine]) -> Vec<i64> {
        lines.iter().map(|line| line.at.millis()).collect()
    }

    #[test]
    fn what_came_after_the_last_shared_line_is_missing() {
        assert_eq!(times(&missing(&[out(1)], &[out(1), back(2), out(3)])), [2, 3]);
        assert_eq!(times(&missing(&[], &[out(1), back(2)])), [1, 2]);
        assert!(missing(&[out(1), back(2)], &[out(1)]).is_empty());
        assert!(missing(&[out(1)], &[]).is_empty());
    }

    #[test]
    fn order_counts_and_not_the_clock() {
        let clock_went_back = [back(100), out(90)];
        assert_eq!(times(&missing(&[back(100)], &clock_went_back)), [90]);
    }

    #[test]
    fn a_copy_that_lived_on_alone_is_outdone_only_by_a_later_decision() {
        assert!(missing(&[out(1), out(9)], &[out(1), back(5)]).is_empty());
        assert_eq!(times(&missing(&[out(1), back(5)], &[out(1), out(9)])), [9]);
        assert_eq!(times(&missing(&[back(5)], &[out(5)])), [5]);
        assert!(missing(&[out(5)], &[back(5)]).is_empty());
    }

    proptest! {
        #[test]
        fn a_backup_reminded_by_what_followed_says_what_the_whole_says(
            actions in proptest::collection::vec(any::<bool>(), 1..12),
            cut in 0_usize..12,
        ) {
            let whole: Vec<LedgerLine> =
                actions.iter().zip(1..).map(|(is_out, at)| if *is_out { out(at) } else { back(at) }).collect();
            let cut = cut.min(whole.len());
            let mut restored = whole[..cut].to_vec();
            restored.extend(missing(&restored, &whole));
            prop_assert_eq!(times(&restored), times(&whole));
            prop_assert!(missing(&restored, &whole).is_empty());
        }
    }
}
