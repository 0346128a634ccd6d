//! A text by its lines, with what ends each: so that something can be put behind one and all else stays as it was.

use std::ops::Range;

use crate::script::outline::{Outline, is_space};

/// A text by its lines, numbered from 1 as the outline numbers them.
pub(in crate::script) struct Lines<'a> {
    text: &'a str,
    lines: Vec<Line>,
}

/// What becomes of a line: its number, and the lines in its place, or none if it is left out.
pub(in crate::script) type Replaced = (usize, Option<Vec<String>>);

struct Line {
    /// Without what ends it.
    words: Range<usize>,
    /// The byte behind what ends it.
    end: usize,
}

impl<'a> Lines<'a> {
    pub(in crate::script) fn of(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut signs = text.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            let end = match sign {
                '\n' => at + 1,
                '\r' if signs.next_if(|(_, next)| *next == '\n').is_some() => at + 2,
                '\r' => at + 1,
                _ => continue,
            };
            lines.push(Line { words: start..at, end });
            start = end;
        }
        lines.push(Line { words: start..text.len(), end: text.len() });
        Self { text, lines }
    }

    fn line(&self, number: usize) -> Option<&Line> {
        self.lines.get(number.checked_sub(1)?)
    }

    fn words(&self, line: &Line) -> &'a str {
        self.text.get(line.words.clone()).unwrap_or_default()
    }

    /// A line as it stands, without what ends it.
    pub(in crate::script) fn raw(&self, number: usize) -> &'a str {
        self.line(number).map_or("", |line| self.words(line))
    }

    /// The text with lines of its own put anew, or left out where there is nothing in their place. Several lines in the
    /// place of one end as that one does; `None` if there is no such line.
    pub(in crate::script) fn changed(&self, changes: &[Replaced]) -> Option<String> {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        let mut changes: Vec<_> = changes.iter().collect();
        changes.sort_by_key(|(number, _)| *number);
        for (number, becomes) in changes {
            let line = self.line(*number)?;
            text.push_str(self.text.get(at..line.words.start)?);
            at = line.end;
            let Some(becomes) = becomes else { continue };
            let own = self.text.get(line.words.end..line.end)?;
            let first = self.lines.first().and_then(|line| self.text.get(line.words.end..line.end)).unwrap_or_default();
            let between = [own, first, "\n"].into_iter().find(|ending| !ending.is_empty())?;
            text.push_str(&becomes.join(between));
            text.push_str(own);
        }
        text.push_str(self.text.get(at..)?);
        Some(text)
    }

    /// How many lines there are.
    pub(in crate::script) const fn count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of some lines, without what ends the last of them; `None` if they are not there.
    pub(in crate::script) fn span(&self, first: usize, last: usize) -> Option<Range<usize>> {
        Some(self.line(first)?.words.start..self.line(last)?.words.end)
    }

    /// Whether nothing can be seen in a line.
    pub(in crate::script) fn is_blank(&self, number: usize) -> bool {
        self.line(number).is_some_and(|line| self.words(line).chars().all(is_space))
    }

    /// The space a line begins with, and the sign of a list behind it.
    pub(in crate::script) fn opening(&self, number: usize) -> (&'a str, Option<char>) {
        let words = self.line(number).map_or("", |line| self.words(line));
        let bare = words.trim_start_matches([' ', '\t', '\u{a0}']);
        let indent = words.get(..words.len() - bare.len()).unwrap_or_default();
        let sign = bare.chars().next().filter(|sign| matches!(sign, '-' | '*' | '•' | '–' | '—' | '+'));
        (indent, sign.filter(|sign| bare.strip_prefix(*sign).is_some_and(|rest| rest.starts_with(is_space))))
    }

    /// The text with lines put behind one of its own; `None` if there is no such line. Lines end as that one does.
    pub(in crate::script) fn with(&self, number: usize, added: &[String]) -> Option<String> {
        let line = self.line(number)?;
        let (before, after) = (self.text.get(..line.end)?, self.text.get(line.end..)?);
        let own = self.text.get(line.words.end..line.end)?;
        let first = self.lines.first().and_then(|line| self.text.get(line.words.end..line.end)).unwrap_or_default();
        let ending = [own, first, "\n"].into_iter().find(|ending| !ending.is_empty())?;
        let mut text = String::with_capacity(self.text.len() + added.iter().map(|line| line.len() + 2).sum::<usize>());
        text.push_str(before);
        for line in added {
            // The last line of a text may have nothing behind it, and then has nothing behind it afterwards.
            if own.is_empty() {
                text.push_str(ending);
            }
            text.push_str(line);
            if !own.is_empty() {
                text.push_str(ending);
            }
        }
        text.push_str(after);
        Some(text)
    }
}

/// The first line from this one on behind which no note goes on.
pub(in crate::script) fn outside_notes(outline: &Outline, number: usize) -> Option<usize> {
    let is_note = |number: &usize| outline.goes_on_as_note.get(number.saturating_sub(1)).copied();
    (number..=outline.goes_on_as_note.len()).find(|number| is_note(number) == Some(false))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::script::outline::outline;

    #[test]
    fn lines_end_as_their_neighbour_does() {
        let added = ["x".to_owned(), "y".to_owned()];
        let with = |text: &str, number| Lines::of(text).with(number, &added).unwrap_or_default();
        assert_eq!(with("a\r\nb\r\n", 1), "a\r\nx\r\ny\r\nb\r\n");
        assert_eq!(with("a\rb\r", 2), "a\rb\rx\ry\r");
        assert_eq!(with("a\nb", 2), "a\nb\nx\ny");
        assert_eq!(with("a\r\nb", 2), "a\r\nb\r\nx\r\ny");
        assert_eq!(with("", 1), "\nx\ny");
        assert_eq!(Lines::of("a").with(2, &added), None);
    }

    #[test]
    fn lines_are_put_anew_or_left_out_and_the_others_stay() {
        let changed = |text: &str, changes: &[Replaced]| Lines::of(text).changed(changes);
        let two = Some(vec!["x".to_owned(), "y".to_owned()]);
        assert_eq!(changed("a\r\nb\r\nc", &[(3, None), (1, two.clone())]).unwrap_or_default(), "x\r\ny\r\nb\r\n");
        assert_eq!(changed("a\nb", &[(2, two)]).unwrap_or_default(), "a\nx\ny");
        assert_eq!(changed("a", &[(2, None)]), None);
    }

    #[test]
    fn a_note_is_left_before_anything_is_added() {
        let outline = outline("a <!-- b\nc\nd --> e\nf <!-- g\n");
        assert_eq!(outside_notes(&outline, 1), Some(3));
        assert_eq!(outside_notes(&outline, 4), None);
    }

    proptest! {
        #[test]
        fn lines_are_numbered_as_the_outline_numbers_them(text in "[a\r\n-]{0,40}") {
            // A text that ends with a lone carriage return has an empty line more than the outline counts.
            let more = usize::from(text.ends_with('\r'));
            prop_assert_eq!(Lines::of(&text).lines.len(), outline(&text).goes_on_as_note.len() + more);
        }
    }
}
