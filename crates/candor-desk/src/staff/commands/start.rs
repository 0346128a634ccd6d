//! `/start @username`: opens a dialogue again with somebody who wrote before. Alone it shows the help.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::{Command, help};
use crate::{
    actions::{ActError, Bench, start_conversation::start_conversation},
    staff::{buttons::show_taken, reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "start",
    deed: Deed::Help,
    says: ("What you can do here", "Что вы можете"),
    more: Some((Deed::Start, ("Write again: /start @name", "Написать снова: /start @имя"))),
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    if argument.is_empty() {
        return (help::COMMAND.run)(bench, operator, "").await;
    }
    bench.must_be_allowed(Deed::Start)?;
    if !argument.starts_with('@') {
        let text = StaffWord::StartHow.in_language(bench.language);
        reply(bench, operator, None, Outgoing::plain(text));
        return Ok(());
    }
    let (taken, id) = start_conversation(bench, argument, operator).await?;
    show_taken(bench, operator, &id, &taken);
    Ok(())
}
