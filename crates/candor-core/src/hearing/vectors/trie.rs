//! A set of byte strings in which the beginnings of a text are found step by step.

/// Strings with their places in the list they were built from.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// The byte that leads to each node.
    labels: Vec<u8>,
    /// Where the children of each node begin; they are neighbours and end where those of the next node begin.
    children: Vec<u32>,
    /// The place of the string that ends at each node, or [`NONE`].
    places: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// Some strings of the list that begin alike, for a node whose children are to be made.
struct Open {
    from: usize,
    to: usize,
    depth: usize,
}

impl Trie {
    /// Builds it from strings in ascending order, none of them empty, none twice.
    pub(super) fn build(strings: &[Vec<u8>]) -> Option<Self> {
        let mut trie = Self { labels: vec![0], children: Vec::new(), places: vec![NONE] };
        let mut open = std::collections::VecDeque::from([Open { from: 0, to: strings.len(), depth: 0 }]);
        // Nodes are made level by level, so that the children of one stand together.
        while let Some(node) = open.pop_front() {
            trie.children.push(u32::try_from(trie.labels.len()).ok()?);
            let mut at = node.from;
            if strings.get(at).is_some_and(|string| string.len() == node.depth) {
                at += 1;
            }
            while at < node.to {
                let label = *strings.get(at)?.get(node.depth)?;
                let depth = node.depth + 1;
                let rest = strings.get(at..node.to)?;
                let to = at + rest.partition_point(|string| string.get(node.depth).is_some_and(|byte| *byte <= label));
                let ends = strings.get(at).is_some_and(|string| string.len() == depth);
                trie.labels.push(label);
                trie.places.push(if ends { u32::try_from(at).ok()? } else { NONE });
                open.push_back(Open { from: at, to, depth });
                if to <= at {
                    return None;
                }
                at = to;
            }
        }
        trie.children.push(u32::try_from(trie.labels.len()).ok()?);
        Some(trie)
    }

    /// Every string a text begins with, shortest first: its length in bytes and its place in the list.
    pub(super) fn beginnings<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut node = 0;
        text.iter()
            .zip(1..)
            .map_while(move |(byte, length)| {
                node = self.child(node, *byte)?;
                Some((length, self.places.get(node).copied().filter(|place| *place != NONE)))
            })
            .filter_map(|(length, place)| Some((length, usize::try_from(place?).ok()?)))
    }

    fn child(&self, node: usize, label: u8) -> Option<usize> {
        let from = usize::try_from(*self.children.get(node)?).ok()?;
        let to = usize::try_from(*self.children.get(node + 1)?).ok()?;
        self.labels.get(from..to)?.binary_search(&label).ok().map(|place| from + place)
    }
}
