//! What fields and titles are made of: the parts of the text, and its languages.

use candor_core::{
    language::Language,
    script::{
        edit::{self, Part, Place},
        keywords::{Key, Section},
    },
};

use super::{Link, address, places};
use crate::panel::Words;

/// A title is no longer, in characters.
const LONGEST: usize = 70;

/// A text by its parts.
pub(in super::super) struct Context {
    pub parts: Vec<Part>,
    pub languages: Vec<Language>,
    /// The language its keywords are in.
    pub keywords: Language,
    pub words: Words,
}

impl Context {
    pub(in super::super) fn of(text: &str, words: Words) -> Self {
        let parts = edit::parts(text);
        let head = edit::find(&parts, &Place::whole(Section::Head));
        let named = head.and_then(|head| head.said(Key::Languages, None)).map(|saying| saying.value.clone());
        let mut languages: Vec<Language> = Vec::new();
        for name in named.unwrap_or_default() {
            let known = edit::meant(Key::Languages, &name).and_then(|choice| Language::from_tag(choice.word));
            languages.extend(known.filter(|known| !languages.contains(known)));
        }
        if languages.is_empty() {
            languages.push(edit::keyword_language(text));
        }
        Self { parts, languages, keywords: edit::keyword_language(text), words }
    }

    /// The language in which texts are shown to the reader: theirs if the script has it.
    fn shown_in(&self) -> impl Iterator<Item = Language> + '_ {
        let own = Some(self.words.0).filter(|language| self.languages.contains(language));
        own.into_iter().chain(self.languages.iter().copied())
    }

    /// The first words of the first of these keywords a part has.
    fn first_words(&self, part: &Part, keys: &[Key]) -> Option<String> {
        keys.iter().find_map(|key| {
            let worded = self.shown_in().find_map(|language| part.said(*key, Some(language)));
            let saying = worded.or_else(|| part.said(*key, None))?;
            let line = saying.value.iter().find(|line| !line.is_empty())?;
            // What the grammar knows is told in the reader's language.
            let known = edit::meant(*key, line).map(|choice| choice.in_language(self.words.0));
            let points = if *key == Key::QualifiedFrom { self.points(line) } else { None };
            Some(points.unwrap_or_else(|| short(known.unwrap_or(line))))
        })
    }

    /// A number of points in the reader's language.
    fn points(&self, line: &str) -> Option<String> {
        let count = line.split_whitespace().next()?.parse().ok()?;
        Some(self.words.count("scripts.from_points", count))
    }

    /// What a part is called for people: its own words, else its name.
    pub(in super::super) fn title(&self, place: &Place) -> String {
        let Some(part) = edit::find(&self.parts, place) else { return String::new() };
        let keys: &[Key] = match place.section {
            Section::Head => &[Key::Business],
            Section::Voice => &[Key::Tone],
            Section::Facts => &[Key::Says],
            Section::Questions => &[Key::AskedAs, Key::Answer],
            Section::Fields => &[Key::Label, Key::Ask],
            Section::Steps => &[Key::Goal, Key::Say],
            Section::Triggers => &[Key::Words, Key::Heard, Key::Event, Key::Link],
            Section::HandOver => &[Key::Hours, Key::CallWords],
            Section::Qualification => &[Key::QualifiedFrom, Key::Points],
        };
        let found = self.first_words(part, keys);
        found.unwrap_or_else(|| place.id.clone().unwrap_or_default())
    }

    /// What a part says, in a line.
    pub(super) fn about(&self, part: &Part) -> String {
        let keys: &[Key] = match part.place.section {
            Section::Facts => &[Key::About],
            Section::Questions => &[Key::Answer],
            Section::Fields => &[Key::Ask],
            Section::Steps => &[Key::Say],
            Section::Triggers => &[Key::GoTo, Key::AnswerQuestion, Key::CallPerson],
            _ => &[],
        };
        self.first_words(part, keys).unwrap_or_default()
    }

    /// The way to a part.
    pub(super) fn link(&self, place: &Place) -> Link {
        Link { at: address(place), kind: places::kind(place.section), title: self.title(place) }
    }

    /// The things of a section: their names, and their own words.
    pub(super) fn things(&self, section: Section) -> Vec<(String, String)> {
        let own = self.parts.iter().filter(|part| part.place.section == section);
        own.filter_map(|part| Some((part.place.id.clone()?, self.title(&part.place)))).collect()
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}
