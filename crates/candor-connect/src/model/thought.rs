//! Models that think aloud put their thoughts before the answer, between `<think>` and `</think>`, where their server does
//! not take them out. They are not the answer and no contact may see them.

const OPENS: &str = "<think>";
const CLOSES: &str = "</think>";

/// Takes the thoughts off the front of an answer that comes in pieces.
#[derive(Debug, Default)]
pub(super) struct Thoughts {
    place: Place,
    /// What came and cannot be told yet.
    held: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Nothing but blanks and perhaps the beginning of a mark so far.
    #[default]
    Front,
    /// Within the thoughts.
    Inside,
    /// Between the thoughts and the first letter of the answer.
    Between,
    /// In the answer.
    Answer,
}

impl Thoughts {
    /// The words of the answer in this piece; mostly the piece itself.
    pub(super) fn take(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        if self.place == Place::Front {
            let begun = self.held.trim_start();
            if begun.starts_with(OPENS) {
                self.place = Place::Inside;
            } else if !OPENS.starts_with(begun) {
                self.place = Place::Answer;
            }
        }
        if self.place == Place::Inside {
            let Some((_, after)) = self.held.split_once(CLOSES) else { return String::new() };
            self.held = after.to_owned();
            self.place = Place::Between;
        }
        if self.place == Place::Between {
            self.held = self.held.trim_start().to_owned();
            if !self.held.is_empty() {
                self.place = Place::Answer;
            }
        }
        if self.place == Place::Answer { std::mem::take(&mut self.held) } else { String::new() }
    }

    /// What was held back and turns out to be the answer, now that nothing follows. Thoughts without an end are no answer.
    pub(super) fn end(self) -> String {
        if self.place == Place::Front { self.held } else { String::new() }
    }

    /// The same for an answer that came at once.
    pub(super) fn off(text: &str) -> String {
        let mut thoughts = Self::default();
        let mut answer = thoughts.take(text);
        answer.push_str(&thoughts.end());
        answer
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thoughts_before_an_answer_are_taken_off_and_nothing_else_is() {
        assert_eq!(Thoughts::off("<think>\nHe asks the price.\n</think>\n\nIt is 500."), "It is 500.");
        assert_eq!(Thoughts::off("\n<think></think>Yes"), "Yes");
        assert_eq!(Thoughts::off("<think>without an end"), "");
        for answer in ["Yes.", "", " ", "<thin", "<thinking>", "a <think>b</think> c", "<b>1 < 2</b>"] {
            assert_eq!(Thoughts::off(answer), answer);
        }
    }

    proptest! {
        #[test]
        fn however_an_answer_is_cut_its_words_are_the_same(text in "[ \n]?(<think>)?[a-z<]{0,5}(</think>)?[ a-zё/>]{0,9}") {
            let mut thoughts = Thoughts::default();
            let mut answer: String = text.chars().map(|letter| thoughts.take(&letter.to_string())).collect();
            answer.push_str(&thoughts.end());
            prop_assert_eq!(answer, Thoughts::off(&text));
        }
    }
}
