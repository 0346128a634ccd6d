//! `/status`: how the desk is doing.

use candor_core::{
    message::{Button, Outgoing},
    press::StaffPress,
    roles::Deed,
};
use candor_store::{ConversationFilter, OperatorRow};

use super::Command;
use crate::{
    actions::{ActError, Bench, raise_card::on_call},
    staff::{
        reply,
        words::{StaffWord, ago},
    },
};

pub(super) const COMMAND: Command = Command {
    name: "status",
    deed: Deed::Status,
    says: ("How the desk is doing", "Как дела у помощника"),
    more: None,
    run: |bench, operator, argument| Box::pin(run(bench, operator, argument)),
};

/// What waits to be taught, for those who may.
async fn not_understood(bench: &Bench<'_>, operator: &OperatorRow) -> Result<String, ActError> {
    let known = bench.connection_of(operator).await?;
    let Some(known) = known.filter(|_| operator.role.may(Deed::TeachScript)) else { return Ok(String::new()) };
    let open = bench.desk.store.count_unheard(&bench.business, &known.script_name).await?;
    let line = StaffWord::StatusLessons.in_language(bench.language).replace("{messages}", &open.to_string());
    Ok(if open == 0 { String::new() } else { line })
}

async fn run(bench: &mut Bench<'_>, operator: &OperatorRow, _: &str) -> Result<(), ActError> {
    let (store, language) = (&bench.desk.store, bench.language);
    let counts = store.counts().await?;
    let every = ConversationFilter { with_ended: true, ..ConversationFilter::default() };
    let all = store.find_conversations(&bench.business, &every, 1, 0).await?.total;
    let waiting = ConversationFilter { holder: Some("waiting".to_owned()), ..ConversationFilter::default() };
    let waiting = store.find_conversations(&bench.business, &waiting, 1, 0).await?;
    let oldest = waiting.lines.first().and_then(|line| match line.conversation.conversation.holder {
        candor_core::conversation::Holder::Waiting { since, .. } => Some(ago(bench.now.millis_since(since), language)),
        _ => None,
    });
    let oldest = oldest.map(|time| StaffWord::StatusOldest.in_language(language).replace("{time}", &time));
    let staff = store.operators(&bench.business).await?;
    let mut duty = on_call(&staff).map(|operator| operator.name.clone()).collect::<Vec<_>>().join(", ");
    if duty.is_empty() {
        StaffWord::Nobody.in_language(language).clone_into(&mut duty);
    }
    let paused = bench.whole_desk().await?.paused;
    let desk = match &paused {
        None => StaffWord::StatusWorks.in_language(language).to_owned(),
        Some((at, by)) => StaffWord::StatusRests
            .in_language(language)
            .replace("{name}", by)
            .replace("{time}", &ago(bench.now.millis_since(*at), language)),
    };
    let text = StaffWord::StatusLines
        .in_language(language)
        .replace("{desk}", &desk)
        .replace("{conversations}", &all.to_string())
        .replace("{waiting}", &waiting.total.to_string())
        .replace("{oldest}", &oldest.unwrap_or_default())
        .replace("{outbox}", &counts.outbox_ready.to_string())
        .replace("{uncertain}", &counts.outbox_uncertain.to_string())
        .replace("{failed}", &counts.outbox_failed.to_string())
        .replace("{parked}", &counts.inbox_parked.to_string())
        .replace("{duty}", &duty);
    let mut message = Outgoing::plain(text + &not_understood(bench, operator).await?);
    if operator.role.may(Deed::PauseDesk) {
        let word = if paused.is_some() { StaffWord::ResumeButton } else { StaffWord::PauseButton };
        let button = Button::of_staff(word.in_language(language), &StaffPress::Pause(paused.is_none()));
        message = message.with_buttons(vec![vec![button]]);
    }
    reply(bench, operator, None, message);
    Ok(())
}
