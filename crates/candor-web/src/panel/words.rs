//! The words of the panel: each page's in its own folder, in every language. Templates and handlers name a word as
//! `<folder>.<key>`; tests hold that every named word is there in every language, and that none is there for nothing.

use std::{collections::BTreeMap, sync::LazyLock};

use candor_core::language::Language;
use jiff::civil::Date;

/// The words of one folder.
pub(crate) struct Folder {
    /// Its name.
    pub name: &'static str,
    en: &'static str,
    ru: &'static str,
}

macro_rules! folders {
    ($($name:literal),* $(,)?) => {
        /// Every folder with words.
        pub(crate) const FOLDERS: &[Folder] = &[$(Folder {
            name: $name,
            en: include_str!(concat!($name, "/en.json")),
            ru: include_str!(concat!($name, "/ru.json")),
        }),*];
    };
}

folders![
    "parts",
    "access",
    "inbox",
    "templates",
    "scripts",
    "figures",
    "models",
    "health",
    "knowledge",
    "leads",
    "team",
    "audit",
    "tokens",
    "webhooks",
    "setup",
    "connections",
    "logs",
    "settings"
];

/// What the desk heard, chose and did, in words: the demo shows the same.
const OF_DESK: Folder =
    Folder { name: "desk", en: include_str!("../../locales/en.json"), ru: include_str!("../../locales/ru.json") };

impl Folder {
    /// Its words in a language, as they lie in the file.
    pub(crate) const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ru => self.ru,
        }
    }
}

static ALL: LazyLock<[BTreeMap<String, String>; 2]> = LazyLock::new(|| Language::ALL.map(all_of));

fn all_of(language: Language) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for folder in FOLDERS.iter().chain([&OF_DESK]) {
        // A file that cannot be read shows as keys on the page; a test refuses it before that.
        let words: BTreeMap<String, String> = serde_json::from_str(folder.text(language)).unwrap_or_default();
        all.extend(words.into_iter().map(|(key, word)| (format!("{}.{key}", folder.name), word)));
    }
    all
}

/// The words of the panel in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words(pub Language);

impl Words {
    /// A word.
    pub(crate) fn say(self, key: &str) -> &'static str {
        let [en, ru] = &*ALL;
        let all = if self.0 == Language::En { en } else { ru };
        // Only a key that is in no file gets here, and tests refuse those.
        all.get(key).map_or("…", String::as_str)
    }

    /// What a stable word of the desk means, such as `heard` and `greets`; a word of a later version stays as it is.
    pub(crate) fn term(self, group: &str, word: &str) -> String {
        match self.say(&format!("desk.{group}.{word}")) {
            "…" => word.replace('_', " "),
            said => said.to_owned(),
        }
    }

    /// A word with its `{blanks}` filled in.
    pub(crate) fn fill(self, key: &str, blanks: &[(&str, &str)]) -> String {
        let mut said = self.say(key).to_owned();
        for (blank, with) in blanks {
            said = said.replace(&format!("{{{blank}}}"), with);
        }
        said
    }

    /// A month in the middle of a date, by its number from 1.
    pub(crate) fn month(self, number: i8) -> &'static str {
        let place = usize::try_from(number).unwrap_or_default().saturating_sub(1);
        self.say("parts.months").split(' ').nth(place).unwrap_or_default()
    }

    /// A day as people write it.
    pub(crate) fn day(self, date: Date) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill("parts.day", &[("day", &day), ("month", self.month(date.month())), ("year", &year)])
    }

    /// A word with a number in it (`{n}`), in the form the number asks for: `key.one`, `key.few` (Russian alone),
    /// `key.many` (CLDR plural rules, cardinal, integers).
    pub(crate) fn count(self, key: &str, number: u64) -> String {
        let form = match (self.0, number % 10, number % 100) {
            (Language::En, ..) => {
                if number == 1 {
                    "one"
                } else {
                    "many"
                }
            }
            (Language::Ru, 1, tens) if tens != 11 => "one",
            (Language::Ru, 2..=4, tens) if !(12..=14).contains(&tens) => "few",
            (Language::Ru, ..) => "many",
        };
        self.fill(&format!("{key}.{form}"), &[("n", &grouped(number, self.0))])
    }
}

/// A number as people of a language write it: thousands apart.
pub(crate) fn grouped(number: u64, language: Language) -> String {
    let gap = match language {
        Language::En => ",",
        Language::Ru => "\u{a0}",
    };
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push_str(gap);
        }
        grouped.push(digit);
    }
    grouped
}
