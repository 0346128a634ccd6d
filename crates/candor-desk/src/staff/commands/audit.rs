//! `/audit`: who did what, newest first.

use std::fmt::Write as _;

use candor_core::{
    audit::Actor,
    message::Outgoing,
    roles::Deed,
    told_time::{minute, zone as zone_of},
};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench},
    staff::{reply, words::StaffWord},
};

/// So many records are shown; the command line shows all.
const MOST_SHOWN: u32 = 20;

pub(super) const COMMAND: Command = Command {
    name: "audit",
    deed: Deed::ReadAudit,
    says: ("Who did what", "Кто что делал"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    let language = bench.language;
    let log = bench.desk.store.audit_log(&bench.business, None, MOST_SHOWN).await?;
    let zone = zone_of(&bench.desk.shelf.zone(&bench.business).await?);
    let mut text = String::new();
    for line in &log {
        let who = match &line.record.actor {
            Actor::Operator { name, .. } => name.as_str(),
            Actor::Console => "console",
            Actor::Desk => "desk",
        };
        // Writing into a String cannot fail.
        let _ = writeln!(
            text,
            "{} {who}: {} · {}",
            minute(line.record.at, &zone),
            line.record.deed.name(language),
            line.record.subject
        );
    }
    if log.is_empty() {
        StaffWord::AuditEmpty.in_language(language).clone_into(&mut text);
    }
    reply(bench, operator, None, Outgoing::plain(text));
    Ok(())
}
