//! Adds a part, takes one out, and moves one.

use super::{
    EditError, Old, Place, Put, Way,
    layout::end_before,
    notes,
    parts::{holds_things, place_of},
    proof::{self, Shape},
    put::{in_order, of_place},
    ways,
};
use crate::script::{
    amend::{Replaced, outside_notes},
    checks::names::is_name,
    keywords::{self, Section, Takes},
    outline::Block,
    placeholder::id_of,
};

/// The text with a new part behind the last of its section, which is made if it is not there.
pub(super) fn add(old: &Old<'_>, section: Section, id: &str, says: &[Put]) -> Result<String, EditError> {
    let place = Place::thing(section, id);
    if !holds_things(section) || !is_name(id) || id_of(id) != id {
        return Err(EditError::BadName);
    }
    if old.outline.blocks.iter().any(|block| place_of(block).as_ref() == Some(&place)) {
        return Err(EditError::BadName);
    }
    let says = in_order(says, old.layout.keywords, old.main());
    let last = old.outline.blocks.iter().rposition(|block| block.section == Some(section));
    let line = match last.and_then(|index| old.outline.blocks.get(index)) {
        Some(block) => block.last_line(),
        None => end_before(&old.outline, section),
    };
    let line = outside_notes(&old.outline, line).ok_or(EditError::Misplaced)?;
    let mut lines = vec![String::new()];
    if last.is_none() {
        lines.extend([old.layout.heading(section), String::new()]);
    }
    lines.push(format!("### {id}"));
    let index = old.outline.blocks.iter().take_while(|block| block.line <= line && block.line > 0).count();
    let main = old.main();
    // Each value in its plainest way that reads as it should; all of them marked if one does not.
    let mut why = EditError::Misplaced;
    for is_plain in [true, false] {
        let mut all = lines.clone();
        for put in &says {
            let takes = keywords::keyword(put.key).map_or(Takes::Text, |keyword| keyword.takes);
            let head = old.layout.keyword(put.key, put.language);
            let mut written = ways::fresh(takes, &head, "", &put.value);
            let way = if is_plain && !written.is_empty() { Some(written.remove(0)) } else { written.pop() };
            if old.layout.is_spaced {
                all.push(String::new());
            }
            all.extend(way.unwrap_or_default());
        }
        let Some(text) = old.layout.lines.with(line, &all) else { continue };
        let (was, mut is) = (Shape::of(&old.outline), Shape::of(&proof::read(&text)?));
        let place = if last.is_none() { index + 1 } else { index };
        let is_there = is.take_thing(place, id, &says, main).is_some()
            && (last.is_some() || is.take_heading(index, section).is_some());
        if is_there && is == was {
            return Ok(text);
        }
        why = EditError::Misplaced;
    }
    Err(why)
}

/// The text without a part.
pub(super) fn remove(old: &Old<'_>, place: &Place) -> Result<String, EditError> {
    let blocks = of_place(old, place)?;
    let index = blocks.first().copied().filter(|_| place.id.is_some()).ok_or(EditError::UnknownPart)?;
    let block = old.outline.blocks.get(index).ok_or(EditError::UnknownPart)?;
    let (lines, outline) = (&old.layout.lines, &old.outline);
    let end = outside_notes(outline, block.last_line()).ok_or(EditError::Misplaced)?;
    let mut changes: Vec<Replaced> = (block.line..=end).map(|number| (number, None)).collect();
    if notes::goes_on_into(outline, block.line) {
        return Err(EditError::Misplaced);
    }
    // The gap behind it goes too, or at the end of the text the one before it.
    let is_gap = |number: &usize| *number > 0 && lines.is_blank(*number) && !notes::goes_on_into(outline, *number);
    let behind: Vec<usize> = (end + 1..=lines.count()).take_while(is_gap).collect();
    let is_last = end + behind.len() >= lines.count();
    let gap = if is_last { (1..block.line).rev().take_while(is_gap).collect() } else { behind };
    changes.extend(gap.into_iter().map(|number| (number, None)));
    let text = lines.changed(&changes).ok_or(EditError::Misplaced)?;
    let mut wanted = Shape::of(outline);
    wanted.0.remove(index);
    if Shape::of(&proof::read(&text)?) == wanted { Ok(text) } else { Err(EditError::Misplaced) }
}

/// The text with a part and its neighbor changed about. What stands between them stays between them.
pub(super) fn shift(old: &Old<'_>, place: &Place, way: Way) -> Result<String, EditError> {
    let blocks = of_place(old, place)?;
    let index = blocks.first().copied().filter(|_| place.id.is_some()).ok_or(EditError::UnknownPart)?;
    let all = &old.outline.blocks;
    let is_kin = |(_, block): &(usize, &Block)| place_of(block).is_some_and(|other| other.section == place.section);
    let other = match way {
        Way::Up => all.iter().enumerate().take(index).rfind(is_kin),
        Way::Down => all.iter().enumerate().skip(index + 1).find(is_kin),
    };
    let Some((other, _)) = other else { return Ok(old.text.to_owned()) };
    let (first, second) = (index.min(other), index.max(other));
    let span = |index: usize| {
        let block = all.get(index)?;
        let end = outside_notes(&old.outline, block.last_line())?;
        (!notes::goes_on_into(&old.outline, block.line)).then(|| old.layout.lines.span(block.line, end))?
    };
    let (upper, lower) = (span(first).ok_or(EditError::Misplaced)?, span(second).ok_or(EditError::Misplaced)?);
    let cut = |range: std::ops::Range<usize>| old.text.get(range).ok_or(EditError::Misplaced);
    let text = [
        cut(0..upper.start)?,
        cut(lower.clone())?,
        cut(upper.end..lower.start)?,
        cut(upper)?,
        cut(lower.end..old.text.len())?,
    ]
    .concat();
    let mut wanted = Shape::of(&old.outline);
    wanted.0.swap(first, second);
    if Shape::of(&proof::read(&text)?) == wanted { Ok(text) } else { Err(EditError::Misplaced) }
}
