//! Gives a part another name, and with it everything that speaks of it by name.

use std::{collections::BTreeMap, ops::Range};

use super::{EditError, Old, Place, notes, parts::holds_things, proof, put::of_place};
use crate::script::{
    amend::Replaced,
    checks::names::{MAX_NAME_BYTES, is_name, share_names},
    keywords::Section,
    outline::{Block, Entry, Line, Outline, trim},
    placeholder::{Piece, id_of, pieces, placeholders},
    reading::{self, Reading},
    render::BUSINESS,
};

/// A line that holds the name more often than this is not untangled.
const MOST_ON_A_LINE: usize = 8;

/// So many readings of the whole text are spent on finding which of equal words on a line is the name.
const MOST_ROUNDS: usize = 24;

/// What one line has of the name: the ways in which as many of its words as are names could be the ones, the likeliest first.
struct Naming {
    ways: Vec<Vec<Range<usize>>>,
    chosen: usize,
}

/// The text in which a part is called otherwise, wherever something speaks of it.
pub(super) fn rename(old: &Old<'_>, place: &Place, to: &str) -> Result<String, EditError> {
    let from = place.id.as_deref().filter(|_| holds_things(place.section)).ok_or(EditError::UnknownPart)?;
    if !is_name(to) || id_of(to) != to {
        return Err(EditError::BadName);
    }
    let blocks = of_place(old, place)?;
    if from == to {
        return Ok(old.text.to_owned());
    }
    if is_taken(&old.reading, place.section, to) {
        return Err(EditError::TakenName);
    }
    let block = blocks.first().and_then(|index| old.outline.blocks.get(*index)).ok_or(EditError::UnknownPart)?;
    let renaming = Renaming { section: place.section, from, to };
    let mut lines = named_on(old, block, &renaming)?;
    for _ in 0..MOST_ROUNDS {
        let text = written(old, &renaming, &lines)?;
        let outline = proof::read(&text)?;
        let wrong = renaming.wrong_lines(old, block.line, &outline);
        if wrong.is_empty() {
            return Ok(text);
        }
        for number in wrong {
            let naming = lines.get_mut(&number).ok_or(EditError::Misplaced)?;
            naming.chosen += 1;
            if naming.chosen >= naming.ways.len() {
                return Err(EditError::Misplaced);
            }
        }
    }
    Err(EditError::Misplaced)
}

/// Whether something is called so that shares its names with a section.
fn is_taken(reading: &Reading, section: Section, name: &str) -> bool {
    let is_filled_in = matches!(section, Section::Facts | Section::Fields);
    (is_filled_in && name == BUSINESS)
        || reading.named.iter().any(|named| named.id == name && share_names(named.section, section))
}

struct Renaming<'a> {
    section: Section,
    from: &'a str,
    to: &'a str,
}

impl Renaming<'_> {
    /// Whether the part can be spoken of in braces.
    const fn is_in_braces(&self) -> bool {
        matches!(self.section, Section::Facts | Section::Fields)
    }

    fn is_meant(&self, section: Section, id: &str) -> bool {
        section == self.section && id == self.from
    }

    /// The name as it should be now.
    fn becomes<'t>(&'t self, section: Section, id: &'t str) -> &'t str {
        if self.is_meant(section, id) { self.to } else { id }
    }

    /// A text of the script as it should be now.
    fn text(&self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => new.push_str(words),
                Piece::Placeholder(name) => {
                    let name = if self.is_in_braces() && id_of(name) == self.from { self.to } else { name };
                    new.extend(["{", name, "}"]);
                }
            }
        }
        new
    }

    /// The lines on which a new text says anything else than the old one with the name changed; line 0 stands for all of it.
    fn wrong_lines(&self, old: &Old<'_>, heading: usize, outline: &Outline) -> Vec<usize> {
        let (was, is) = (&old.outline, outline);
        if was.blocks.len() != is.blocks.len() || was.goes_on_as_note != is.goes_on_as_note {
            return vec![0];
        }
        let mut wrong = Vec::new();
        for (was, is) in was.blocks.iter().zip(&is.blocks) {
            if !is_same_block(was, is, heading, &mut wrong) {
                return vec![0];
            }
        }
        let (was, is) = (&old.reading, reading::read(is));
        let named = was.named.iter().map(|named| (named.line, self.becomes(named.section, &named.id).to_owned()));
        let told = was.references.iter().map(|one| (one.line, self.becomes(one.to, &one.id).to_owned()));
        let texts = was.texts.iter().map(|said| (said.line, self.text(&said.text)));
        let rules = was.script.qualification.criteria.iter().chain(&was.script.qualification.excluded_if);
        let rules = rules.map(|rule| (rule.line, self.becomes(Section::Fields, &rule.field).to_owned()));
        let is_rules = is.script.qualification.criteria.iter().chain(&is.script.qualification.excluded_if);
        differing(named, is.named.iter().map(|named| (named.line, named.id.clone())), &mut wrong);
        differing(told, is.references.iter().map(|one| (one.line, one.id.clone())), &mut wrong);
        differing(texts, is.texts.iter().map(|said| (said.line, said.text.clone())), &mut wrong);
        differing(rules, is_rules.map(|rule| (rule.line, rule.field.clone())), &mut wrong);
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }
}

