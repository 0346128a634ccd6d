//! The fields of a part, with what stands in them.

use candor_core::{
    language::Language,
    script::{
        digest,
        edit::{self, Part, Saying},
        keywords::{KEYWORDS, Key, Section},
        placeholder::id_of,
    },
};

use super::{
    Context, Refused,
    spec::{Control, Spec, specs},
    table::{self, Row},
};
use crate::panel::scripts::problems::Told;

/// A field of the form.
pub(in super::super) struct Field {
    /// Its name in what is sent.
    pub name: String,
    /// Its word.
    pub word: &'static str,
    /// The fields with which it is written together.
    pub group: String,
    /// A mark of what stood in the group when the page was made, at the first of the group: what nobody touched is not
    /// written.
    pub was: Option<String>,
    /// Its language; empty where it has none.
    pub language: &'static str,
    /// Whether its language is to be told: where a script has several.
    pub tells_language: bool,
    /// Whether what it is for stands at it, and not at the same field in another language before it.
    pub has_hint: bool,
    /// `text`, `list`, `line`, `select`, `checks` or `rows`.
    pub control: &'static str,
    /// What stands in it.
    pub value: String,
    /// How many lines are shown of it.
    pub lines: usize,
    /// What can be chosen.
    pub options: Vec<Choosable>,
    /// Rows of several small fields.
    pub rows: Vec<Row>,
    /// The choice with which it is shown.
    pub only: &'static str,
    /// What is wrong with it.
    pub problems: Vec<Told>,
    /// Why it could not be written.
    pub refused: Option<&'static str>,
    /// The keywords it writes.
    pub(super) says: Vec<(Key, Option<Language>)>,
}

/// One thing that can be chosen.
pub(in super::super) struct Choosable {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// A mark of what stands in some fields; empty ones are as good as none.
pub(super) fn mark<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut all = String::new();
    for (name, value) in pairs.filter(|(_, value)| !value.is_empty()) {
        all.push_str(name);
        all.push('\n');
        all.push_str(value);
        all.push('\n');
    }
    digest(&all).chars().take(12).collect()
}

/// The group of a field, and whether a name in what was sent is of it.
pub(super) fn is_of_group(name: &str, group: &str) -> bool {
    let rest = name.strip_prefix("f.").and_then(|name| name.strip_prefix(group));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The fields of a part, or of a new one.
pub(super) fn fields(context: &Context, section: Section, part: Option<&Part>, refused: &Refused) -> Vec<Field> {
    let maker = Maker { context, part, is_new: part.is_none() && super::places::is_many(section) };
    let mut fields: Vec<Field> = specs(section).iter().flat_map(|spec| maker.fields(spec, refused)).collect();
    let mut groups: Vec<String> = Vec::new();
    for index in 0..fields.len() {
        let Some(group) = fields.get(index).map(|field| field.group.clone()) else { continue };
        if groups.contains(&group) {
            continue;
        }
        let own = fields.iter().filter(|field| field.group == group).flat_map(Field::pairs);
        let own: Vec<(String, String)> = own.collect();
        let was = mark(own.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        if let Some(field) = fields.get_mut(index) {
            // A new part is written whole, whatever stands in it.
            field.was = (!maker.is_new).then_some(was);
        }
        groups.push(group);
    }
    for field in &mut fields {
        let why = refused.groups.iter().find(|(group, _)| *group == field.group).map(|(_, why)| why.word());
        if why.is_some() || maker.is_new {
            field.retype(&refused.typed);
        }
        field.refused = why;
    }
    fields
}

impl Field {
    /// What would be sent of it as it stands.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        match self.control {
            "select" | "checks" => {
                let chosen = self.options.iter().filter(|option| option.is_chosen);
                chosen.map(|option| (self.name.clone(), option.value.clone())).collect()
            }
            "rows" => {
                let cells = self.rows.iter().flat_map(|row| &row.cells);
                cells.map(|cell| (cell.name.clone(), cell.sent().to_owned())).collect()
            }
            _ => vec![(self.name.clone(), self.value.clone())],
        }
    }

    /// Puts back what was typed and could not be written.
    fn retype(&mut self, typed: &[(String, String)]) {
        let of = |name: &str| typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        match self.control {
            "select" => {
                let Some(value) = of(&self.name) else { return };
                for option in &mut self.options {
                    option.is_chosen = option.value == value;
                }
            }
            "checks" => {
                for option in &mut self.options {
                    let is_it = |(name, value): &(String, String)| *name == self.name && *value == option.value;
                    option.is_chosen = typed.iter().any(is_it);
                }
            }
            "rows" => self.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.retype(&of)),
            _ => {
                if let Some(value) = of(&self.name) {
                    self.value = value;
                }
            }
        }
    }
}

