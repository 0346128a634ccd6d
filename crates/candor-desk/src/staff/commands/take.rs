//! `/take N`: answers in a conversation from now on.

use candor_core::roles::Deed;
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{ActError, Bench, take_conversation::take_conversation},
    staff::buttons::show_taken,
};

pub(super) const COMMAND: Command = Command {
    name: "take",
    deed: Deed::Take,
    says: ("Answer yourself: /take 12", "Ответить самому: /take 12"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, _)) = numbered(bench, operator, "take", argument).await? else { return Ok(()) };
    let taken = take_conversation(bench, &line, operator).await?;
    show_taken(bench, operator, &line.conversation.conversation.id, &taken);
    Ok(())
}
