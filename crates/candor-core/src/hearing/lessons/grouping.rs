//! Groups of texts: average linkage. Two groups become one while their texts are, on the average, alike enough; unlike
//! single linkage it makes no chains of texts of which each is like the next and the first is unlike the last.

/// Groups places `0..likeness.len()`, of which each two are as alike as the symmetric table says, so that no two groups
/// are on the average as alike as `least`. Each group ascending, the groups by their first place.
///
/// Follows chains of nearest neighbours, which takes time and memory quadratic in their number.
pub(super) fn grouped(likeness: Vec<Vec<f32>>, least: f32) -> Vec<Vec<usize>> {
    let mut groups: Vec<Option<Vec<usize>>> = (0..likeness.len()).map(|place| Some(vec![place])).collect();
    let mut table = Table { likeness, sizes: vec![1.0; groups.len()], is_open: vec![true; groups.len()] };
    let mut chain: Vec<usize> = Vec::new();
    while let Some(last) = chain.last().copied().or_else(|| table.first_open()) {
        if chain.is_empty() {
            chain.push(last);
        }
        let before = chain.iter().rev().nth(1).copied();
        let nearest = table.nearest(last, before).filter(|(_, likeness)| *likeness >= least);
        match nearest {
            // Like nothing enough, and never again: what others become is on the average no liker than they were.
            None => {
                table.close(last);
                chain.pop();
            }
            Some((other, _)) if Some(other) == before => {
                chain.truncate(chain.len().saturating_sub(2));
                let (kept, gone) = (last.min(other), last.max(other));
                table.join(kept, gone);
                let joined = groups.get_mut(gone).and_then(Option::take).unwrap_or_default();
                if let Some(group) = groups.get_mut(kept).and_then(Option::as_mut) {
                    group.extend(joined);
                }
            }
            Some((other, _)) => chain.push(other),
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().flatten().collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// How alike the groups are.
struct Table {
    likeness: Vec<Vec<f32>>,
    /// Of how many places each group is.
    sizes: Vec<f32>,
    /// Whether a group can still become part of another.
    is_open: Vec<bool>,
}

impl Table {
    fn first_open(&self) -> Option<usize> {
        self.is_open.iter().position(|is_open| *is_open)
    }

    /// The group most like this one: of several the one named, then the first.
    fn nearest(&self, place: usize, preferred: Option<usize>) -> Option<(usize, f32)> {
        let row = self.likeness.get(place)?;
        let others = row.iter().zip(&self.is_open).enumerate().filter(|(other, (_, open))| **open && *other != place);
        let best = others
            .map(|(other, (likeness, _))| (other, *likeness))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let preferred = preferred.and_then(|other| Some((other, *row.get(other)?)));
        Some(preferred.filter(|(_, likeness)| *likeness >= best.1).unwrap_or(best))
    }

    fn close(&mut self, place: usize) {
        if let Some(is_open) = self.is_open.get_mut(place) {
            *is_open = false;
        }
    }

    /// Makes one group of two, under the name of the first.
    fn join(&mut self, kept: usize, gone: usize) {
        let size = |place: usize| self.sizes.get(place).copied().unwrap_or(1.0);
        let (of_kept, of_gone) = (size(kept), size(gone));
        let Some(lost) = self.likeness.get(gone).cloned() else { return };
        if let Some(row) = self.likeness.get_mut(kept) {
            for (likeness, other) in row.iter_mut().zip(lost) {
                *likeness = (*likeness * of_kept + other * of_gone) / (of_kept + of_gone);
            }
            let joined = row.clone();
            for (row, likeness) in self.likeness.iter_mut().zip(joined) {
                if let Some(mirrored) = row.get_mut(kept) {
                    *mirrored = likeness;
                }
            }
        }
        if let Some(size) = self.sizes.get_mut(kept) {
            *size += of_gone;
        }
        self.close(gone);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Likeness of numbers on a line: 1 at the same place, less by a tenth for each step between.
    fn on_a_line(places: &[f32]) -> Vec<Vec<f32>> {
        let like = |one: f32| places.iter().map(|other| 1.0 - (one - other).abs() / 10.0).collect();
        places.iter().map(|one| like(*one)).collect()
    }

    #[test]
    fn neighbours_are_one_group_and_a_stranger_is_another() {
        assert_eq!(grouped(on_a_line(&[0.0, 9.0, 1.0, 10.0, 30.0]), 0.8), [vec![0, 2], vec![1, 3], vec![4]]);
        assert_eq!(grouped(Vec::new(), 0.5), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_chain_of_neighbours_is_not_one_group() {
        let groups = grouped(on_a_line(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]), 0.85);
        assert!(groups.len() > 2, "{groups:?}");
    }

    proptest! {
        #[test]
        fn every_place_is_in_one_group_and_no_two_groups_are_too_alike(
            places in prop::collection::vec(-20.0_f32..20.0, 0..25),
            least in 0.0_f32..1.0,
        ) {
            let table = on_a_line(&places);
            let groups = grouped(table.clone(), least);
            let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..places.len()).collect::<Vec<_>>());
            for (at, one) in groups.iter().enumerate() {
                for other in &groups[at + 1..] {
                    let pairs = one.iter().flat_map(|one| other.iter().map(|other| table[*one][*other]));
                    let above: f32 = pairs.map(|likeness| likeness - least - 1e-4).sum();
                    prop_assert!(above < 0.0, "{one:?} {other:?} {above}");
                }
            }
        }
    }
}
