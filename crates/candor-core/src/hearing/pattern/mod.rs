//! A small language of patterns over words, so that what each detector listens for is data, one pattern a line.
//!
//! A pattern is a row of items separated by blanks:
//!
//! | item | matches |
//! |---|---|
//! | `word` | a word with the same Snowball stem, one typing error allowed in words of five letters and more |
//! | `=word` | exactly this form |
//! | `word*` | a word that begins so |
//! | `a\|=b\|c*` | any of them |
//! | `<name>` | any word of a named set (see `sets`); may stand among alternatives |
//! | `a\|$` | the word, or the end of the clause |
//! | `[a\|b]` | the same, or nothing |
//! | `...` | up to four words, none of them a negation |
//! | `....` | up to four words of any kind |
//! | `_` | one word of any kind |
//! | `!a\|b` | the next word is none of these (takes no word) |
//! | `^` `$` | the edge of a clause, empty words such as "well" and "please" aside |
//! | `^^` `$$` | the edge of the whole line, empty words aside |
//! | `?` | a sentence that ends with a question mark |
//!
//! A match that stands under a negation ("не нужен менеджер") does not count unless the pattern itself begins with
//! one. `#` opens a comment line, `@70` at the end says how sure the match is, in hundredths (90 unless told).
//! Patterns never cross the end of a sentence, and a gap is bounded, so the time is linear in the text.

mod lexicon;
mod matcher;
mod parse;
mod sets;

pub(crate) use lexicon::{Lexicon, WordId, is_one_slip_apart};
pub(crate) use matcher::{Grammar, Marked, find};
pub(crate) use parse::parse_all;

/// One pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    items: Vec<Item>,
    /// How sure a match is, in hundredths.
    pub(crate) certainty: u8,
    /// Words of which one must be present for the pattern to have a chance; empty if nothing is certain.
    needs: Vec<WordId>,
    begins_with_negation: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Word { ids: Vec<WordId>, is_optional: bool, or_end: bool },
    Gap { may_negate: bool },
    AnyWord,
    Not { ids: Vec<WordId> },
    ClauseStart,
    ClauseEnd,
    LineStart,
    LineEnd,
    Question,
}
