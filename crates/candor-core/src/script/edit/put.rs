//! Puts what a keyword says.

use super::{
    EditError, Old, Place, Put, choices,
    layout::{end_before, rank},
    notes::{self, Notes},
    parts::{holds_things, place_of},
    proof::{self, Shape},
    ways,
};
use crate::{
    language::Language,
    script::{
        amend::{Replaced, outside_notes, proof::without_lines},
        keywords::{self, Key, Takes},
        outline::{Block, Entry, Mark, is_space, trim},
        reading::{self, joined, parts},
    },
};

/// What an entry says: the lines of a text, the items of a list, or one value.
pub(super) fn value_of(entry: &Entry) -> Vec<String> {
    let Some(keyword) = entry.keyword else { return Vec::new() };
    let lines = |text: String| if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() };
    match keyword.takes {
        Takes::Text => lines(joined(&entry.body)),
        Takes::Value => lines(joined(&entry.body).split_whitespace().collect::<Vec<_>>().join(" ")),
        Takes::Names => items(entry, Takes::Words),
        takes => items(entry, takes),
    }
}

fn items(entry: &Entry, takes: Takes) -> Vec<String> {
    parts(&entry.body, takes).into_iter().map(|(item, _)| item).collect()
}

/// A value as it can stand in a text: without signs that are no text, and without what is empty.
pub(super) fn clean(key: Key, keywords: Language, value: &[String]) -> Vec<String> {
    let takes = keywords::keyword(key).map_or(Takes::Text, |keyword| keyword.takes);
    let is_text = |sign: &char| *sign == '\t' || !sign.is_control();
    let lines = value.iter().flat_map(|line| line.split(['\n', '\r']));
    let lines = lines.map(|line| line.chars().filter(is_text).collect::<String>());
    let mut lines: Vec<String> = lines.map(|line| trim(&line).to_owned()).collect();
    match takes {
        Takes::Text => {
            let is_empty = |line: Option<&String>| line.is_some_and(String::is_empty);
            while is_empty(lines.last()) {
                lines.pop();
            }
            while is_empty(lines.first()) {
                lines.remove(0);
            }
        }
        Takes::Value => {
            let value = lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ");
            lines = if value.is_empty() { Vec::new() } else { vec![value] };
        }
        Takes::Names | Takes::Words | Takes::Phrases | Takes::Labels | Takes::Conditions => {
            lines.retain(|line| !line.is_empty());
        }
    }
    for line in &mut lines {
        if let Some(choice) = choices::meant(key, line) {
            choice.in_language(keywords).clone_into(line);
        }
    }
    lines
}

/// The text with a keyword saying this.
pub(super) fn put(old: &Old<'_>, place: &Place, put: &Put) -> Result<String, EditError> {
    let value = clean(put.key, old.layout.keywords, &put.value);
    let is_worded = keywords::keyword(put.key).is_some_and(|keyword| keyword.takes.is_worded());
    let language = is_worded.then(|| put.language.unwrap_or(old.main()));
    let put = Put { key: put.key, language, value };
    let blocks: Vec<usize> = of_place(old, place)?;
    match (entry_at(old, &blocks, &put), put.value.is_empty()) {
        (None, true) => Ok(old.text.to_owned()),
        (None, false) => insert(old, &blocks, place, &put),
        (Some(at), true) => take_out(old, at),
        (Some(at), false) => write_anew(old, at, &put),
    }
}

/// The blocks of a part.
pub(super) fn of_place(old: &Old<'_>, place: &Place) -> Result<Vec<usize>, EditError> {
    let blocks = old.outline.blocks.iter().enumerate();
    let own: Vec<usize> =
        blocks.filter(|(_, block)| place_of(block).as_ref() == Some(place)).map(|(index, _)| index).collect();
    if holds_things(place.section) && own.len() != 1 {
        return Err(EditError::UnknownPart);
    }
    Ok(own)
}

/// Where the keyword stands that the desk reads: of a value the first, of a text the last.
fn entry_at(old: &Old<'_>, blocks: &[usize], put: &Put) -> Option<(usize, usize)> {
    let main = old.main();
    let mut found = Vec::new();
    for index in blocks {
        let Some(block) = old.outline.blocks.get(*index) else { continue };
        for (number, entry) in block.entries.iter().enumerate() {
            let is_it = entry.keyword.is_some_and(|keyword| keyword.key == put.key)
                && put.language.is_none_or(|language| entry.language.unwrap_or(main) == language);
            if is_it {
                found.push((*index, number));
            }
        }
    }
    if put.language.is_some() { found.last().copied() } else { found.first().copied() }
}

fn entry<'a>(old: &'a Old<'_>, (block, entry): (usize, usize)) -> Result<&'a Entry, EditError> {
    old.outline.blocks.get(block).and_then(|block| block.entries.get(entry)).ok_or(EditError::Misplaced)
}

