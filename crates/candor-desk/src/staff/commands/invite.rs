//! `/invite ROLE`: a link by which one person joins the staff.

use candor_core::{
    message::Outgoing,
    roles::{Deed, Role},
};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{
        ActError, Bench,
        invite_operator::{deep_link, invite},
    },
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "invite",
    deed: Deed::InviteStaff,
    says: ("Invite a colleague: /invite manager", "Пригласить коллегу: /invite manager"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let Some(role) = Role::from_column(&argument.to_lowercase()) else {
        let text = StaffWord::InviteHow.in_language(bench.language);
        reply(bench, operator, None, Outgoing::plain(text));
        return Ok(());
    };
    let payload = invite(bench, role)?;
    let connection = bench.connection_of(operator).await?;
    let bot = connection.map(|connection| connection.bot_username).unwrap_or_default();
    let text = StaffWord::Invitation
        .in_language(bench.language)
        .replace("{role}", role.name(bench.language))
        .replace("{link}", &deep_link(&bot, &payload));
    reply(bench, operator, None, Outgoing::plain(text));
    Ok(())
}
