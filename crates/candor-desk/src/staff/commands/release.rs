//! `/release N`: gives a conversation back to the desk.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{ActError, Bench, release_conversation::release_conversation},
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "release",
    deed: Deed::ReleaseOwn,
    says: ("Give it back to the desk: /release 12", "Вернуть помощнику: /release 12"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, _)) = numbered(bench, operator, "release", argument).await? else { return Ok(()) };
    let name = release_conversation(bench, &line).await?;
    let text = StaffWord::Released.in_language(bench.language).replace("{name}", &name);
    reply(bench, operator, Some(&line.conversation.conversation.id), Outgoing::plain(text));
    Ok(())
}