/// Adds the lines in which two lists differ: where they are not of one length, those of what is missing.
fn differing(
    was: impl Iterator<Item = (usize, String)>,
    is: impl Iterator<Item = (usize, String)>,
    wrong: &mut Vec<usize>,
) {
    let (was, is): (Vec<_>, Vec<_>) = (was.collect(), is.collect());
    if was.len() != is.len() {
        let missing = was.iter().filter(|was| !is.contains(was)).map(|was| was.0);
        let before = wrong.len();
        wrong.extend(missing);
        if wrong.len() == before {
            wrong.push(0);
        }
        return;
    }
    wrong.extend(was.iter().zip(&is).filter(|(was, is)| was != is).map(|(was, _)| was.0));
}

/// Whether two blocks are built alike, whatever their names and lines say; keywords that differ are wrong.
fn is_same_block(was: &Block, is: &Block, heading: usize, wrong: &mut Vec<usize>) -> bool {
    let is_same_line = |(was, is): (&Line, &Line)| was.number == is.number && was.mark == is.mark;
    let is_same_body = |was: &[Line], is: &[Line]| was.len() == is.len() && was.iter().zip(is).all(is_same_line);
    if was.line != heading && was.title != is.title {
        wrong.push(was.line);
    }
    let is_same_entry = |(was, is): (&Entry, &Entry)| {
        was.line == is.line
            && was.column == is.column
            && was.language == is.language
            && was.keyword.map(|keyword| keyword.key) == is.keyword.map(|keyword| keyword.key)
            && is_same_body(&was.body, &is.body)
    };
    for (was, is) in was.entries.iter().zip(&is.entries).filter(|(was, is)| was.written != is.written) {
        wrong.push(was.line.max(is.line));
    }
    let is_alike = (was.level, was.section, was.line) == (is.level, is.section, is.line)
        && is_same_body(&was.stray, &is.stray)
        && was.entries.len() == is.entries.len();
    // A keyword that was taken for the name changes how its entry is read: that line is tried otherwise.
    let first = was.entries.iter().zip(&is.entries).find(|(was, is)| !is_same_entry((*was, *is)));
    if let Some((was, _)) = first.filter(|_| is_alike) {
        wrong.push(was.line);
    }
    is_alike
}

/// The lines on which the name stands as a name, each with the ways in which it can be read.
fn named_on(old: &Old<'_>, block: &Block, renaming: &Renaming<'_>) -> Result<BTreeMap<usize, Naming>, EditError> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let rules = &old.reading.script.qualification;
    let rules = rules.criteria.iter().chain(&rules.excluded_if);
    let rules = rules.filter(|rule| renaming.is_meant(Section::Fields, &rule.field)).map(|rule| rule.line);
    let told = old.reading.references.iter().filter(|one| renaming.is_meant(one.to, &one.id)).map(|one| one.line);
    let all = std::iter::once(block.line).chain(told);
    for line in all {
        *counts.entry(line).or_default() += 1;
    }
    let mut lines = BTreeMap::new();
    for (number, count) in counts {
        let found = spans(old, number, renaming.from);
        if found.len() < count || found.len() > MOST_ON_A_LINE {
            return Err(EditError::Misplaced);
        }
        lines.insert(number, Naming { ways: ways(&found, count), chosen: 0 });
    }
    for number in rules {
        // A criterion may call its field by the label, and then nothing changes.
        let ways = spans(old, number, renaming.from).into_iter().take(MOST_ON_A_LINE).map(|one| vec![one]);
        let ways = std::iter::once(Vec::new()).chain(ways).collect();
        lines.entry(number).or_insert(Naming { ways, chosen: 0 });
    }
    Ok(lines)
}

