//! The settings of the process, section by section, as the page shows them.

use super::{
    about::about,
    configured::{Configured, Origin, Setting},
};
use crate::panel::Words;

/// A section of the settings file.
pub(super) struct Section {
    /// Its name in the file.
    pub name: String,
    /// What people read.
    pub title: &'static str,
    pub rows: Vec<Row>,
}

/// A setting of it.
pub(super) struct Row {
    pub key: String,
    pub value: String,
    /// Where it came from.
    pub from: String,
    /// Whether somebody set it.
    pub is_set: bool,
    /// What it is for; empty for one that is not known here.
    pub about: &'static str,
    pub variable: Option<&'static str>,
}

/// Every section, in the order in which the settings came.
pub(super) fn sections(words: Words, configured: &Configured) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for setting in &configured.settings {
        let (name, key) = setting.key.split_once('.').unwrap_or((setting.key.as_str(), ""));
        let row = row(words, configured, setting, key);
        match sections.last_mut() {
            Some(section) if section.name == name => section.rows.push(row),
            _ => sections.push(Section { name: name.to_owned(), title: title(words, name), rows: vec![row] }),
        }
    }
    sections
}

fn title(words: Words, name: &str) -> &'static str {
    match words.say(&format!("{}_{name}", "settings.section")) {
        "…" => "",
        said => said,
    }
}

fn row(words: Words, configured: &Configured, setting: &Setting, key: &str) -> Row {
    let from = match setting.origin {
        Origin::Default => words.say("settings.from_default").to_owned(),
        Origin::File => configured.file.clone().unwrap_or_default(),
        Origin::Environment(variable) => words.fill("settings.from_variable", &[("name", variable)]),
        Origin::CommandLine(word) => words.fill("settings.from_command_line", &[("word", word)]),
    };
    Row {
        key: key.to_owned(),
        value: setting.value.clone(),
        from,
        is_set: setting.origin != Origin::Default,
        about: about(words, &setting.key),
        variable: setting.variable,
    }
}
