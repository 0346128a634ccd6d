//! `/export_all`: every conversation, in parts.

use candor_core::{export::Format, roles::Deed};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench, export_conversations::begin_export},
    staff::buttons::ask_export,
};

pub(super) const COMMAND: Command = Command {
    name: "export_all",
    deed: Deed::ExportAll,
    says: ("Everything as documents", "Всё документами"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    match Format::from_word(argument) {
        Some(format) => begin_export(bench, operator, None, format).await.map(drop),
        None => {
            ask_export(bench, operator, None);
            Ok(())
        }
    }
}
