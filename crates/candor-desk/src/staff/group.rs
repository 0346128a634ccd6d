//! The turn of the staff's group: one topic per conversation. What members of the staff write in a topic goes to the contact
//! under their name; a line that begins with [`NOTE_MARK`] stays among them. In any other group only the command that
//! chooses it for the staff means anything.

use candor_core::{
    conversation::Holder,
    ids::{ChatId, ConversationId},
    message::{Author, Content, Incoming, Outgoing},
    outbox::Delivery,
    roles::Deed,
};
use candor_store::{OperatorRow, SeatRows, TurnCommit};

use super::{answer_button, buttons, commands, commit, said_or_refused, scripts_first, words::StaffWord};
use crate::{
    Desk,
    actions::{
        ActError, Bench, Refusal,
        choose_group::choose_group,
        edit_lead::{LeadEdit, edit_lead},
        relay_message,
        snooze_conversation::wake,
        take_conversation::take_conversation,
    },
    told_apart::{Posted, ToldApart},
    turn::TurnError,
};

/// What a line begins with that is for the staff alone.
pub const NOTE_MARK: &str = "//";

/// The command by which an owner of the desk gives the group to the staff.
pub const CHOOSE_COMMAND: &str = "staff_group";

/// Takes the turn of a group.
pub(crate) async fn take(desk: &Desk, rows: &SeatRows, told: &ToldApart) -> Result<TurnCommit, TurnError> {
    let business = &rows.connection.business;
    let staff = desk.store.operators(business).await?;
    let language = scripts_first(desk, rows).await?;
    let is_ours = rows.desk.group.as_ref() == Some(&(rows.lane.connection.clone(), rows.lane.chat));
    let mut bench = Bench::for_desk(desk, business.clone());
    for posted in &told.posts {
        let about = match posted.topic.filter(|_| is_ours) {
            Some(topic) => desk.store.conversation_of_topic(&rows.lane.connection, rows.lane.chat, topic).await?,
            None => None,
        };
        let here = Here { rows, posted, about, is_ours };
        let Some(member) = staff.iter().find(|member| member.chat() == Some(ChatId(posted.sender.id))) else {
            if let Some(word) = here.why_nobody() {
                here.say(&mut bench, word.in_language(language));
            }
            continue;
        };
        bench.act_as(member.clone(), member.language.unwrap_or(language));
        let outcome = post(&mut bench, member, &here).await.map(|()| None);
        if let Some(refused) = said_or_refused(&bench, outcome)? {
            here.say(&mut bench, &refused);
        }
    }
    Ok(commit(rows, told, bench))
}

/// Where something was written.
struct Here<'a> {
    rows: &'a SeatRows,
    posted: &'a Posted,
    /// The conversation of the topic.
    about: Option<ConversationId>,
    /// Whether the group is the staff's.
    is_ours: bool,
}

impl Here<'_> {
    /// What somebody reads whose words go to nobody; none where they were not meant for the desk.
    fn why_nobody(&self) -> Option<StaffWord> {
        let incoming = &self.posted.incoming;
        let is_meant = self.about.is_some() && is_for_contact(incoming);
        let chooses = matches!(&incoming.content, Content::Command { name, .. } if name == CHOOSE_COMMAND);
        match self.posted.is_anonymous {
            true if is_meant || chooses => Some(StaffWord::GroupAnonymous),
            false if is_meant => Some(StaffWord::GroupStranger),
            _ => None,
        }
    }

    /// Answers where it was written.
    fn say(&self, bench: &mut Bench<'_>, text: &str) {
        let group = (self.rows.lane.connection.clone(), self.rows.lane.chat);
        let message = Outgoing::plain(text).answering(self.posted.incoming.message_id);
        let row = bench.group_row(&group, self.about.as_ref(), Author::System, Delivery::Send { message });
        bench.queue(row);
    }
}

async fn post(bench: &mut Bench<'_>, member: &OperatorRow, here: &Here<'_>) -> Result<(), ActError> {
    let incoming = &here.posted.incoming;
    let lane = &here.rows.lane;
    if let Content::Command { name, .. } = &incoming.content
        && name == CHOOSE_COMMAND
    {
        choose_group(bench, Some((lane.connection.clone(), lane.chat))).await?;
        here.say(bench, StaffWord::GroupChosen.in_language(bench.language));
        return Ok(());
    }
    if !here.is_ours {
        return Ok(());
    }
    if matches!(&incoming.content, Content::Command { name, .. } if name == "private") {
        choose_group(bench, None).await?;
        here.say(bench, StaffWord::GroupLeft.in_language(bench.language));
        return Ok(());
    }
    if let Content::Button { query_id, data } = &incoming.content {
        let said = match buttons::press(bench, member, None, data).await {
            Err(ActError::Refused(refusal)) => Some(refusal.in_language(bench.language)),
            other => other?,
        };
        answer_button(bench, here.rows, incoming, query_id, said);
        return Ok(());
    }
    if let Some(sent) = commands::publish::sent(&incoming.content) {
        commands::publish::publish(bench, member, &lane.connection, sent).await?;
        here.say(bench, StaffWord::AnsweredPrivately.in_language(bench.language));
        return Ok(());
    }
    let Some(id) = &here.about else { return Ok(()) };
    let line = bench.conversation(id).await?;
    if let Some(note) = note(incoming) {
        return edit_lead(bench, &line, &LeadEdit::Note(note.to_owned())).await.map(drop);
    }
    if !is_for_contact(incoming) {
        return Ok(());
    }
    if line.is_opted_out {
        return Err(Refusal::OptedOut.into());
    }
    // Whoever writes in the topic answers: a person always wins, and the desk is silent from the first word on. Where a
    // colleague held it, both answer, each under their own name.
    bench.must_be_allowed(Deed::Take)?;
    if !matches!(line.conversation.conversation.holder, Holder::Operator { .. }) {
        take_conversation(bench, &line, member).await?;
    }
    let line = bench.conversation(id).await?;
    wake(bench, &line);
    let conversation = line.conversation.conversation;
    relay_message::to_contact(bench, &conversation, member, (&lane.connection, lane.chat), incoming).await
}

/// The words of a note, if it is one.
fn note(incoming: &Incoming) -> Option<&str> {
    incoming.content.words()?.trim_start().strip_prefix(NOTE_MARK)
}

/// Whether it is something a contact could be meant to get: no command, no button, no notice.
const fn is_for_contact(incoming: &Incoming) -> bool {
    matches!(
        incoming.content,
        Content::Text { .. } | Content::Other { .. } | Content::Edited { .. } | Content::Phone { .. }
    )
}
