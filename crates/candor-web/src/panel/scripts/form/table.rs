//! Fields in rows: buttons with where they lead, options of a choice, what is asked in a step, what a lead is worth.

use candor_core::{
    language::Language,
    script::{
        edit::{self, Part},
        keywords::{Key, Section},
        placeholder::id_of,
    },
};

use super::{
    Context,
    fields::{Choosable, parts},
    spec::{Control, Spec},
};

/// A new part shows so many empty rows, one that is there one more than it has.
const AT_FIRST: usize = 2;

/// What an option is called in each language: its label, and the other words for it.
type Names = Vec<(Language, String, String)>;

/// A row.
pub(in super::super) struct Row {
    pub cells: Vec<Cell>,
}

/// A field in a row.
pub(in super::super) struct Cell {
    /// Its name in what is sent.
    pub name: String,
    /// Its word: `cell_WORD`.
    pub word: &'static str,
    /// Its language, if it is to be told.
    pub language: &'static str,
    pub value: String,
    /// What can be chosen; nothing where it is typed.
    pub options: Vec<Choosable>,
    /// Whether it is sent along and not shown.
    pub is_hidden: bool,
}

impl Cell {
    pub(super) fn sent(&self) -> &str {
        let chosen = self.options.iter().find(|option| option.is_chosen);
        if self.options.is_empty() { &self.value } else { chosen.map_or("", |option| option.value.as_str()) }
    }

    pub(super) fn retype(&mut self, of: &impl Fn(&str) -> Option<String>) {
        let Some(value) = of(&self.name) else { return };
        for option in &mut self.options {
            option.is_chosen = option.value == value;
        }
        self.value = value;
    }
}

/// How many rows were sent of a table.
pub(super) fn typed_rows(typed: &[(String, String)], word: &str) -> usize {
    let begin = format!("f.{word}.");
    let numbers = typed.iter().filter_map(|(name, _)| name.strip_prefix(&begin)?.split('.').next()?.parse().ok());
    numbers.map(|number: usize| number.saturating_add(1)).max().unwrap_or(0).min(200)
}

/// The rows of a table: what is there, and an empty one to add to it.
pub(super) fn rows(context: &Context, part: Option<&Part>, spec: &Spec, least: usize) -> Vec<Row> {
    let maker = Maker { context, part, word: spec.word };
    let mut rows = match spec.control {
        Control::Buttons => maker.buttons(),
        Control::Options => maker.options(),
        Control::Points | Control::Exclusions => maker.criteria(spec),
        Control::Parts(section) => maker.names(spec.key, section),
        _ => Vec::new(),
    };
    let filled = rows.len();
    let wanted = if filled == 0 { AT_FIRST } else { filled + 1 }.max(least);
    for number in filled..wanted {
        rows.push(maker.empty(spec, number));
    }
    rows
}

/// A button as it is written.
pub(super) fn split_button(item: &str) -> (String, String) {
    let found = ["->", "→", "=>", "—>"].iter().find_map(|arrow| item.rsplit_once(arrow));
    let (label, to) = found.unwrap_or((item, ""));
    (label.trim().to_owned(), to.trim().to_owned())
}

/// An option as it is written: its name, its label and the other words for it.
pub(super) fn split_option(item: &str) -> (String, String, String) {
    let (id, names) = item.split_once(':').map_or((None, item), |(id, names)| (Some(id), names));
    let mut names = names.split(';').map(str::trim).filter(|name| !name.is_empty());
    let label = names.next().unwrap_or_default();
    (id_of(id.unwrap_or(label)), label.to_owned(), names.collect::<Vec<_>>().join("; "))
}

struct Maker<'a> {
    context: &'a Context,
    part: Option<&'a Part>,
    word: &'static str,
}