/// Gives a new text back if it is the old one but for this keyword, which says what it should.
fn proved(old: &Old<'_>, text: String, before: Option<(usize, usize)>, put: &Put) -> Result<String, EditError> {
    let new = proof::read(&text)?;
    let (mut was, mut is) = (Shape::of(&old.outline), Shape::of(&new));
    if let Some(at) = before {
        was.take(at).ok_or(EditError::Misplaced)?;
    }
    let main = old.main();
    let is_it = |entry: &Entry| {
        entry.keyword.is_some_and(|keyword| keyword.key == put.key)
            && put.language.is_none_or(|language| entry.language.unwrap_or(main) == language)
            && value_of(entry) == put.value
    };
    if put.value.is_empty() {
        return if was == is { Ok(text) } else { Err(EditError::Misplaced) };
    }
    // The same place, or any other where it is new: what is left must be all the old text said.
    for (index, block) in new.blocks.iter().enumerate() {
        for (number, _) in block.entries.iter().enumerate().filter(|(_, entry)| is_it(entry)) {
            let mut rest = is.clone();
            if rest.take((index, number)).is_some() && rest == was {
                return Ok(text);
            }
        }
    }
    // A section that was not there came with it.
    for (index, block) in new.blocks.iter().enumerate().filter(|(_, block)| block.level == 2) {
        let is_new = block.entries.len() == 1 && block.entries.first().is_some_and(is_it);
        if let (true, Some(section)) = (is_new, block.section) {
            is.take((index, 0));
            is.take_heading(index, section);
            return if is == was { Ok(text) } else { Err(EditError::Misplaced) };
        }
    }
    Err(EditError::Misplaced)
}

/// The first of several new texts that can be proved.
fn first_proved(
    old: &Old<'_>,
    texts: impl Iterator<Item = Option<String>>,
    before: Option<(usize, usize)>,
    put: &Put,
) -> Result<String, EditError> {
    let mut why = EditError::Misplaced;
    for text in texts.flatten() {
        match proved(old, text, before, put) {
            Ok(text) => return Ok(text),
            Err(refused) => why = refused,
        }
    }
    Err(why)
}

/// Adds a keyword that is not there yet.
fn insert(old: &Old<'_>, blocks: &[usize], place: &Place, put: &Put) -> Result<String, EditError> {
    let takes = keywords::keyword(put.key).map_or(Takes::Text, |keyword| keyword.takes);
    let head = old.layout.keyword(put.key, put.language);
    let Some(block) = blocks.last().and_then(|index| old.outline.blocks.get(*index)) else {
        let line = outside_notes(&old.outline, end_before(&old.outline, place.section)).ok_or(EditError::Misplaced)?;
        let texts = ways::fresh(takes, &head, "", &put.value).into_iter().map(|lines| {
            let opening = [String::new(), old.layout.heading(place.section), String::new()];
            old.layout.lines.with(line, &opening.into_iter().chain(lines).collect::<Vec<_>>())
        });
        return first_proved(old, texts, None, put);
    };
    let indent = old.layout.indent(block);
    let head = format!("{indent}{head}");
    let mut texts = Vec::new();
    for line in old.layout.behind(block, put.key) {
        let Some(line) = outside_notes(&old.outline, line) else { continue };
        for lines in ways::fresh(takes, &head, indent, &put.value) {
            let apart = old.layout.is_spaced.then(String::new);
            texts.push(old.layout.lines.with(line, &apart.into_iter().chain(lines).collect::<Vec<_>>()));
        }
    }
    first_proved(old, texts.into_iter(), None, put)
}

/// Takes a keyword out with what it says; notes among its lines stay.
fn take_out(old: &Old<'_>, at: (usize, usize)) -> Result<String, EditError> {
    let entry = entry(old, at)?;
    let kept = kept_beside(old, entry);
    let left: Vec<String> = kept.before.into_iter().chain(kept.behind).collect();
    let lines = &old.layout.lines;
    let mut changes = vec![(entry.line, Some(left).filter(|left| !left.is_empty()))];
    changes.extend((entry.line + 1..=entry.last_line()).map(|number| (number, None)));
    // Of the empty lines around it, one is enough.
    let (before, behind) = (entry.line.saturating_sub(1), entry.last_line() + 1);
    let is_blank = |number: usize| lines.is_blank(number) && !notes::goes_on_into(&old.outline, number);
    let closes_up = changes.first().is_some_and(|(_, becomes)| becomes.is_none())
        && (is_blank(behind) || behind > lines.count())
        && (is_blank(before) && before > 0);
    let wanted = Put { key: Key::Name, language: None, value: Vec::new() };
    let closed = closes_up.then(|| {
        let with_gap: Vec<Replaced> = changes.iter().cloned().chain([(before, None)]).collect();
        lines.changed(&with_gap)
    });
    first_proved(old, [closed.flatten(), lines.changed(&changes)].into_iter(), Some(at), &wanted)
}

