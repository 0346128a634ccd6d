//! Taking a conversation, answering in it, giving it back. First to take it has it; the contact is told each time in a
//! plain line who is answering (H7).

use candor_core::{
    conversation::{Conversation, Holder},
    ids::ConversationId,
    language::Language,
    message::{Author, Button, MAX_TEXT_CHARS},
    outbox::{Delivery, Purpose},
    phrases::Phrase,
    press::Press,
    timeline::EntryKind,
    writer,
};

use super::{bench::Bench, may_take, words::StaffWord};
use crate::{card, relay::plain_name, turn::TurnError};

/// So many lines of what was said before are shown to whoever takes a conversation.
const LINES_BEFORE: usize = 12;

/// A page of the timeline.
const PAGE: u32 = 500;

pub(super) async fn take_over(
    bench: &mut Bench<'_>,
    mut conversation: Conversation,
) -> Result<Option<String>, TurnError> {
    if let Holder::Operator { id, name, .. } = &conversation.holder {
        let is_mine = *id == bench.operator.id;
        return Ok((!is_mine).then(|| bench.say(StaffWord::TakenByOther).replace("{name}", name)));
    }
    let name = bench.operator.name.clone();
    conversation.holder = Holder::Operator { id: bench.operator.id.clone(), name: name.clone(), since: bench.now };
    conversation.disclosed_at = None;
    conversation.last_activity_at = Some(bench.now);
    let contact = contact_name(bench, &conversation.id).await?;
    bench.note(&conversation, Author::Operator { name: name.clone() }, EntryKind::Event, "take".to_owned());
    let joined = Phrase::PersonJoined.fresh(spoken(bench, &conversation).await?, &[]).replace("{name}", &name);
    bench.write(&conversation, Purpose::Notice, Author::System, joined.clone(), joined);
    close_cards(bench, &conversation.id, &name).await?;
    let before = said_before(bench, &conversation.id).await?;
    let mut text = bench.say(StaffWord::Taken).replace("{name}", &contact);
    if !before.is_empty() {
        text = format!("{}\n\n{text}", bench.say(StaffWord::Before).replace("{lines}", &before));
    }
    let release = release_button(bench, &conversation.id);
    bench.tell(Some(&conversation.id), text, vec![release]);
    bench.change(conversation).await?;
    Ok(None)
}

pub(super) async fn hand_back(
    bench: &mut Bench<'_>,
    mut conversation: Conversation,
) -> Result<Option<String>, TurnError> {
    match &conversation.holder {
        Holder::Operator { id, .. } if *id == bench.operator.id => {}
        Holder::Operator { name, .. } => return Ok(Some(bench.say(StaffWord::TakenByOther).replace("{name}", name))),
        Holder::Desk | Holder::Waiting { .. } => return Ok(Some(bench.say(StaffWord::Unknown).to_owned())),
    }
    conversation.holder = Holder::Desk;
    conversation.disclosed_at = None;
    conversation.last_activity_at = Some(bench.now);
    conversation.unclear_in_a_row = 0;
    let name = contact_name(bench, &conversation.id).await?;
    bench.note(
        &conversation,
        Author::Operator { name: bench.operator.name.clone() },
        EntryKind::Event,
        "release".to_owned(),
    );
    let language = spoken(bench, &conversation).await?;
    let shelved = bench.desk.shelf.take(&bench.rows.connection.business, &conversation.script).await?;
    let business = writer::business_name(&shelved.script, language);
    let resumes = Phrase::DeskResumes.fresh(language, &[]).replace("{business}", business);
    bench.write(&conversation, Purpose::Notice, Author::System, resumes.clone(), resumes);
    let text = bench.say(StaffWord::Released).replace("{name}", &name);
    bench.tell(Some(&conversation.id), text, Vec::new());
    bench.change(conversation).await?;
    Ok(None)
}

