//! Reads the words out of a model's answer while it is still coming, so that they can be judged sentence by sentence. What it reads
//! is never more than what the whole answer turns out to say: of an answer that names its text once, any beginning gives a beginning
//! of that text. Where an answer does not begin as the form that was asked for, nothing is read of it.

use super::read::LONGEST;
use crate::knowledge::sentence_ends;

/// The field that holds the words.
const TEXT: &str = "text";
/// So much of a field's name is kept: enough to know that it is another.
const LONGEST_NAME: usize = 16;

/// The words of an answer as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct SoFar {
    place: Place,
    text: String,
    letters: usize,
    is_whole: bool,
}

/// Where in the answer the reader is.
#[derive(Clone, Debug, Default)]
enum Place {
    /// Before the object: blanks.
    #[default]
    Front,
    /// In the mark of a code fence around it.
    Fence,
    /// Before a field's name or the end of the object.
    Field,
    /// In a field's name.
    Name(Quoted, String),
    /// Between a name and its colon; whether it is the name of the text.
    Colon(bool),
    /// Before a value; whether it is the text.
    Value(bool),
    /// In the text.
    Text(Quoted),
    /// In a value that is none, in so many brackets.
    Other(Skipped),
    /// Between a value and the next comma.
    Comma,
    /// Nothing that follows is looked at.
    Over,
}

impl SoFar {
    /// Takes what came next.
    pub fn take(&mut self, piece: &str) {
        for letter in piece.chars() {
            if matches!(self.place, Place::Over) {
                return;
            }
            let place = std::mem::take(&mut self.place);
            self.place = self.next(place, letter);
        }
    }

    /// The words so far, as [`super::read`] will give the whole of them: without blanks around them.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// Whether all words have come.
    pub const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Where in [`Self::text`] sentences end that are complete: something follows each of them. In bytes, rising, and only those
    /// after `from`, where one ended or the text begins.
    pub fn sentence_ends(&self, from: usize) -> Vec<usize> {
        let text = self.text().get(from..).unwrap_or_default();
        let is_followed = |end: &usize| text.get(*end..).is_some_and(|rest| !rest.trim().is_empty());
        sentence_ends(text).into_iter().filter(is_followed).map(|end| end.saturating_add(from)).collect()
    }

    fn next(&mut self, place: Place, letter: char) -> Place {
        let is_blank = letter.is_ascii_whitespace();
        match (place, letter) {
            (Place::Front | Place::Fence, '{') => Place::Field,
            (Place::Front | Place::Fence, '`') => Place::Fence,
            (Place::Fence, _) if is_blank || letter.is_ascii_alphanumeric() => Place::Fence,
            (Place::Field, '"') => Place::Name(Quoted::default(), String::new()),
            (Place::Name(mut quoted, mut name), _) => match quoted.take(letter) {
                Read::Nothing => Place::Name(quoted, name),
                Read::Letter(letter) => {
                    if name.len() < LONGEST_NAME {
                        name.push(letter);
                    }
                    Place::Name(quoted, name)
                }
                Read::End => Place::Colon(name == TEXT),
                Read::Broken => Place::Over,
            },
            (Place::Colon(is_text), ':') => Place::Value(is_text),
            (Place::Value(true), '"') => Place::Text(Quoted::default()),
            (Place::Value(false), _) if !is_blank => Self::skipped(Skipped::default(), letter),
            (Place::Text(mut quoted), _) => match quoted.take(letter) {
                Read::Nothing => Place::Text(quoted),
                Read::Letter(letter) => self.read(quoted, letter),
                Read::End => {
                    self.is_whole = true;
                    Place::Over
                }
                Read::Broken => Place::Over,
            },
            (Place::Other(skipped), _) => Self::skipped(skipped, letter),
            (Place::Comma, ',') => Place::Field,
            (place @ (Place::Front | Place::Field | Place::Colon(_) | Place::Value(_) | Place::Comma), _)
                if is_blank =>
            {
                place
            }
            _ => Place::Over,
        }
    }

    fn read(&mut self, quoted: Quoted, letter: char) -> Place {
        if self.letters >= LONGEST {
            return Place::Over;
        }
        self.letters = self.letters.saturating_add(1);
        self.text.push(letter);
        Place::Text(quoted)
    }

    fn skipped(mut skipped: Skipped, letter: char) -> Place {
        match skipped.take(letter) {
            Skip::On => Place::Other(skipped),
            Skip::Ended => Place::Comma,
            Skip::Field => Place::Field,
            Skip::Over => Place::Over,
        }
    }
}

