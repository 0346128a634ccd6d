//! `/scripts`: the versions of scripts, and buttons to publish an old one again.

use std::fmt::Write as _;

use candor_core::{
    message::{Button, Outgoing},
    press::StaffPress,
    roles::Deed,
    told_time::{minute, zone as zone_of},
};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench},
    staff::{reply, words::StaffWord},
};

/// Of a long history only the newest versions are shown.
const MOST_SHOWN: usize = 12;

pub(super) const COMMAND: Command = Command {
    name: "scripts",
    deed: Deed::ListScripts,
    says: ("Scripts and their versions", "Сценарии и их версии"),
    more: Some((Deed::RestoreScript, ("Scripts: list, restore", "Сценарии: список, возврат версии"))),
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    let language = bench.language;
    let scripts = bench.desk.store.list_scripts(&bench.business).await?;
    if scripts.is_empty() {
        reply(bench, operator, None, Outgoing::plain(StaffWord::ScriptsEmpty.in_language(language)));
        return Ok(());
    }
    let zone = zone_of(&bench.desk.shelf.zone(&bench.business).await?);
    let own = bench.connection_of(operator).await?.map(|known| known.script_name);
    let (mut text, mut buttons) = (String::new(), Vec::new());
    for line in scripts.iter().take(MOST_SHOWN) {
        let mark = match (line.is_head, own.as_deref() == Some(line.name.as_str())) {
            (true, true) => format!(" ✓ {}", StaffWord::ScriptInUse.in_language(language)),
            (true, false) => format!(" · {}", StaffWord::ScriptNewest.in_language(language)),
            (false, _) => String::new(),
        };
        // Writing into a String cannot fail.
        let _ =
            writeln!(text, "{} {}{mark} · {} {}", line.name, line.version, minute(line.published_at, &zone), line.note);
        // The name must fit into a button's 64 bytes; a longer one is restored from the shell.
        if !line.is_head && operator.role.may(Deed::RestoreScript) && line.name.len() <= 40 {
            let press = StaffPress::AskRestore(line.name.clone(), line.version);
            buttons.push(vec![Button::of_staff(format!("{} {} ↩", line.name, line.version), &press)]);
        }
    }
    if operator.role.may(Deed::PublishScript) {
        let _ = write!(text, "\n{}", StaffWord::ScriptHow.in_language(language));
    }
    reply(bench, operator, None, Outgoing::plain(text).with_buttons(buttons));
    Ok(())
}