/// The operator's words go out under the operator's name, as plain text; a text too long for one message goes in two.
pub(super) fn relay(bench: &mut Bench<'_>, conversation: Conversation, text: &str) {
    let name = bench.operator.name.clone();
    let shown: Vec<char> = format!("{name}: {text}").chars().collect();
    for piece in shown.chunks(MAX_TEXT_CHARS) {
        let piece: String = piece.iter().collect();
        let author = Author::Operator { name: name.clone() };
        bench.write(&conversation, Purpose::Relay, author, text.to_owned(), piece);
    }
}

/// Shows somebody who just joined which contacts wait for a person.
pub(super) async fn show_waiting(bench: &mut Bench<'_>) -> Result<(), TurnError> {
    if !may_take(&bench.operator) {
        return Ok(());
    }
    let waiting = bench.conversations(|conversation| matches!(conversation.holder, Holder::Waiting { .. })).await?;
    for conversation in waiting {
        let Holder::Waiting { reason, .. } = &conversation.holder else { continue };
        let Some(line) = contact_row(bench, &conversation.id).await? else { continue };
        let shelved = bench.desk.shelf.take(&bench.rows.connection.business, &conversation.script).await?;
        let last = said_before(bench, &conversation.id).await?;
        let card = card::card(&line, &shelved.script, &conversation, reason, &last, None);
        bench.tell(Some(&conversation.id), card.text, card.buttons.into_iter().flatten().collect());
    }
    Ok(())
}

/// Every card of this conversation loses its button and says who took it.
async fn close_cards(bench: &mut Bench<'_>, id: &ConversationId, name: &str) -> Result<(), TurnError> {
    let take = Press::Take { conversation: id.to_string() }.data();
    for line in bench.desk.store.delivery_states(id).await? {
        let (Delivery::Send { message }, Some(message_id)) = (&line.delivery, line.message_id) else { continue };
        let is_card = message.buttons.iter().flatten().any(|button| button.data == take);
        if line.purpose == Purpose::Staff && is_card {
            let text = format!("{}\n\n{}", message.text, bench.say(StaffWord::TakenByOther).replace("{name}", name));
            bench.rewrite(&line, message_id, text);
        }
    }
    Ok(())
}

async fn said_before(bench: &Bench<'_>, id: &ConversationId) -> Result<String, TurnError> {
    let mut lines: Vec<String> = Vec::new();
    let mut after = 0;
    loop {
        let page = bench.desk.store.timeline(id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for line in page {
            if line.entry.kind == EntryKind::Message {
                lines.push(format!("{} {}", author_mark(&line.entry.author), line.entry.text.replace('\n', " ")));
            }
        }
        let surplus = lines.len().saturating_sub(LINES_BEFORE);
        lines.drain(..surplus);
    }
    Ok(lines.join("\n"))
}

fn author_mark(author: &Author) -> String {
    match author {
        Author::Contact => "→".to_owned(),
        Author::Ai => "AI:".to_owned(),
        Author::Operator { name } => format!("{name}:"),
        Author::System => "—".to_owned(),
    }
}

fn release_button(bench: &Bench<'_>, id: &ConversationId) -> Button {
    Button {
        label: bench.say(StaffWord::Release).to_owned(),
        data: Press::Release { conversation: id.to_string() }.data(),
    }
}

/// The language plain lines to the contact are said in.
async fn spoken(bench: &Bench<'_>, conversation: &Conversation) -> Result<Language, TurnError> {
    let shelved = bench.desk.shelf.take(&bench.rows.connection.business, &conversation.script).await?;
    Ok(shelved.script.language_for(conversation.language))
}

async fn contact_row(bench: &Bench<'_>, id: &ConversationId) -> Result<Option<candor_store::ContactRow>, TurnError> {
    Ok(bench.desk.store.conversation_line(id).await?.map(|line| line.contact))
}

async fn contact_name(bench: &Bench<'_>, id: &ConversationId) -> Result<String, TurnError> {
    Ok(contact_row(bench, id).await?.as_ref().map(plain_name).unwrap_or_default())
}
