//! `/pause`: lets the whole desk rest.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench, pause_desk::pause_desk},
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "pause",
    deed: Deed::PauseDesk,
    says: ("Let the desk rest", "Приостановить помощника"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    let word = if pause_desk(bench, true).await? { StaffWord::Paused } else { StaffWord::PausedAlready };
    reply(bench, operator, None, Outgoing::plain(word.in_language(bench.language)));
    Ok(())
}
