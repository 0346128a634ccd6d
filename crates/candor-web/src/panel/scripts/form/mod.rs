//! The script as a form: an overview of its parts in plain words, and one part at a time with a field for everything the
//! grammar knows of it. The text stays what counts: [`act`] writes into it what was filled in, and changes nothing else of it.

mod act;
mod context;
mod fields;
mod overview;
mod places;
mod spec;
mod table;
mod taken;
#[cfg(test)]
mod tests;

pub(super) use act::{Done, act};
pub(super) use context::Context;
pub(super) use overview::Group;
pub(super) use places::{address, place};

use candor_core::script::{
    Problem,
    edit::{self, EditError, Place},
    keywords::Section,
};

use super::problems::{Told, told};
use crate::panel::Words;
use fields::Field;

/// What is shown: all parts, or one of them.
pub(super) struct Form {
    /// Where one is: the address of a part, empty for the overview.
    pub at: String,
    /// The parts by kind, on the overview.
    pub groups: Vec<Group>,
    /// The part that is open.
    pub part: Option<PartForm>,
    /// What was done by form, the newest last, to be taken back.
    pub undo: Vec<String>,
}

/// A part in fields.
pub(super) struct PartForm {
    /// Its kind: `steps`, `head` and so on.
    pub kind: &'static str,
    /// Its address.
    pub at: String,
    /// Its name in the text; empty for a new part and for a section that is one whole.
    pub id: String,
    /// What it is called for people: its own words.
    pub title: String,
    /// Its line, 0 for what is not there yet.
    pub line: usize,
    /// Whether it is a new one.
    pub is_new: bool,
    /// Whether it is one of several that can be moved and removed.
    pub is_thing: bool,
    /// Whether there is one of its kind before it and behind it.
    pub can_move: (bool, bool),
    /// Its fields.
    pub fields: Vec<Field>,
    /// What is wrong with it that belongs to no field.
    pub problems: Vec<Told>,
    /// Who speaks of it.
    pub used_by: Vec<Link>,
    /// Whether it was to be removed and others speak of it.
    pub asks_removal: bool,
    /// What can stand in braces in its texts: names of facts and of what is known of a customer, with their words.
    pub braces: Vec<(String, String)>,
    /// Why the new part could not be added, or why this one could not be called otherwise.
    pub refused: Option<&'static str>,
    /// The name it was to have, if that was refused.
    pub called: Option<String>,
}

/// A part one can go to.
pub(super) struct Link {
    /// Its address.
    pub at: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its own words.
    pub title: String,
}

/// Fields that could not be written, with what was typed in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Refused {
    /// The groups of fields, and why.
    pub groups: Vec<(String, EditError)>,
    /// All fields as they were sent.
    pub typed: Vec<(String, String)>,
    /// Why a new part was not added, or this one not moved, removed or renamed: a stable word.
    pub part: Option<&'static str>,
    /// Whether that is about the name it was to have.
    pub is_of_name: bool,
}

impl Refused {
    /// Whether everything could be written.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.part.is_none()
    }

    /// The name a part was to have and could not be given.
    fn called(&self) -> Option<&str> {
        let named = self.typed.iter().find(|(name, _)| name == act::NEW_NAME).filter(|_| self.is_of_name);
        named.map(|(_, value)| value.as_str())
    }
}

/// The form of a text at an address; the overview where there is no such part.
pub(super) fn shown(text: &str, problems: &[Problem], done: &Done, words: Words) -> Form {
    let context = Context::of(text, words);
    let part = place(&done.at).and_then(|wanted| match wanted {
        places::Wanted::New(section) => Some(new_form(&context, section, &done.refused)),
        places::Wanted::Part(place) => part_form(text, &context, &place, problems, done),
    });
    let at = part.as_ref().map_or_else(String::new, |part| part.at.clone());
    let groups = if part.is_some() { Vec::new() } else { overview::groups(&context, problems) };
    Form { at, groups, part, undo: done.undo.clone() }
}

fn new_form(context: &Context, section: Section, refused: &Refused) -> PartForm {
    let fields = fields::fields(context, section, None, refused);
    PartForm {
        kind: places::kind(section),
        at: format!("new/{}", places::kind(section)),
        id: String::new(),
        title: String::new(),
        line: 0,
        is_new: true,
        is_thing: true,
        can_move: (false, false),
        fields,
        problems: Vec::new(),
        used_by: Vec::new(),
        asks_removal: false,
        braces: braces(context, section),
        refused: refused.part,
        called: None,
    }
}

/// What can stand in braces in the texts of a kind of part.
fn braces(context: &Context, section: Section) -> Vec<(String, String)> {
    if !matches!(section, Section::Steps | Section::Questions) {
        return Vec::new();
    }
    let mut all = context.things(Section::Facts);
    all.extend(context.things(Section::Fields));
    all
}

fn part_form(text: &str, context: &Context, place: &Place, problems: &[Problem], done: &Done) -> Option<PartForm> {
    let part = edit::find(&context.parts, place);
    // A section that is one whole is shown before it is there: its fields make it.
    if part.is_none() && place.id.is_some() {
        return None;
    }
    let mut fields = fields::fields(context, place.section, part, &done.refused);
    let mut left = Vec::new();
    for problem in problems {
        let Some((of, saying)) = edit::spot(&context.parts, problem.line).filter(|(of, _)| of.place == *place) else {
            continue;
        };
        let told = told(problem, context.words.0);
        let own = saying.and_then(|saying| {
            let is_it = |field: &&mut Field| field.says.contains(&(saying.key, saying.language));
            fields.iter_mut().find(is_it)
        });
        match own {
            Some(field) => field.problems.push(told),
            None if of.place == *place => left.push(told),
            None => {}
        }
    }
    let kin: Vec<&Place> =
        context.parts.iter().map(|part| &part.place).filter(|other| other.section == place.section).collect();
    let index = kin.iter().position(|other| *other == place);
    let used_by = edit::uses(text, place).into_iter().map(|found| context.link(&found.place));
    let mut used_by: Vec<Link> = used_by.collect();
    used_by.dedup_by(|left, right| left.at == right.at);
    let called = done.refused.called();
    Some(PartForm {
        kind: places::kind(place.section),
        at: address(place),
        id: place.id.clone().unwrap_or_default(),
        title: context.title(place),
        line: part.map_or(0, |part| part.line),
        is_new: false,
        is_thing: place.id.is_some(),
        can_move: (index.is_some_and(|index| index > 0), index.is_some_and(|index| index + 1 < kin.len())),
        fields,
        problems: left,
        used_by,
        asks_removal: done.asks_removal,
        braces: braces(context, place.section),
        refused: called.and(done.refused.part),
        called: called.map(str::to_owned),
    })
}