/// Writes a keyword's value anew, as it is written now where that can be kept.
fn write_anew(old: &Old<'_>, at: (usize, usize), put: &Put) -> Result<String, EditError> {
    let entry = entry(old, at)?;
    let value = value_of(entry);
    let said = |value: &[String]| clean(put.key, old.layout.keywords, value);
    if value == put.value || said(&value) == put.value {
        return Ok(old.text.to_owned());
    }
    let takes = entry.keyword.map_or(Takes::Text, |keyword| keyword.takes);
    let head = head(old, entry);
    let lines = &old.layout.lines;
    let mut texts: Vec<Option<String>> = Vec::new();
    if !matches!(takes, Takes::Text | Takes::Value) {
        texts.push(list_anew(old, entry, takes, &head, &put.value).and_then(|changes| lines.changed(&changes)));
    }
    let written = match takes {
        Takes::Text | Takes::Value => text_anew(old, entry, &head, &put.value),
        _ => ways::fresh(takes, &head, lines.opening(entry.line).0, &put.value),
    };
    let kept = kept_beside(old, entry);
    for way in written {
        let becomes = kept.before.iter().chain(&way).chain(&kept.behind).cloned().collect();
        let mut changes = vec![(entry.line, Some(becomes))];
        changes.extend((entry.line + 1..=entry.last_line()).map(|number| (number, None)));
        texts.push(lines.changed(&changes));
    }
    first_proved(old, texts.into_iter(), Some(at), put)
}

/// Every note and rule among the lines of an entry.
fn kept_beside(old: &Old<'_>, entry: &Entry) -> Notes {
    let mut kept = Notes::default();
    for number in entry.line..=entry.last_line() {
        let (raw, goes_on) = (old.layout.lines.raw(number), notes::goes_on_into(&old.outline, number));
        let found = notes::of_line(raw, goes_on);
        let is_own = number == entry.line || entry.body.iter().any(|line| line.number == number);
        if goes_on && number == entry.line {
            let mut found = found.into_iter();
            kept.before.extend(found.next());
            kept.behind.extend(found);
        } else if is_own {
            kept.behind.extend(found);
        } else {
            kept.behind.push(raw.to_owned());
        }
    }
    kept
}

/// The keyword as it is written, with its colon and without what follows it.
fn head(old: &Old<'_>, entry: &Entry) -> String {
    let raw = old.layout.lines.raw(entry.line);
    let plain = || format!("{}{}:", old.layout.lines.opening(entry.line).0, entry.written);
    let Some((before, behind)) = raw.split_once(':') else { return plain() };
    if before.contains("<!--") || before.contains("-->") {
        return plain();
    }
    let is_strong = trim(before).starts_with(['*', '_']);
    let strong: String = behind.chars().take_while(|sign| is_strong && matches!(sign, '*' | '_')).collect();
    format!("{before}:{strong}")
}

/// The ways in which the lines of a text can stand in the place of others, the one most like theirs first.
fn text_anew(old: &Old<'_>, entry: &Entry, head: &str, value: &[String]) -> Vec<Vec<String>> {
    let lines = &old.layout.lines;
    let is_inline = entry.body.first().is_none_or(|line| line.number == entry.line);
    let below = entry.body.iter().find(|line| line.number != entry.line && line.mark != Mark::Blank);
    let indent = lines.opening(below.map_or(entry.line, |line| line.number)).0;
    let plain = |line: &String| format!("{indent}{line}").trim_end().to_owned();
    let is_marked = below.is_some_and(|line| line.mark == Mark::Quote);
    let mut ways = Vec::new();
    if let Some((first, more)) = value.split_first() {
        // A text behind its keyword that gets a second line goes below, marked: so it is read at a glance.
        if is_inline && !is_marked && (more.is_empty() || below.is_some()) {
            ways.push([format!("{head} {first}")].into_iter().chain(more.iter().map(plain)).collect());
        }
        if !is_inline && !is_marked {
            ways.push([head.to_owned()].into_iter().chain(value.iter().map(plain)).collect());
        }
    }
    ways.push(ways::marked(head, indent, value));
    ways
}

