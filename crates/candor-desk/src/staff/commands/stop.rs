//! `/stop N`: ends a conversation, with a farewell or without. What contacts write as /stop is their opt-out.

use candor_core::roles::Deed;
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{ActError, Bench, stop_conversation::stop_conversation},
    staff::buttons::{ask_stop, show_stopped},
};

pub(super) const COMMAND: Command = Command {
    name: "stop",
    deed: Deed::Stop,
    says: ("End it: /stop 12, /stop 12 bye, /stop 12 silent", "Завершить: /stop 12, с прощанием или молча"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, how)) = numbered(bench, operator, "stop", argument).await? else { return Ok(()) };
    let says_farewell = match how.to_lowercase().as_str() {
        "bye" | "farewell" | "прощание" => true,
        "silent" | "silently" | "молча" => false,
        _ => {
            ask_stop(bench, operator, &line);
            return Ok(());
        }
    };
    let name = stop_conversation(bench, &line, says_farewell).await?;
    show_stopped(bench, operator, &line.conversation.conversation.id, &name);
    Ok(())
}
