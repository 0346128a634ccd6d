//! The stretch of a text that shows why it was found.

use super::{Query, short};
use crate::hearing::{PlainWord, plain_words};

/// A piece of an excerpt: plain text, never markup (H13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words, as they were written.
    pub text: String,
    /// Whether they are what was looked for.
    pub is_hit: bool,
}

/// Before the first hit so much of the excerpt is shown, in parts of its length.
const BEFORE: usize = 4;

/// The stretch of about so many characters around the first word that was looked for, on one line, cut between words. Where the text has
/// none of the words, its beginning.
pub fn excerpt(text: &str, query: &Query, longest: usize) -> Vec<Piece> {
    let words = plain_words(text);
    let hits: Vec<&PlainWord> = words.iter().filter(|word| is_hit(query, word)).collect();
    let first = hits.first().map_or(0, |word| word.start);
    let (start, end) = stretch(text, &words, first, longest);
    let mut pieces = Pieces::default();
    if start > 0 {
        pieces.push("…", false);
    }
    let mut at = start;
    for word in hits.into_iter().filter(|word| word.start >= start && word.end <= end) {
        // One sign may be several words: "¼" is a 1 and a 4.
        if word.start < at {
            continue;
        }
        pieces.push(text.get(at..word.start).unwrap_or_default(), false);
        pieces.push(text.get(word.start..word.end).unwrap_or_default(), true);
        at = word.end;
    }
    pieces.push(text.get(at..end).unwrap_or_default(), false);
    if end < text.trim_end().len() {
        pieces.push("…", false);
    }
    pieces.0
}

fn is_hit(query: &Query, word: &PlainWord) -> bool {
    let stem = short(&word.stem);
    query.terms.iter().flat_map(|term| &term.words).any(|sought| sought.means(&stem))
}

/// Where the stretch begins and ends, in bytes: at words, unless one is longer than the stretch.
fn stretch(text: &str, words: &[PlainWord], first: usize, longest: usize) -> (usize, usize) {
    let before = text.get(..first).unwrap_or_default();
    let lead = before.char_indices().rev().nth(longest / BEFORE).map_or(0, |(at, _)| at);
    let start = match lead {
        0 => 0,
        lead => words.iter().map(|word| word.start).find(|start| *start >= lead).unwrap_or(first).min(first),
    };
    let rest = text.get(start..).unwrap_or_default();
    let Some((cut, _)) = rest.char_indices().nth(longest) else { return (start, text.trim_end().len().max(start)) };
    let cut = start.saturating_add(cut);
    let end = words.iter().map(|word| word.end).take_while(|end| *end <= cut).last().filter(|end| *end > first);
    (start, end.unwrap_or(cut))
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds words, on one line; pieces of one kind that touch are one.
    fn push(&mut self, text: &str, is_hit: bool) {
        if text.is_empty() {
            return;
        }
        let text = text.replace(char::is_whitespace, " ");
        match self.0.last_mut() {
            Some(last) if last.is_hit == is_hit => last.text.push_str(&text),
            _ => self.0.push(Piece { text, is_hit }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str, longest: usize) -> String {
        let pieces = excerpt(text, &Query::read(typed), longest);
        pieces.iter().map(|piece| if piece.is_hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn an_excerpt_marks_the_words_as_they_were_written() {
        assert_eq!(marked("Когда Доставите розы?", "доставить роза", 80), "Когда [Доставите] [розы]?");
        assert_eq!(marked("<script>розы</script>", "роза", 80), "<script>[розы]</script>");
        assert_eq!(marked("a\nb", "b", 80), "a [b]");
        assert_eq!(marked("nothing of it", "розы", 80), "nothing of it");
        assert_eq!(marked("¼A", "1 4 a", 80), "[¼A]");
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_the_first_hit() {
        let text = format!("{}розы {}", "слово ".repeat(60), "конец ".repeat(60));
        let cut = marked(&text, "роза", 60);
        assert!(cut.starts_with("…слово") && cut.contains("[розы]") && cut.ends_with("конец…"), "{cut}");
        assert!(cut.chars().count() < 70, "{cut}");
        let word = "я".repeat(500);
        assert!(
            excerpt(&word, &Query::read("роза"), 60).iter().map(|piece| piece.text.chars().count()).sum::<usize>()
                <= 62
        );
    }

    proptest::proptest! {
        #[test]
        fn an_excerpt_is_of_the_text_whatever_it_holds(text in "\\PC{0,200}", typed in "\\PC{0,20}") {
            let whole = excerpt(&text, &Query::read(&typed), 1_000);
            let joined: String = whole.iter().map(|piece| piece.text.as_str()).collect();
            proptest::prop_assert_eq!(joined, text.trim_end().replace(char::is_whitespace, " "));
            let cut: usize = excerpt(&text, &Query::read(&typed), 30).iter().map(|piece| piece.text.chars().count()).sum();
            proptest::prop_assert!(cut <= 32 + 30 / BEFORE, "{}", cut);
        }
    }
}
