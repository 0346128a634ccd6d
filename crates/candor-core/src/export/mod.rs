//! TEMPORARY until the branch is merged.
use serde::{Deserialize, Serialize};
/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text.
    Text,
    /// JSON lines.
    JsonLines,
    /// CSV.
    Csv,
}
impl Format {
    /// Word.
    pub const fn word(self) -> &'static str {
        match self { Self::Text => "text", Self::JsonLines => "jsonl", Self::Csv => "csv" }
    }
    /// Read.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Text, Self::JsonLines, Self::Csv].into_iter().find(|f| f.word() == word)
    }
}