/// Decodes a JSON string letter by letter (RFC 8259, §7). Line breaks and tabs may stand in it as they are, as models write them.
#[derive(Clone, Debug, Default)]
struct Quoted {
    escape: Escape,
    /// The first half of a pair of surrogates.
    high: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Escape {
    #[default]
    None,
    /// After a backslash.
    Begun,
    /// In `\uXXXX`: the digits so far and their value.
    Code(u8, u32),
}

enum Read {
    Letter(char),
    Nothing,
    End,
    Broken,
}

impl Quoted {
    fn take(&mut self, letter: char) -> Read {
        match (self.escape, letter) {
            (Escape::Begun, 'u') => {
                self.escape = Escape::Code(0, 0);
                Read::Nothing
            }
            (Escape::Code(digits, value), _) => self.digit(digits, value, letter),
            (Escape::None, '\\') => {
                self.escape = Escape::Begun;
                Read::Nothing
            }
            // Only the other half may follow one.
            _ if self.high.is_some() => Read::Broken,
            (Escape::Begun, _) => {
                self.escape = Escape::None;
                match letter {
                    '"' | '\\' | '/' => Read::Letter(letter),
                    'b' => Read::Letter('\u{8}'),
                    'f' => Read::Letter('\u{c}'),
                    'n' => Read::Letter('\n'),
                    'r' => Read::Letter('\r'),
                    't' => Read::Letter('\t'),
                    _ => Read::Broken,
                }
            }
            (Escape::None, '"') => Read::End,
            (Escape::None, '\n' | '\r' | '\t') => Read::Letter(letter),
            (Escape::None, '\0'..='\u{1f}') => Read::Broken,
            (Escape::None, _) => Read::Letter(letter),
        }
    }

