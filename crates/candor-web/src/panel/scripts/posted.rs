//! What the editor sends: the text as it stands, where it came from, and what is to be done with it.

/// The fields of the editor's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Posted {
    /// The script the text was begun from; empty for a new one.
    pub name: String,
    /// The version it was begun from; 0 for a new one.
    pub base: i64,
    /// The text. Lines end with a line feed alone: browsers send more than they show.
    pub text: String,
    /// What the publisher says about it.
    pub note: String,
    /// Whether only what stands beside the text is wanted: the page's script asks so.
    pub is_part: bool,
    /// What is written in the trial.
    pub say: String,
    /// The button that is pressed in the trial.
    pub press: Option<String>,
    /// Whether the trial is to begin anew.
    pub is_anew: bool,
    /// The part whose fields are sent, by its address; empty for none.
    pub at: String,
    /// The part that is to be shown next.
    pub open: Option<String>,
    /// What is to be done with the part: `add`, `up`, `down`, `remove`, `remove-sure`, `rename` or `undo`.
    pub deed: String,
    /// The changes that can be taken back, the newest last.
    pub undo: Vec<String>,
    /// Whether this goes on with the field that was changed last.
    pub is_joined: bool,
    /// The fields of the part, and what they were.
    pub fields: Vec<(String, String)>,
}

impl Posted {
    /// Reads a form; what it does not know is a plain field.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        let mut posted = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                // No name is longer; this one becomes a key in memory.
                "name" => posted.name = value.chars().take(64).collect(),
                "base" => posted.base = value.parse().unwrap_or_default(),
                "text" => posted.text = unix(&value),
                "note" => posted.note = value,
                "part" => posted.is_part = true,
                // Beside the field there is a button that says something fixed.
                "say" if !value.trim().is_empty() => posted.say = value,
                "say" => {}
                "press" => posted.press = Some(value),
                "anew" => posted.is_anew = true,
                "at" => posted.at = value,
                "open" => posted.open = Some(value),
                "do" => posted.deed = value,
                "undo" => posted.undo.push(value),
                "joined" => posted.is_joined = true,
                _ => posted.fields.push((name, unix(&value))),
            }
        }
        posted
    }
}

/// The text with lines that end as they do on Unix, without the mark some editors put before it.
pub(crate) fn unix(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_its_plain_fields() {
        let pairs = [("text", "a\r\nb"), ("base", "3"), ("name", "x"), ("says.en.y", "z\r\n"), ("press", "go:b")];
        let posted = Posted::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        assert_eq!((posted.text.as_str(), posted.base, posted.name.as_str()), ("a\nb", 3, "x"));
        assert_eq!(posted.fields, [("says.en.y".to_owned(), "z\n".to_owned())]);
        assert_eq!((posted.press.as_deref(), posted.is_part, posted.is_anew), (Some("go:b"), false, false));
    }
}
