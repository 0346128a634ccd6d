//! What is due in a contact's lane: every timer of it, in one commit. Several come at once where a lane stood still or the desk
//! was away, and none of them comes twice: one that is not acted on here is forgotten.

use candor_core::{
    consent::Permit,
    conversation::{Conversation, Holder, advance},
    ids::OperatorId,
    outbox::Purpose,
    seat::Seat,
    strategy,
    timer::Timer,
};
use candor_store::TurnCommit;

use super::{Spoken, TurnError, causes::reasons, speak, table::Table};
use crate::{
    Desk,
    actions::{
        Bench,
        raise_card::{on_call, show_card},
    },
};

/// What is to be done because of the timers that are due. One that concerns nobody any more asks for nothing.
#[derive(Debug, Default, PartialEq, Eq)]
struct Due {
    /// Nobody took the hand-over in time; so often the card was raised before.
    raised: Option<u32>,
    /// Who put the card off until now, in order and each once.
    cards: Vec<OperatorId>,
    /// The conversation was put aside until now.
    is_back: bool,
}

impl Due {
    fn of(timers: &[Timer], conversation: &Conversation) -> Self {
        let mut due = Self::default();
        for timer in timers {
            match (timer, &conversation.holder) {
                (Timer::HandOverUnanswered { since, raised, .. }, Holder::Waiting { since: waits_since, .. })
                    if since == waits_since =>
                {
                    due.raised = due.raised.max(Some(*raised));
                }
                (Timer::CardSnoozed { operator, .. }, Holder::Waiting { .. }) if !due.cards.contains(operator) => {
                    due.cards.push(operator.clone());
                }
                (Timer::SnoozeOver { until, .. }, _) => due.is_back |= conversation.snoozed_until() == Some(*until),
                _ => {}
            }
        }
        due
    }
}

/// Answers the timers that are due.
pub(super) async fn alarmed(desk: &Desk, table: &Table) -> Result<TurnCommit, TurnError> {
    let (seat, due) = (table.seat(), Due::of(&table.told.timers, &table.conversation));
    let mut bench = table.bench(desk);
    let mut next = table.conversation.clone();
    if let Some(raised) = due.raised {
        let spoken = speak(&seat, None, strategy::on_unanswered_hand_over(&seat));
        next = table.remind(&mut bench, &seat, spoken, raised).await?;
    }
    // Whoever put the card off has just been called with all the others, unless these were called in the group.
    if due.raised.is_none() || table.rows.desk.group.is_some() {
        table.show_again(&mut bench, &due.cards).await?;
    }
    if due.is_back {
        bench.event(&table.conversation.id, "snooze_over");
    }
    // What is back counts as changed, so that lists show it anew.
    if due.raised.is_some() || due.is_back {
        bench.changes.conversations.push(table.change(next));
    }
    Ok(table.committed(bench))
}

impl Table {
    /// What follows when nobody took a hand-over in time: the contact is told how it stands, the card is raised again.
    async fn remind(
        &self,
        bench: &mut Bench<'_>,
        seat: &Seat<'_>,
        spoken: Spoken,
        raised: u32,
    ) -> Result<Conversation, TurnError> {
        let Spoken { plan, judged, message, .. } = spoken;
        // Told once; after that only the staff is called again, each time after a longer while.
        let message = message.filter(|_| raised == 0);
        let next = advance(seat, None, &plan, message.as_ref().map(|(message, _)| message));
        let thought = self.thought(bench, &reasons(seat, None, &plan, &judged, &next))?;
        bench.changes.timeline.push(thought);
        if let (Some((message, discloses)), Some(permit)) = (message, Permit::to_one_who_waits(&self.conversation)) {
            self.say(bench, permit, Purpose::Notice, message, discloses);
        }
        self.call(bench, seat, &next, raised.saturating_add(1)).await?;
        Ok(next)
    }

    /// Shows a card again to those of the staff who put it off, if they can still be called.
    async fn show_again(&self, bench: &mut Bench<'_>, operators: &[OperatorId]) -> Result<(), TurnError> {
        if operators.is_empty() {
            return Ok(());
        }
        let Some(line) = bench.desk.store.conversation_line(&self.conversation.id).await? else { return Ok(()) };
        for operator in on_call(&self.staff).filter(|member| operators.contains(&member.id)) {
            show_card(bench, &line, operator, true).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use candor_core::{
        conversation::{ScriptRef, Snoozed},
        ids::{ChatId, ConnectionId, ContactId, ConversationId},
        language::Language,
        moment::Moment,
    };

    use super::*;

    fn at(millis: i64) -> Moment {
        Moment::from_millis(millis)
    }

    fn conversation() -> Conversation {
        Conversation {
            holder: Holder::Waiting { since: at(5), reason: "asked".to_owned() },
            snoozed: Some(Snoozed { since: at(6), until: at(9), by: "Vera".to_owned() }),
            ..Conversation::begin(
                ConversationId::from_unique("one"),
                ConnectionId::from_unique("bot"),
                ChatId(1),
                ContactId::from_unique("anna"),
                ScriptRef { name: "shop".to_owned(), version: 1 },
                Language::En,
            )
        }
    }

    fn unanswered(since: i64, raised: u32) -> Timer {
        Timer::HandOverUnanswered { conversation: conversation().id, since: at(since), raised }
    }

    fn put_off(by: &str) -> Timer {
        Timer::CardSnoozed { conversation: conversation().id, operator: OperatorId::from_unique(by) }
    }

    fn aside(until: i64) -> Timer {
        Timer::SnoozeOver { conversation: conversation().id, until: at(until) }
    }

    #[test]
    fn of_several_timers_none_is_forgotten_in_whatever_order_they_come() {
        let mut timers = vec![put_off("vera"), unanswered(5, 1), aside(9), put_off("olga"), put_off("vera")];
        for _ in 0..timers.len() {
            timers.rotate_left(1);
            let mut due = Due::of(&timers, &conversation());
            due.cards.sort();
            let mut cards = vec![OperatorId::from_unique("vera"), OperatorId::from_unique("olga")];
            cards.sort();
            assert_eq!(due, Due { raised: Some(1), cards, is_back: true }, "{timers:?}");
        }
    }

    #[test]
    fn a_timer_that_concerns_nobody_any_more_asks_for_nothing() {
        let waiting = conversation();
        assert_eq!(Due::of(&[unanswered(4, 0), aside(8)], &waiting), Due::default());
        let held = Conversation { holder: Holder::Desk, ..waiting };
        assert_eq!(Due::of(&[unanswered(5, 0), put_off("vera")], &held), Due::default());
        assert_eq!(Due::of(&[unanswered(5, 0), aside(9)], &held), Due { is_back: true, ..Due::default() });
    }
}
