//! `/view N`: a conversation with the reason for each line.

use candor_core::roles::Deed;
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{ActError, Bench, view_conversation::view_conversation},
    staff::{reply, shown},
};

pub(super) const COMMAND: Command = Command {
    name: "view",
    deed: Deed::View,
    says: ("Read a conversation: /view 12", "Читать разговор: /view 12"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, _)) = numbered(bench, operator, "view", argument).await? else { return Ok(()) };
    let viewed = view_conversation(bench, &line, shown::VIEW_PAGE, 0).await?;
    let zone = bench.desk.shelf.zone(&bench.business).await?;
    let message = shown::view(&line, &viewed, 0, &zone, bench.now, (operator.role, bench.language));
    reply(bench, operator, Some(&line.conversation.conversation.id), message);
    Ok(())
}
