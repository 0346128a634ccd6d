//! The menus of commands: everybody sees those of contacts; the staff's own are set in their chats alone, so that nothing
//! tells anybody else that such commands exist.

use candor_core::{
    language::Language,
    message::Author,
    outbox::{Delivery, MenuLine},
};
use candor_store::OperatorRow;

use super::commands::{COMMANDS, Command};
use crate::actions::Bench;

/// What contacts can send, whatever the script.
const CONTACTS: [(&str, &str, &str); 4] = [
    ("start", "Begin, or come back", "Начать или вернуться"),
    ("human", "Call a person", "Позвать человека"),
    ("privacy", "What is kept about you", "Что о вас хранится"),
    ("stop", "No more messages", "Больше не писать"),
];

/// The menu of contacts.
pub fn of_contacts(language: Language) -> Vec<MenuLine> {
    let line = |(command, en, ru): &(&str, &str, &str)| MenuLine {
        command: (*command).to_owned(),
        description: match language {
            Language::En => (*en).to_owned(),
            Language::Ru => (*ru).to_owned(),
        },
    };
    CONTACTS.iter().map(line).collect()
}

/// The menu of a member of the staff: what their role may do.
fn of_operator(operator: &OperatorRow, language: Language) -> Vec<MenuLine> {
    let may = |command: &&Command| operator.role.may(command.deed);
    let line = |command: &Command| MenuLine {
        command: command.name.to_owned(),
        description: command.says(operator.role, language).to_owned(),
    };
    COMMANDS.iter().filter(may).map(line).collect()
}

/// Sets somebody's menu in both languages.
pub(crate) fn set(bench: &mut Bench<'_>, operator: &OperatorRow) {
    let own = operator.language.unwrap_or(bench.language);
    for (language, of) in [(None, own), (Some(Language::En), Language::En), (Some(Language::Ru), Language::Ru)] {
        let delivery = Delivery::Menu { language, commands: of_operator(operator, of) };
        let row = bench.operator_row(operator, None, Author::System, delivery);
        bench.queue(row);
    }
}

/// Takes somebody's menu away: they see that of contacts again.
pub(crate) fn take_away(bench: &mut Bench<'_>, operator: &OperatorRow) {
    for language in [None, Some(Language::En), Some(Language::Ru)] {
        let row = bench.operator_row(operator, None, Author::System, Delivery::Menu { language, commands: Vec::new() });
        bench.queue(row);
    }
}
