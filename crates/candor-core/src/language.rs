//! The languages Candor speaks, and wordings that exist in one or both of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language of the desk. Every text a contact or operator reads exists in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// All languages, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// Reads an IETF tag such as Telegram's `language_code` ("ru", "en-GB"); `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One text in one or both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// The Russian text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
}

impl Wording {
    /// The text in exactly this language.
    pub fn in_language(&self, language: Language) -> Option<&str> {
        match language {
            Language::En => self.en.as_deref(),
            Language::Ru => self.ru.as_deref(),
        }
    }

    /// The text in this language, else in the other one.
    pub fn best(&self, language: Language) -> Option<&str> {
        self.in_language(language).or(self.en.as_deref()).or(self.ru.as_deref())
    }

    /// Puts the text of one language.
    pub fn put(&mut self, language: Language, text: String) {
        match language {
            Language::En => self.en = Some(text),
            Language::Ru => self.ru = Some(text),
        }
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.en.is_none() && self.ru.is_none()
    }
}

/// Several ways to say one thing, in one or both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrasings {
    /// In English.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub en: Vec<String>,
    /// In Russian.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ru: Vec<String>,
}

impl Phrasings {
    /// Those of one language.
    pub fn in_language(&self, language: Language) -> &[String] {
        match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        }
    }

    /// The list of one language, to add to.
    pub fn list_mut(&mut self, language: Language) -> &mut Vec<String> {
        match language {
            Language::En => &mut self.en,
            Language::Ru => &mut self.ru,
        }
    }

    /// All of them, English first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.en.iter().chain(&self.ru).map(String::as_str)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ru.is_empty()
    }
}