/// What becomes of the lines of a list: those whose items stay are left alone, the others are written anew.
fn list_anew(old: &Old<'_>, entry: &Entry, takes: Takes, head: &str, value: &[String]) -> Option<Vec<Replaced>> {
    let lines = &old.layout.lines;
    let split = if takes == Takes::Names { Takes::Words } else { takes };
    let is_list = entry.body.iter().any(|line| line.number != entry.line && line.mark != Mark::Blank);
    if !is_list {
        return None;
    }
    let sample = entry.body.iter().rfind(|line| line.mark == Mark::Item);
    let (indent, sign) = lines.opening(sample.map_or(entry.line, |line| line.number));
    let written = |item: &String| ways::one(indent, sign.unwrap_or('-'), item);
    let mut changes: Vec<Replaced> = Vec::new();
    let mut wanted = value;
    let last = entry.last_line();
    let mut last_kept = None;
    for line in entry.body.iter().filter(|line| line.mark != Mark::Blank) {
        let own: Vec<String> = parts(std::slice::from_ref(line), split).into_iter().map(|(item, _)| item).collect();
        let place = (0..wanted.len()).find(|at| wanted.get(*at..at + own.len()).is_some_and(|some| some == own));
        let Some(place) = place.filter(|_| !own.is_empty()) else {
            let notes = notes::of_line(lines.raw(line.number), notes::goes_on_into(&old.outline, line.number));
            let kept = if line.number == entry.line { vec![head.to_owned()] } else { Vec::new() };
            let becomes: Vec<String> = kept.into_iter().chain(notes).collect();
            changes.push((line.number, Some(becomes).filter(|becomes| !becomes.is_empty())));
            continue;
        };
        let (new, rest) = wanted.split_at_checked(place)?;
        if !new.is_empty() {
            // Items in front of the first line would stand before their keyword.
            if line.number == entry.line {
                return None;
            }
            let raw = lines.raw(line.number).to_owned();
            changes.push((line.number, Some(new.iter().map(written).chain([raw]).collect())));
        }
        last_kept = Some(line.number);
        wanted = rest.get(own.len()..)?;
    }
    if !wanted.is_empty() {
        let new = wanted.iter().map(written);
        let behind = last_kept.unwrap_or(entry.line);
        let goes_on = old.outline.goes_on_as_note.get(behind.checked_sub(1)?).copied().unwrap_or(false);
        if goes_on || behind > last {
            return None;
        }
        match changes.iter_mut().find(|(number, _)| *number == behind) {
            Some((_, Some(becomes))) => becomes.extend(new),
            Some((_, becomes)) => *becomes = Some(new.collect()),
            None => changes.push((behind, Some([lines.raw(behind).to_owned()].into_iter().chain(new).collect()))),
        }
    }
    Some(changes)
}

/// The text in other languages.
pub(super) fn languages(text: &str, languages: &[Language]) -> Result<String, EditError> {
    let old = Old::of(text)?;
    let mut wanted = old.reading.script.clone();
    let (was, is) = (old.main(), languages.first().copied().ok_or(EditError::Misplaced)?);
    let mut changes: Vec<Replaced> = Vec::new();
    if was != is {
        let worded =
            |entry: &&Entry| entry.language.is_none() && entry.keyword.is_some_and(|keyword| keyword.takes.is_worded());
        for entry in old.outline.blocks.iter().flat_map(|block: &Block| &block.entries).filter(worded) {
            let raw = old.layout.lines.raw(entry.line);
            let (before, behind) = raw.split_once(':').ok_or(EditError::Misplaced)?;
            let bare = before.trim_end_matches(|sign: char| is_space(sign) || matches!(sign, '*' | '_' | '`'));
            let signs = before.get(bare.len()..).unwrap_or_default();
            changes.push((entry.line, Some(vec![format!("{bare} {}{signs}:{behind}", was.code())])));
        }
    }
    let named = old.layout.lines.changed(&changes).ok_or(EditError::Misplaced)?;
    let value = languages.iter().map(|language| language.code().to_owned()).collect();
    let change = Put { key: Key::Languages, language: None, value };
    let head = Place::whole(keywords::Section::Head);
    let renamed = put(&Old::of(&named)?, &head, &change)?;
    wanted.languages = languages.to_vec();
    let new = reading::read(&proof::read(&renamed)?);
    if without_lines(new.script) == without_lines(wanted) { Ok(renamed) } else { Err(EditError::Misplaced) }
}

/// What a new part says, in the order in which it is written.
pub(super) fn in_order(says: &[Put], keywords: Language, main: Language) -> Vec<Put> {
    let mut puts: Vec<Put> = says
        .iter()
        .map(|put| {
            let is_worded = keywords::keyword(put.key).is_some_and(|keyword| keyword.takes.is_worded());
            let language = is_worded.then(|| put.language.unwrap_or(main));
            Put { key: put.key, language, value: clean(put.key, keywords, &put.value) }
        })
        .filter(|put| !put.value.is_empty())
        .collect();
    puts.sort_by_key(|put| (rank(put.key), put.language != Some(main)));
    puts
}
