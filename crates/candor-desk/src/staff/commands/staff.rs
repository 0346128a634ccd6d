//! `/staff`: who is on the staff; changes roles and takes people off it.

use std::fmt::Write as _;

use candor_core::{
    message::Outgoing,
    roles::{Deed, Role},
};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{
        ActError, Bench, Refusal,
        change_operator::{change_role, find_operator, remove_operator},
    },
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "staff",
    deed: Deed::Status,
    says: ("Who is on the staff", "Кто среди сотрудников"),
    more: Some((
        Deed::ChangeRole,
        ("The staff: /staff NAME manager, /staff NAME remove", "Сотрудники: /staff ИМЯ manager, /staff ИМЯ remove"),
    )),
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    if argument.is_empty() {
        return show(bench, operator).await;
    }
    bench.must_be_allowed(Deed::ChangeRole)?;
    let (name, wish) = argument.rsplit_once(char::is_whitespace).unwrap_or((argument, ""));
    let meant = find_operator(bench, name).await?;
    match (wish.to_lowercase().as_str(), Role::from_column(&wish.to_lowercase())) {
        (_, Some(role)) => change_role(bench, &meant, role).await?,
        ("remove", None) => remove_operator(bench, &meant).await?,
        _ => return Err(Refusal::NoSuchOperator(argument.to_owned()).into()),
    }
    reply(bench, operator, None, Outgoing::plain(StaffWord::StaffChanged.in_language(bench.language)));
    Ok(())
}

async fn show(bench: &mut Bench<'_>, operator: &OperatorRow) -> Result<(), ActError> {
    let language = bench.language;
    let mut text = StaffWord::StaffHeading.in_language(language).to_owned();
    for member in bench.desk.store.operators(&bench.business).await? {
        let held = bench.desk.store.held_by(&member.id).await?.len();
        let mark = if member.is_on_duty { "●" } else { "○" };
        // Writing into a String cannot fail.
        let _ = write!(text, "\n{mark} {} — {}, {held}", member.name, member.role.name(language));
    }
    if operator.role.may(Deed::ChangeRole) {
        let _ = write!(text, "\n\n{}", StaffWord::StaffHow.in_language(language));
    }
    reply(bench, operator, None, Outgoing::plain(text));
    Ok(())
}
