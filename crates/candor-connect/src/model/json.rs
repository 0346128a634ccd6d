//! Finds the JSON object in what a model answered, although it was to answer with nothing else: models put it into a code
//! fence, say something before and after, think aloud first, leave a comma too many or a line break inside a string. What
//! was cut off is not completed: a half-said value is a wrong value.

use serde_json::Value;

/// Why there is no object. Repeats nothing of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// There is nothing that looks like an object, or it is no JSON.
    #[error("the answer holds no JSON object")]
    None,
    /// It begins and has no end.
    #[error("the JSON object in the answer is cut off")]
    CutOff,
}

/// The first whole object in an answer.
///
/// # Errors
/// See [`NotJson`].
pub fn object(answer: &str) -> Result<Value, NotJson> {
    match serde_json::from_str(answer) {
        Ok(value @ Value::Object(_)) => return Ok(value),
        Ok(_) => return Err(NotJson::None),
        Err(_) => {}
    }
    let mut rest = without_thoughts(answer)?;
    while let Some((_, from)) = rest.split_once('{') {
        // A brace in prose is not followed by a name.
        if !from.trim_start().starts_with(['"', '}']) {
            rest = from;
            continue;
        }
        // Nothing inside an object without an end is looked at: its parts are not the answer.
        let (inner, after) = split_at_end(from).ok_or(NotJson::CutOff)?;
        let found = format!("{{{inner}}}");
        if let Ok(value) = serde_json::from_str(&found).or_else(|_| serde_json::from_str(&mended(&found))) {
            return Ok(value);
        }
        rest = after;
    }
    Err(NotJson::None)
}

/// What follows the thoughts. Some servers take only the opening mark away.
fn without_thoughts(answer: &str) -> Result<&str, NotJson> {
    match answer.rsplit_once("</think>") {
        Some((_, after)) => Ok(after),
        None if answer.trim_start().starts_with("<think>") => Err(NotJson::CutOff),
        None => Ok(answer),
    }
}

/// What is within the brace that was opened just before, and what follows it; none if it is never closed.
fn split_at_end(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, letter) in outside_strings(text) {
        match letter {
            '{' | '[' => depth = depth.saturating_add(1),
            '}' if depth == 0 => return text.get(..at).zip(text.get(at.saturating_add(1)..)),
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The letters that are in no string, with their places.
fn outside_strings(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut strings = Strings::default();
    text.char_indices().filter(move |(_, letter)| !strings.holds(*letter))
}

/// Where strings begin and end, letter by letter.
#[derive(Default)]
struct Strings {
    is_open: bool,
    is_escaped: bool,
}

impl Strings {
    /// Whether this letter belongs to a string; its marks do.
    fn holds(&mut self, letter: char) -> bool {
        let was_open = self.is_open;
        match letter {
            _ if std::mem::take(&mut self.is_escaped) => {}
            '\\' if was_open => self.is_escaped = true,
            '"' => self.is_open = !was_open,
            _ => {}
        }
        was_open || self.is_open
    }
}

/// Without commas before a closing bracket, and with line breaks and tabs inside strings escaped.
fn mended(text: &str) -> String {
    let mut strings = Strings::default();
    let mut whole = String::with_capacity(text.len());
    let mut comma: Option<usize> = None;
    for letter in text.chars() {
        if strings.holds(letter) {
            comma = None;
            match letter {
                '\n' => whole.push_str("\\n"),
                '\r' => whole.push_str("\\r"),
                '\t' => whole.push_str("\\t"),
                _ => whole.push(letter),
            }
            continue;
        }
        match (letter, comma) {
            ('}' | ']', Some(at)) => {
                whole.truncate(at);
                comma = None;
            }
            (',', _) => comma = Some(whole.len()),
            _ if !letter.is_whitespace() => comma = None,
            _ => {}
        }
        whole.push(letter);
    }
    whole
}

#[cfg(test)]
mod tests;
