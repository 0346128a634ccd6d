//! All parts of a script by kind, in plain words, with what is wrong in each.

use candor_core::script::{
    Problem, Severity,
    edit::{self, Place},
};

use super::{
    Context, address,
    places::{KINDS, is_many},
};

/// The parts of a kind.
pub(in super::super) struct Group {
    /// `head`, `facts` and so on: `group_KIND`, `help_KIND`.
    pub kind: &'static str,
    /// Whether there can be several, so that one can add to them.
    pub is_many: bool,
    /// How many there are.
    pub count: u64,
    /// The parts; of a section that is one whole, that one.
    pub items: Vec<Item>,
    /// `error` or `warning` if something is wrong in one of them.
    pub severity: &'static str,
}

/// A part.
pub(in super::super) struct Item {
    /// Its address.
    pub at: String,
    /// Its own words.
    pub title: String,
    /// What it says beside them.
    pub about: String,
    /// Its line, 0 for what is not there yet.
    pub line: usize,
    /// `error` or `warning` if something is wrong in it.
    pub severity: &'static str,
}

/// All kinds of parts, also those of which there is none yet.
pub(super) fn groups(context: &Context, problems: &[Problem]) -> Vec<Group> {
    let mut groups: Vec<Group> = KINDS
        .iter()
        .map(|(kind, section)| {
            let own = context.parts.iter().filter(|part| part.place.section == *section);
            let mut items: Vec<Item> = own
                .map(|part| Item {
                    at: address(&part.place),
                    title: context.title(&part.place),
                    about: context.about(part),
                    line: part.line,
                    severity: "",
                })
                .collect();
            if items.is_empty() && !is_many(*section) {
                let at = address(&Place::whole(*section));
                items.push(Item { at, title: String::new(), about: String::new(), line: 0, severity: "" });
            }
            let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
            Group { kind, is_many: is_many(*section), count, items, severity: "" }
        })
        .collect();
    for problem in problems {
        let Some((part, _)) = edit::spot(&context.parts, problem.line) else { continue };
        let at = address(&part.place);
        let is_error = problem.severity == Severity::Error;
        for group in &mut groups {
            for item in group.items.iter_mut().filter(|item| item.at == at) {
                item.severity = worse(item.severity, is_error);
                group.severity = worse(group.severity, is_error);
            }
        }
    }
    groups
}

fn worse(known: &'static str, is_error: bool) -> &'static str {
    if is_error || known == "error" { "error" } else { "warning" }
}
