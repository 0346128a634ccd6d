//! `/export N`: a conversation as a document.

use candor_core::{export::Format, roles::Deed};
use candor_store::OperatorRow;

use super::{Command, numbered};
use crate::{
    actions::{ActError, Bench, export_conversations::begin_export},
    staff::buttons::ask_export,
};

pub(super) const COMMAND: Command = Command {
    name: "export",
    deed: Deed::ExportOne,
    says: ("A conversation as a document: /export 12 csv", "Разговор документом: /export 12 csv"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some((line, form)) = numbered(bench, operator, "export", argument).await? else { return Ok(()) };
    match Format::from_word(form) {
        Some(format) => begin_export(bench, operator, Some(&line), format).await.map(drop),
        None => {
            ask_export(bench, operator, Some(&line.conversation.conversation.id));
            Ok(())
        }
    }
}