/// Every way to take so many of the spans, those further back first: a name stands behind its keyword and behind a label.
fn ways(spans: &[Range<usize>], count: usize) -> Vec<Vec<Range<usize>>> {
    let Some((last, before)) = spans.split_last() else {
        return if count == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    if count == 0 {
        return vec![Vec::new()];
    }
    let with = ways(before, count - 1).into_iter().map(|mut way| {
        way.push(last.clone());
        way
    });
    with.chain(ways(before, count)).collect()
}

/// The stretches of a line outside of notes.
fn outside_notes(old: &Old<'_>, number: usize) -> Vec<Range<usize>> {
    let line = old.layout.lines.raw(number);
    let mut is_inside = notes::goes_on_into(&old.outline, number);
    if !is_inside && trim(line).starts_with('>') {
        return std::iter::once(0..line.len()).collect();
    }
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(rest) = line.get(at..) {
        let sign = if is_inside { "-->" } else { "<!--" };
        let end = rest.find(sign);
        if !is_inside {
            found.push(at..end.map_or(line.len(), |end| at + end));
        }
        let Some(end) = end else { break };
        at += end + sign.len();
        is_inside = !is_inside;
    }
    found
}

/// Where words stand on a line, outside of notes, that are this name in one of its spellings.
fn spans(old: &Old<'_>, number: usize, name: &str) -> Vec<Range<usize>> {
    let line = old.layout.lines.raw(number);
    let mut found: Vec<Range<usize>> = Vec::new();
    for outside in outside_notes(old, number) {
        let Some(words) = line.get(outside.clone()) else { continue };
        let is_of_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
        let ends = |at: usize| {
            let is_before = words.get(..at).and_then(|before| before.chars().next_back()).is_some_and(is_of_name);
            let is_behind = words.get(at..).and_then(|behind| behind.chars().next()).is_some_and(is_of_name);
            is_before != is_behind
        };
        let bounds: Vec<usize> =
            words.char_indices().map(|(at, _)| at).chain([words.len()]).filter(|at| ends(*at)).collect();
        let mut from = 0;
        for start in &bounds {
            let is_far = |end: &&usize| **end <= *start + 2 * MAX_NAME_BYTES;
            let fits = |end: &&usize| words.get(*start..**end).is_some_and(|word| id_of(word) == name);
            let behind = bounds.iter().filter(|end| *end > start).take_while(is_far);
            // The shortest: what is longer has only signs around it that are no part of a name.
            if *start >= from
                && let Some(end) = behind.into_iter().find(fits)
                && words.get(*start..).and_then(|rest| rest.chars().next()).is_some_and(is_of_name)
            {
                found.push(outside.start + start..outside.start + end);
                from = *end;
            }
        }
    }
    found
}

/// The text with the chosen words renamed, and the name in braces wherever a text says it.
fn written(old: &Old<'_>, renaming: &Renaming<'_>, lines: &BTreeMap<usize, Naming>) -> Result<String, EditError> {
    let mut changes: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for (number, naming) in lines {
        changes.entry(*number).or_default().extend(naming.ways.get(naming.chosen).ok_or(EditError::Misplaced)?.clone());
    }
    if renaming.is_in_braces() {
        let entries = old.outline.blocks.iter().flat_map(|block| &block.entries);
        let worded = entries.filter(|entry| entry.keyword.is_some_and(|keyword| keyword.takes.is_worded()));
        for number in worded.flat_map(|entry| entry.line..=entry.last_line()) {
            if old.layout.lines.raw(number).contains('{') {
                changes.entry(number).or_default().extend(in_braces(old, number, renaming.from));
            }
        }
    }
    let mut replaced: Vec<Replaced> = Vec::new();
    for (number, mut spans) in changes {
        spans.sort_by_key(|span| span.start);
        let raw = old.layout.lines.raw(number);
        let (mut line, mut at) = (String::with_capacity(raw.len()), 0);
        for span in spans {
            line.push_str(raw.get(at..span.start).ok_or(EditError::Misplaced)?);
            line.push_str(renaming.to);
            at = span.end;
        }
        line.push_str(raw.get(at..).ok_or(EditError::Misplaced)?);
        if line != raw {
            replaced.push((number, Some(vec![line])));
        }
    }
    old.layout.lines.changed(&replaced).ok_or(EditError::Misplaced)
}

/// Where a line has the name between braces, without them.
fn in_braces(old: &Old<'_>, number: usize, name: &str) -> Vec<Range<usize>> {
    let line = old.layout.lines.raw(number);
    let mut found = Vec::new();
    for outside in outside_notes(old, number) {
        let Some(words) = line.get(outside.clone()).filter(|words| placeholders(words).next().is_some()) else {
            continue;
        };
        let mut at = 0;
        for piece in pieces(words) {
            let Piece::Placeholder(inside) = piece else {
                if let Piece::Words(plain) = piece {
                    at += plain.len();
                }
                continue;
            };
            // The piece has lost the space around the name: the brace that closes it tells where it ends.
            let Some(length) = words.get(at..).and_then(|rest| rest.find('}')) else { break };
            let start = at + 1;
            if id_of(inside) == name {
                found.push(outside.start + start..outside.start + at + length);
            }
            at += length + 1;
        }
    }
    found
}
