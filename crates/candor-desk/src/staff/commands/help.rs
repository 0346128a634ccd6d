//! `/help`: what whoever asks may do.

use std::fmt::Write as _;

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::{COMMANDS, Command};
use crate::{
    actions::{ActError, Bench},
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "help",
    deed: Deed::Help,
    says: ("What you can do here", "Что вы можете"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    let language = bench.language;
    let heading = StaffWord::HelpHeading.in_language(language);
    let mut text = heading.replace("{role}", operator.role.name(language));
    for command in COMMANDS.iter().filter(|command| operator.role.may(command.deed)) {
        // Writing into a String cannot fail.
        let _ = write!(text, "\n/{} — {}", command.name, command.says(operator.role, language));
    }
    if operator.role.may(Deed::Take) {
        let _ = write!(text, "\n\n{}", StaffWord::HelpAnswering.in_language(language));
    }
    reply(bench, operator, None, Outgoing::plain(text));
    Ok(())
}
