//! `/duty on|off`: whether cards of hand-overs come.

use candor_core::{message::Outgoing, roles::Deed};
use candor_store::OperatorRow;

use super::Command;
use crate::{
    actions::{ActError, Bench, change_operator::set_duty, raise_card::show_waiting},
    staff::{reply, words::StaffWord},
};

pub(super) const COMMAND: Command = Command {
    name: "duty",
    deed: Deed::SetDuty,
    says: ("Go on duty or off: /duty on, /duty off", "Дежурство: /duty on, /duty off"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, argument: &str) -> Result<(), ActError> {
    let is_on_duty = match argument.to_lowercase().as_str() {
        "on" | "да" => true,
        "off" | "нет" => false,
        _ => {
            let state = if operator.is_on_duty { StaffWord::OnDuty } else { StaffWord::OffDuty };
            let how = StaffWord::DutyHow.in_language(bench.language);
            let text = format!("{}\n{how}", state.in_language(bench.language));
            reply(bench, operator, None, Outgoing::plain(text));
            return Ok(());
        }
    };
    set_duty(bench, operator, is_on_duty).await?;
    let word = if is_on_duty { StaffWord::OnDuty } else { StaffWord::OffDuty };
    reply(bench, operator, None, Outgoing::plain(word.in_language(bench.language)));
    if is_on_duty && !operator.is_on_duty {
        show_waiting(bench, operator).await?;
    }
    Ok(())
}