    fn digit(&mut self, digits: u8, value: u32, letter: char) -> Read {
        const DIGITS: u8 = 4;
        let Some(digit) = letter.to_digit(16) else { return Read::Broken };
        let (digits, value) = (digits.saturating_add(1), value.saturating_mul(16).saturating_add(digit));
        if digits < DIGITS {
            self.escape = Escape::Code(digits, value);
            return Read::Nothing;
        }
        self.escape = Escape::None;
        match (self.high.take(), value) {
            (None, 0xd800..=0xdbff) => {
                self.high = Some(value);
                Read::Nothing
            }
            (Some(high), 0xdc00..=0xdfff) => {
                let high = high.saturating_sub(0xd800).saturating_mul(0x400);
                let pair = high.saturating_add(value.saturating_sub(0xdc00)).saturating_add(0x1_0000);
                char::from_u32(pair).map_or(Read::Broken, Read::Letter)
            }
            (Some(_), _) => Read::Broken,
            (None, _) => char::from_u32(value).map_or(Read::Broken, Read::Letter),
        }
    }
}

/// A value that is passed over.
#[derive(Clone, Copy, Debug, Default)]
struct Skipped {
    depth: usize,
    is_string: bool,
    is_escaped: bool,
    /// Whether it is a number or a word, which ends where something else begins.
    is_bare: bool,
}

enum Skip {
    On,
    /// It ended with this letter.
    Ended,
    /// The comma after it came.
    Field,
    /// The object ended, or what came is none.
    Over,
}

impl Skipped {
    fn take(&mut self, letter: char) -> Skip {
        if self.is_string {
            let was_escaped = std::mem::take(&mut self.is_escaped);
            self.is_escaped = letter == '\\' && !was_escaped;
            self.is_string = was_escaped || letter != '"';
            return if self.is_string || self.depth > 0 { Skip::On } else { Skip::Ended };
        }
        match letter {
            '"' if !self.is_bare => self.is_string = true,
            '{' | '[' if !self.is_bare => self.depth = self.depth.saturating_add(1),
            '}' | ']' if self.depth > 0 => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Skip::Ended;
                }
            }
            _ if self.depth > 0 => {}
            ',' if self.is_bare => return Skip::Field,
            _ if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '+' | '.') => self.is_bare = true,
            _ if self.is_bare && letter.is_ascii_whitespace() => return Skip::Ended,
            _ => return Skip::Over,
        }
        Skip::On
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::writer::by_model;

    fn read(answer: &str) -> SoFar {
        let mut so_far = SoFar::default();
        so_far.take(answer);
        so_far
    }

    fn sentences(answer: &str) -> Vec<String> {
        let so_far = read(answer);
        let text = so_far.text();
        so_far.sentence_ends(0).into_iter().map(|end| text[..end].to_owned()).collect()
    }

    #[test]
    fn the_words_come_out_as_far_as_they_have_come() {
        for (answer, text) in [
            ("", ""),
            (" {\n \"text\" : \"  Fifteen ro", "Fifteen ro"),
            (r#"{"step": "ask", "facts": ["text", {"text": "x"}], "n": -1.5e3, "o": null , "text": "Yes."#, "Yes."),
            ("```json\n{\"text\": \"Yes. No", "Yes. No"),
            (r#"{"text": "a\nb \"c\" \u0416\ud83d\ude00 \\"#, "a\nb \"c\" Ж😀 \\"),
            (r#"{"text": "half \ud83d"#, "half"),
            (r#"{"text": "half \ud83d!"#, "half"),
            ("{\"text\": \"a\nb\u{1}c", "a\nb"),
            (r#"{"text": 7, "step": "x"}"#, ""),
            (r#"{"texts": "x"}"#, ""),
            ("Sure: {\"text\": \"x\"}", ""),
            ("[{\"text\": \"x\"}]", ""),
        ] {
            assert_eq!(read(answer).text(), text, "{answer}");
        }
        assert!(read(r#"{"text": "Yes.""#).is_whole() && !read(r#"{"text": "Yes."#).is_whole());
        assert_eq!(read(&format!("{{\"text\": \"{}", "a".repeat(5_000))).text().len(), LONGEST);
    }

    #[test]
    fn a_sentence_is_complete_when_something_follows_it() {
        assert_eq!(sentences(r#"{"text": "15 roses cost 2.9"#), [""; 0]);
        assert_eq!(sentences(r#"{"text": "15 roses cost 2,900. "#), [""; 0]);
        assert_eq!(sentences(r#"{"text": "15 roses cost 2,900. S"#), ["15 roses cost 2,900."]);
        assert_eq!(
            sentences(r#"{"text": "Это 3 тыс. руб. за букет! Да? Н"#),
            ["Это 3 тыс. руб. за букет!", "Это 3 тыс. руб. за букет! Да?"]
        );
    }

    /// An answer as a model may write it: fields in any order, blanks anywhere, letters escaped or not.
    fn answers() -> impl Strategy<Value = (String, String)> {
        let text = "[ a-zа-я.!?\"\\\\\n\t/😀Ж0-9]{0,40}";
        let others = proptest::collection::vec(
            (
                "[a-s]{1,20}",
                proptest::sample::select(vec![
                    json!("text"),
                    json!("\"text\": \"x\""),
                    json!(["a", {"text": "b"}]),
                    json!({"text": {"text": "}"}}),
                    json!(-1.5e7),
                    json!(null),
                    json!(true),
                    json!(""),
                    json!([]),
                    json!({}),
                ]),
            ),
            0..4,
        );
        (text, others, 0..5_usize, any::<bool>(), any::<bool>(), " {0,2}").prop_map(
            |(text, others, at, is_fenced, is_escaped, blank)| {
                let words = if is_escaped {
                    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
                    format!("\"{units}\"")
                } else {
                    json!(text).to_string()
                };
                let mut fields: Vec<String> =
                    others.iter().map(|(name, value)| format!("\"{name}\"{blank}:{blank}{value}")).collect();
                fields.insert(at.min(fields.len()), format!("\"text\":{blank}{words}"));
                let object = format!("{{{blank}{}{blank}}}", fields.join(&format!("{blank},{blank}")));
                (if is_fenced { format!("```json\n{object}\n```") } else { format!("{blank}{object}") }, text)
            },
        )
    }

    proptest! {
        #[test]
        fn a_beginning_of_an_answer_gives_a_beginning_of_its_words((answer, text) in answers()) {
            let mut so_far = SoFar::default();
            for letter in answer.chars() {
                so_far.take(letter.encode_utf8(&mut [0; 4]));
                prop_assert!(text.trim().starts_with(so_far.text()), "{:?} of {:?}", so_far.text(), text);
            }
            prop_assert!(so_far.is_whole());
            prop_assert_eq!(so_far.text(), text.trim());
            let at_once = read(&answer);
            prop_assert_eq!(at_once.text(), text.trim(), "however it is cut");
            let object = answer.trim_start_matches("```json\n").trim_end_matches("\n```");
            let value: Value = serde_json::from_str(object).unwrap();
            if let Ok(written) = by_model::read(&value) {
                prop_assert_eq!(written.text, so_far.text());
            }
        }

        #[test]
        fn nothing_upsets_it(bytes in any::<Vec<u8>>(), cut in any::<usize>()) {
            let garbage = String::from_utf8_lossy(&bytes).into_owned();
            for front in ["", "{", "{\"text\": \"", "{\"a\": [\"", "```"] {
                let answer = format!("{front}{garbage}");
                let so_far = read(&answer);
                let text = so_far.text();
                prop_assert!(so_far.sentence_ends(0).into_iter().all(|end| text.get(..end).is_some()));
                let middle = (0..=cut % answer.len().max(1)).rev().find(|at| answer.is_char_boundary(*at)).unwrap_or(0);
                let mut cut = read(&answer[..middle]);
                prop_assert!(so_far.text().starts_with(cut.text()));
                cut.take(&answer[middle..]);
                prop_assert_eq!(cut.text(), so_far.text());
            }
        }
    }
}
