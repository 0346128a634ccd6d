//! `/private`: hand-overs come to private chats again, not to the staff's group.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench, choose_group::choose_group},
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "private",
    deed: Deed::SetStaffGroup,
    says: ("Hand-overs to private chats again", "Просьбы снова в личные чаты"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    choose_group(bench, None).await?;
    reply(bench, operator, None, Outgoing::plain(StaffWord::GroupLeft.in_language(bench.language)));
    Ok(())
}