impl Maker<'_> {
    fn said(&self, key: Key, language: Option<Language>) -> &[String] {
        self.part.and_then(|part| part.said(key, language)).map_or(&[], |saying| saying.value.as_slice())
    }

    fn cell(&self, number: usize, name: &str, word: &'static str, value: String) -> Cell {
        let name = if name.is_empty() {
            format!("f.{}.{number}", self.word)
        } else {
            format!("f.{}.{number}.{name}", self.word)
        };
        Cell { name, word, language: "", value, options: Vec::new(), is_hidden: false }
    }

    fn told(&self, language: Language) -> &'static str {
        if self.context.languages.len() > 1 { language.code() } else { "" }
    }

    fn button(&self, number: usize, labels: &[(Language, String)], to: &str) -> Row {
        let label = |language: &Language| {
            let value = labels.iter().find(|(known, _)| known == language).map(|(_, label)| label.clone());
            let cell = self.cell(number, language.code(), "label", value.unwrap_or_default());
            Cell { language: self.told(*language), ..cell }
        };
        let mut cells: Vec<Cell> = self.context.languages.iter().map(label).collect();
        let options = parts(self.context, Section::Steps, to);
        cells.push(Cell { options, ..self.cell(number, "to", "to", to.to_owned()) });
        Row { cells }
    }

    /// Buttons of every language put together by the step they lead to, as the desk does.
    fn buttons(&self) -> Vec<Row> {
        let mut buttons: Vec<(Vec<(Language, String)>, String)> = Vec::new();
        for language in &self.context.languages {
            for item in self.said(Key::Buttons, Some(*language)) {
                let (label, to) = split_button(item);
                let twin = buttons
                    .iter_mut()
                    .find(|(labels, known)| id_of(known) == id_of(&to) && labels.iter().all(|(of, _)| of != language));
                match twin {
                    Some((labels, _)) => labels.push((*language, label)),
                    None => buttons.push((vec![(*language, label)], to)),
                }
            }
        }
        buttons.iter().enumerate().map(|(number, (labels, to))| self.button(number, labels, to)).collect()
    }

    fn option(&self, number: usize, id: &str, names: &[(Language, String, String)]) -> Row {
        let mut cells = vec![Cell { is_hidden: true, ..self.cell(number, "id", "label", id.to_owned()) }];
        for language in &self.context.languages {
            let own = names.iter().find(|(known, ..)| known == language);
            let (label, more) = own.map(|(_, label, more)| (label.clone(), more.clone())).unwrap_or_default();
            let code = language.code();
            let label = self.cell(number, code, "label", label);
            let more = self.cell(number, &format!("{code}.more"), "more", more);
            cells.push(Cell { language: self.told(*language), ..label });
            cells.push(Cell { language: self.told(*language), ..more });
        }
        Row { cells }
    }

    fn options(&self) -> Vec<Row> {
        let mut options: Vec<(String, Names)> = Vec::new();
        for language in &self.context.languages {
            for item in self.said(Key::Options, Some(*language)) {
                let (id, label, more) = split_option(item);
                match options.iter_mut().find(|(known, _)| *known == id) {
                    Some((_, names)) => names.push((*language, label, more)),
                    None => options.push((id, vec![(*language, label, more)])),
                }
            }
        }
        options.iter().enumerate().map(|(number, (id, names))| self.option(number, id, names)).collect()
    }

    /// A criterion's field is chosen by its name, also where it is written by its label.
    fn criterion(&self, spec: &Spec, number: usize, (field, condition, points): (&str, String, String)) -> Row {
        let things = self.context.things(Section::Fields);
        let id = id_of(field);
        let labelled = |(known, _): &&(String, String)| {
            let place = edit::Place::thing(Section::Fields, known.as_str());
            let part = edit::find(&self.context.parts, &place);
            let labels = part.into_iter().flat_map(|part| &part.says).filter(|one| one.key == Key::Label);
            labels.flat_map(|one| &one.value).any(|label| id_of(label) == id)
        };
        let known = things.iter().find(|(known, _)| *known == id).or_else(|| things.iter().find(labelled));
        let chosen = known.map_or(field, |(known, _)| known.as_str());
        let options = parts(self.context, Section::Fields, chosen);
        let mut cells = vec![
            Cell { options, ..self.cell(number, "field", "field", chosen.to_owned()) },
            self.cell(number, "wanted", "wanted", condition),
        ];
        if spec.control == Control::Points {
            cells.push(self.cell(number, "points", "points", points));
        }
        Row { cells }
    }

    fn criteria(&self, spec: &Spec) -> Vec<Row> {
        let items = self.said(spec.key, None).iter().enumerate();
        let rows = items.map(|(number, item)| {
            let (field, condition, points) = edit::criterion(item);
            self.criterion(spec, number, (&field, condition, points.to_string()))
        });
        rows.collect()
    }

    fn names(&self, key: Key, section: Section) -> Vec<Row> {
        let names = self.said(key, None).iter().enumerate();
        names.map(|(number, name)| self.name(number, section, name)).collect()
    }

    fn name(&self, number: usize, section: Section, name: &str) -> Row {
        let options = parts(self.context, section, name);
        Row { cells: vec![Cell { options, ..self.cell(number, "", "field", name.to_owned()) }] }
    }

    fn empty(&self, spec: &Spec, number: usize) -> Row {
        match spec.control {
            Control::Buttons => self.button(number, &[], ""),
            Control::Options => self.option(number, "", &[]),
            Control::Parts(section) => self.name(number, section, ""),
            _ => self.criterion(spec, number, ("", String::new(), String::new())),
        }
    }
}
