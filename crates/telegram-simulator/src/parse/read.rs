//! Reads single parameters by the real server's lenient rules (`get_integer_arg`, `to_bool` in Client.cpp): integers are
//! clamped and never refused, garbage is 0, and a Boolean is true only as `true`, `yes` or `1`.

use std::borrow::Cow;

use serde_json::Value;

use super::Params;

impl Params {
    /// The parameter as text; numbers and objects as their JSON. Empty where it is absent.
    pub(crate) fn text(&self, name: &str) -> Cow<'_, str> {
        match self.values().get(name) {
            None => Cow::Borrowed(""),
            Some(Value::String(text)) => Cow::Borrowed(text),
            Some(other) => Cow::Owned(other.to_string()),
        }
    }

    /// The parameter as an integer within the limits. Absent or empty: `absent`.
    pub(crate) fn integer(&self, name: &str, absent: i64, least: i64, most: i64) -> i64 {
        let text = self.text(name);
        if text.is_empty() { absent } else { integer_prefix(&text).clamp(least, most) }
    }

    /// Whether the parameter says yes.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        matches!(self.text(name).trim().to_lowercase().as_str(), "true" | "yes" | "1")
    }

    /// Whether the parameter came with anything in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Whether the parameter came, be it empty.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.values().contains_key(name)
    }

    /// An object or array, which forms carry as JSON text. `None` where it is absent, `Err` where it is not JSON.
    pub(crate) fn json(&self, name: &str) -> Option<Result<Value, serde_json::Error>> {
        match self.values().get(name)? {
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => match serde_json::from_str(text) {
                Ok(Value::Null) => None,
                parsed => Some(parsed),
            },
            other => Some(Ok(other.clone())),
        }
    }
}

/// The integer at the start of the text, 0 where there is none; it stops at the first character that is not a digit.
fn integer_prefix(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1_i64, text), |rest| (-1, rest));
    digits
        .chars()
        .map_while(|letter| letter.to_digit(10))
        .fold(0_i64, |value, digit| value.saturating_mul(10).saturating_add(sign.saturating_mul(i64::from(digit))))
}

#[cfg(test)]
mod tests {
    use super::integer_prefix;

    #[test]
    fn integers_are_read_as_far_as_they_go() {
        assert_eq!(integer_prefix("42"), 42);
        assert_eq!(integer_prefix("-1"), -1);
        assert_eq!(integer_prefix("12abc"), 12);
        assert_eq!(integer_prefix("garbage"), 0);
        assert_eq!(integer_prefix("99999999999999999999"), i64::MAX);
        assert_eq!(integer_prefix("-99999999999999999999"), i64::MIN);
    }
}