struct Maker<'a> {
    context: &'a Context,
    part: Option<&'a Part>,
    is_new: bool,
}

impl Maker<'_> {
    fn fields(&self, spec: &Spec, refused: &Refused) -> Vec<Field> {
        let is_worded = KEYWORDS.iter().any(|row| row.key == spec.key && row.takes.is_worded());
        match spec.control {
            Control::Text(_) | Control::List if is_worded => {
                let languages = self.context.languages.iter().enumerate();
                languages.map(|(index, language)| self.words(spec, *language, index == 0)).collect()
            }
            Control::Buttons | Control::Options | Control::Points | Control::Exclusions | Control::Parts(_) => {
                let least = table::typed_rows(&refused.typed, spec.word);
                let is_of = |key: Key| self.context.languages.iter().map(move |language| (key, Some(*language)));
                let says = if is_worded { is_of(spec.key).collect() } else { vec![(spec.key, None)] };
                let rows = table::rows(self.context, self.part, spec, least);
                vec![Field { rows, control: "rows", says, ..self.bare(spec) }]
            }
            _ => vec![self.value(spec)],
        }
    }

    fn bare(&self, spec: &Spec) -> Field {
        let name = if spec.group.is_empty() || spec.group == spec.word {
            format!("f.{}", spec.word)
        } else {
            format!("f.{}.{}", spec.group, spec.word)
        };
        Field {
            name,
            word: spec.word,
            group: spec.together().to_owned(),
            was: None,
            language: "",
            tells_language: false,
            has_hint: true,
            control: "line",
            value: String::new(),
            lines: 1,
            options: Vec::new(),
            rows: Vec::new(),
            only: spec.only,
            problems: Vec::new(),
            refused: None,
            says: vec![(spec.key, None)],
        }
    }

    fn said(&self, key: Key, language: Option<Language>) -> &[String] {
        let saying = self.part.and_then(|part| part.said(key, language));
        saying.map_or(&[], |saying: &Saying| saying.value.as_slice())
    }

    fn first(&self, key: Key) -> &str {
        self.said(key, None).first().map_or("", String::as_str)
    }

    /// A text or a list in a language.
    fn words(&self, spec: &Spec, language: Language, is_first: bool) -> Field {
        let value = self.said(spec.key, Some(language)).join("\n");
        let least = if let Control::Text(lines) = spec.control { lines } else { 3 };
        let is_list = spec.control == Control::List;
        let broken = value.lines().map(|line| if is_list { 1 } else { line.chars().count() / 52 + 1 }).sum::<usize>();
        let bare = self.bare(spec);
        Field {
            name: format!("{}.{}", bare.name, language.code()),
            group: if spec.group.is_empty() {
                format!("{}.{}", spec.word, language.code())
            } else {
                bare.group.clone()
            },
            language: language.code(),
            tells_language: self.context.languages.len() > 1,
            has_hint: is_first,
            control: if is_list { "list" } else { "text" },
            lines: broken.clamp(least, 12),
            says: vec![(spec.key, Some(language))],
            value,
            ..bare
        }
    }

    /// One value, or one of a few.
    fn value(&self, spec: &Spec) -> Field {
        let bare = self.bare(spec);
        match spec.control {
            Control::Choice => {
                let options = self.choices(spec.key, self.first(spec.key));
                Field { control: "select", options, ..bare }
            }
            Control::Checks => {
                let chosen: Vec<&str> = self
                    .said(spec.key, None)
                    .iter()
                    .map(|raw| edit::meant(spec.key, raw).map_or(raw.as_str(), |choice| choice.word))
                    .collect();
                let known = edit::choices(spec.key).into_iter().map(|choice| Choosable {
                    value: choice.word.to_owned(),
                    label: choice.in_language(self.context.words.0).to_owned(),
                    is_chosen: chosen.contains(&choice.word),
                });
                let mut options: Vec<Choosable> = known.collect();
                for raw in chosen {
                    if options.iter().all(|option| option.value != raw) {
                        options.push(Choosable { value: raw.to_owned(), label: raw.to_owned(), is_chosen: true });
                    }
                }
                Field { control: "checks", options, ..bare }
            }
            Control::Languages => Field { control: "select", options: self.languages(), ..bare },
            Control::Part(section) => {
                let chosen = self.first(spec.key);
                Field { control: "select", options: parts(self.context, section, chosen), ..bare }
            }
            Control::Either(ways) => {
                let is_said = |key: Key| self.part.is_some_and(|part| part.says.iter().any(|one| one.key == key));
                let chosen = ways.iter().find(|(_, key)| is_said(*key)).or(ways.first()).map(|(word, _)| *word);
                let options = ways.iter().map(|(word, _)| Choosable {
                    value: (*word).to_owned(),
                    label: self.context.words.say(&format!("{}_{word}", "scripts.either")).to_owned(),
                    is_chosen: chosen == Some(word),
                });
                // What is wrong with any of the ways is shown at the way itself.
                Field { control: "select", options: options.collect(), says: Vec::new(), ..bare }
            }
            _ => Field { value: self.first(spec.key).to_owned(), ..bare },
        }
    }

    /// The values of a keyword, with one for none, and what stands there if it is none of them.
    fn choices(&self, key: Key, raw: &str) -> Vec<Choosable> {
        let chosen = edit::meant(key, raw).map_or(raw, |choice| choice.word);
        let known = edit::choices(key);
        let is_needed = matches!(key, Key::FactKind | Key::FieldKind);
        // A new part begins with the most common kind; of what is there, nothing is chosen for its owner.
        let chosen = match known.first() {
            Some(first) if self.is_new && chosen.is_empty() && is_needed => first.word,
            _ => chosen,
        };
        let mut options: Vec<Choosable> = Vec::new();
        if !is_needed || chosen.is_empty() {
            let label = self.context.words.say("scripts.not_said").to_owned();
            options.push(Choosable { value: String::new(), label, is_chosen: chosen.is_empty() });
        }
        options.extend(known.iter().map(|choice| Choosable {
            value: choice.word.to_owned(),
            label: choice.in_language(self.context.words.0).to_owned(),
            is_chosen: choice.word == chosen,
        }));
        if !chosen.is_empty() && options.iter().all(|option| !option.is_chosen) {
            options.push(Choosable { value: chosen.to_owned(), label: chosen.to_owned(), is_chosen: true });
        }
        options
    }

    fn languages(&self) -> Vec<Choosable> {
        let now = self.context.languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(",");
        let ways = ["ru", "en", "ru,en", "en,ru"];
        let options = ways.iter().map(|way| Choosable {
            value: (*way).to_owned(),
            label: self.context.words.say(&format!("{}_{}", "scripts.languages", way.replace(',', "_"))).to_owned(),
            is_chosen: now == *way,
        });
        options.collect()
    }
}

/// The parts of a section, with one for none, and what stands there if there is no such part.
pub(super) fn parts(context: &Context, section: Section, raw: &str) -> Vec<Choosable> {
    let chosen = id_of(raw);
    let label = context.words.say("scripts.not_said").to_owned();
    let mut options = vec![Choosable { value: String::new(), label, is_chosen: chosen.is_empty() }];
    options.extend(context.things(section).into_iter().map(|(id, title)| Choosable {
        label: if title == id { id.clone() } else { format!("{title} ({id})") },
        is_chosen: id == chosen,
        value: id,
    }));
    if options.iter().all(|option| !option.is_chosen) {
        options.push(Choosable { value: raw.to_owned(), label: format!("{raw} ?"), is_chosen: true });
    }
    options
}
