//! The normaliser of the source: a double-array trie of what is replaced and the replacements, brought into a list.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::pieces::{Piece, WORD};

/// What is replaced by what. Rules whose outcome holds a letter that no kept piece has are left out.
pub fn rules(charsmap: &[u8], kept: &[Piece]) -> Result<BTreeMap<Vec<u8>, String>> {
    let letters: BTreeSet<char> =
        kept.iter().flat_map(|piece| piece.text.chars()).chain([' ']).filter(|ch| *ch != WORD).collect();
    let (size, rest) = charsmap.split_first_chunk().context("no size")?;
    let (units, texts) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*size))?).context("no texts")?;
    let units: Vec<u32> = units.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
    let mut found = BTreeMap::new();
    let root = units.first().copied().map(offset).context("an empty trie")?;
    let mut open = vec![(root, Vec::new())];
    while let Some((node, key)) = open.pop() {
        for label in 1..=u8::MAX {
            let place = node ^ u32::from(label);
            let Some(unit) = at(&units, place).filter(|unit| unit & 0x8000_00ff == u32::from(label)) else { continue };
            let child = place ^ offset(unit);
            let longer = [key.as_slice(), &[label]].concat();
            if unit & 0x100 != 0 {
                let value = at(&units, child).context("a leaf without a value")? & 0x7fff_ffff;
                let text = texts.get(usize::try_from(value)?..).and_then(|from| from.split(|byte| *byte == 0).next());
                let text = std::str::from_utf8(text.context("a replacement that is not there")?)?.to_owned();
                if text.chars().all(|ch| letters.contains(&ch)) {
                    found.insert(longer.clone(), text);
                }
            }
            open.push((child, longer));
        }
    }
    Ok(found)
}

fn at(units: &[u32], place: u32) -> Option<u32> {
    usize::try_from(place).ok().and_then(|place| units.get(place)).copied()
}

fn offset(unit: u32) -> u32 {
    (unit >> 10) << ((unit & 0x200) >> 6)
}
