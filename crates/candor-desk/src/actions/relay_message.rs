//! Carries messages between a contact and the person who answers: words, photos, documents, voice, answers to messages,
//! edits. An operator's words go out under their name (H3); what a contact wrote stays plain text (H13).

use std::collections::BTreeMap;

use candor_core::{
    consent::Permit,
    conversation::Conversation,
    ids::{ChatId, ConnectionId, MessageId},
    message::{Author, Button, Content, Incoming, MAX_TEXT_CHARS, Outgoing},
    outbox::{Carried, Delivery, MAX_CAPTION_CHARS, OutboxRow, Purpose},
    press::StaffPress,
    timeline::EntryKind,
};
use candor_store::{ContactRow, OperatorRow};

use super::{ActError, Bench};
use crate::{
    relay::{as_words, cut, plain_name, short},
    staff::words::StaffWord,
};

/// At most so many messages are relayed one by one; a flood is put together.
const ONE_BY_ONE: usize = 10;

/// What carries no words of its own, so that nothing can be attached to it (Bot API, `copyMessage.caption`).
const WITHOUT_CAPTION: [&str; 8] = ["sticker", "video_note", "dice", "location", "venue", "contact", "poll", "game"];

/// Where the staff reads what a contact writes.
pub(crate) enum Reader {
    /// One member of the staff, in their own chat.
    Operator(OperatorRow),
    /// The topic of the conversation in the staff's group.
    Group((ConnectionId, ChatId)),
}

impl Reader {
    fn place(&self) -> Option<Place<'_>> {
        match self {
            Self::Operator(operator) => operator.place.as_ref(),
            Self::Group(group) => Some(group),
        }
        .map(|(connection, chat)| Place { connection, chat: *chat })
    }
}

/// Carries a contact's messages to the staff.
pub(crate) async fn to_staff(
    bench: &mut Bench<'_>,
    contact: &ContactRow,
    conversation: &Conversation,
    incoming: &[Incoming],
    reader: &Reader,
) -> Result<(), ActError> {
    let Some(to) = reader.place() else { return Ok(()) };
    let name = plain_name(contact);
    let language = match reader {
        Reader::Operator(operator) => operator.language.unwrap_or(bench.language),
        Reader::Group(_) => bench.language,
    };
    let button =
        Button::of_staff(StaffWord::Release.in_language(language), &StaffPress::Release(conversation.id.clone()));
    let buttons = vec![vec![button]];
    if incoming.len() > ONE_BY_ONE {
        let words: Vec<String> = incoming.iter().map(|message| as_words(&message.content)).collect();
        let text = short(&format!("{name}: {}", words.join("\n")));
        put(bench, conversation, reader, Delivery::Send { message: Outgoing::plain(text).with_buttons(buttons) }, None);
        return Ok(());
    }
    for message in incoming {
        let from = Place { connection: &conversation.connection, chat: conversation.chat };
        let delivery = match &message.content {
            Content::Edited { words } => {
                let again = edited(bench, from, message, &name, words.as_deref(), &buttons).await?;
                if !again.is_empty() {
                    for (row_place, delivery) in again {
                        let permit = Permit::to_staff_group(row_place.1);
                        let row = bench.row(row_place, permit, Purpose::Staff, Author::Contact, delivery);
                        bench.queue(OutboxRow { conversation: Some(conversation.id.clone()), ..row });
                    }
                    continue;
                }
                let text = short(&format!("{name} ✎: {}", words.as_deref().unwrap_or_default()));
                Delivery::Send { message: Outgoing::plain(text).with_buttons(buttons.clone()) }
            }
            Content::Other { what, caption, .. } if to.connection == from.connection => {
                let Some(message_id) = message.message_id else { continue };
                if WITHOUT_CAPTION.contains(&what.as_str()) {
                    let label = Outgoing::plain(short(&format!("{name}: [{what}]"))).with_buttons(buttons.clone());
                    put(bench, conversation, reader, Delivery::Send { message: label }, None);
                }
                let words = caption.as_ref().map_or_else(|| format!("{name}:"), |caption| format!("{name}: {caption}"));
                Delivery::Copy {
                    from: from.chat,
                    message_id,
                    caption: (!WITHOUT_CAPTION.contains(&what.as_str())).then(|| cut(&words, MAX_CAPTION_CHARS)),
                    buttons: buttons.clone(),
                    reply_to: counterpart(bench, from, to.chat, message.content.reply_to()).await?,
                }
            }
            Content::Blocked | Content::Unblocked => continue,
            other => {
                let reply_to = counterpart(bench, from, to.chat, other.reply_to()).await?;
                let text = short(&format!("{name}: {}", as_words(other)));
                let message = Outgoing::plain(text).with_buttons(buttons.clone()).answering(reply_to);
                Delivery::Send { message }
            }
        };
        let carries = message.message_id.map(|message_id| Carried { chat: conversation.chat, message_id });
        put(bench, conversation, reader, delivery, carries);
    }
    Ok(())
}

fn put(
    bench: &mut Bench<'_>,
    conversation: &Conversation,
    reader: &Reader,
    delivery: Delivery,
    carries: Option<Carried>,
) {
    let about = Some(&conversation.id);
    let row = match reader {
        Reader::Operator(operator) => bench.operator_row(operator, about, Author::Contact, delivery),
        Reader::Group(group) => Some(bench.group_row(group, about, Author::Contact, delivery)),
    };
    bench.queue(row.map(|row| OutboxRow { carries, ..row }));
}

/// Carries a message of the staff to the contact, under the name of whoever wrote it.
pub(crate) async fn to_contact(
    bench: &mut Bench<'_>,
    conversation: &Conversation,
    operator: &OperatorRow,
    from: (&ConnectionId, ChatId),
    message: &Incoming,
) -> Result<(), ActError> {
    let name = &operator.name;
    let from = Place { connection: from.0, chat: from.1 };
    let author = Author::Operator { name: name.clone() };
    let permit = Permit::to_relay(conversation);
    let carries = message.message_id.map(|message_id| Carried { chat: from.chat, message_id });
    let mut deliveries = Vec::new();
    match &message.content {
        Content::Edited { words } => {
            let again = edited(bench, from, message, name, words.as_deref(), &[]).await?;
            let words = words.clone().unwrap_or_default();
            if again.is_empty() {
                return Ok(());
            }
            bench.note(&conversation.id, author.clone(), EntryKind::Message, format!("[edited] {words}"));
            deliveries.extend(again.into_iter().map(|(_, delivery)| delivery));
        }
        // Only the bot that was sent it can copy it; over another one it goes in words, as below.
        Content::Other { what, caption, .. } if *from.connection == conversation.connection => {
            let words = caption.as_ref().map_or_else(|| format!("{name}:"), |caption| format!("{name}: {caption}"));
            match message.content.file() {
                Some(file) => {
                    let words = caption.as_deref().unwrap_or_default();
                    bench.note_file(&conversation.id, author.clone(), file.clone(), words);
                }
                None => bench.note(&conversation.id, author.clone(), EntryKind::Message, as_words(&message.content)),
            }
            let Some(message_id) = message.message_id else { return Ok(()) };
            deliveries.push(Delivery::Copy {
                from: from.chat,
                message_id,
                caption: (!WITHOUT_CAPTION.contains(&what.as_str())).then(|| cut(&words, MAX_CAPTION_CHARS)),
                buttons: Vec::new(),
                reply_to: counterpart(bench, from, conversation.chat, message.content.reply_to()).await?,
            });
        }
        other => {
            let words = as_words(other);
            bench.note(&conversation.id, author.clone(), EntryKind::Message, words.clone());
            let reply_to = counterpart(bench, from, conversation.chat, other.reply_to()).await?;
            for piece in pieces(&format!("{name}: {words}")) {
                deliveries.push(Delivery::Send { message: Outgoing::plain(piece).answering(reply_to) });
            }
        }
    }
    for delivery in deliveries {
        let row = bench.contact_row(conversation, permit, Purpose::Relay, author.clone(), delivery);
        bench.queue(OutboxRow { carries, ..row });
    }
    Ok(())
}

/// A text too long for one message, with the name before it, goes in two.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(MAX_TEXT_CHARS).map(|piece| piece.iter().collect()).collect()
}

/// A chat at a connection.
#[derive(Clone, Copy)]
struct Place<'a> {
    connection: &'a ConnectionId,
    chat: ChatId,
}

/// What is to be changed because a message that was carried on was edited: in each place it went to.
async fn edited(
    bench: &Bench<'_>,
    from: Place<'_>,
    message: &Incoming,
    name: &str,
    words: Option<&str>,
    buttons: &[Vec<Button>],
) -> Result<Vec<((ConnectionId, ChatId), Delivery)>, ActError> {
    let Some(message_id) = message.message_id else { return Ok(Vec::new()) };
    let carried = Carried { chat: from.chat, message_id };
    let text = format!("{name}: {}", words.unwrap_or_default());
    let carriers = bench.desk.store.carriers_of(from.connection, carried).await?;
    let (mut changed, mut told) = (Vec::new(), BTreeMap::new());
    for row in &carriers {
        *told.entry((row.connection.clone(), row.chat)).or_insert(0_usize) += 1;
    }
    let mut next: BTreeMap<(ConnectionId, ChatId), usize> = BTreeMap::new();
    for row in carriers {
        let place = (row.connection.clone(), row.chat);
        let number = next.entry(place.clone()).or_default();
        let words = match told.get(&place) {
            // It went in several pieces, and so do the new words; a piece they do not fill stays as a sign.
            Some(2..) => pieces(&text).into_iter().nth(*number).unwrap_or_else(|| "…".to_owned()),
            _ => short(&text),
        };
        *number += 1;
        let Some(there) = row.message_id else { continue };
        let delivery = match row.delivery {
            Delivery::Send { .. } => {
                let message = Outgoing::plain(words).with_buttons(buttons.to_vec());
                Delivery::Edit { message_id: there, message }
            }
            Delivery::Copy { .. } => {
                let caption = cut(&text, MAX_CAPTION_CHARS);
                Delivery::EditCaption { message_id: there, caption, buttons: buttons.to_vec() }
            }
            _ => continue,
        };
        changed.push(((row.connection, row.chat), delivery));
    }
    Ok(changed)
}

/// The message in the other chat that goes with the one a message answers: what it was carried to, or carried from.
async fn counterpart(
    bench: &Bench<'_>,
    from: Place<'_>,
    to: ChatId,
    answered: Option<MessageId>,
) -> Result<Option<MessageId>, ActError> {
    let Some(answered) = answered else { return Ok(None) };
    let store = &bench.desk.store;
    if let Some(sent) = store.message_of(from.connection, from.chat, answered).await? {
        return Ok(sent.carried.filter(|carried| carried.chat == to).map(|carried| carried.message_id));
    }
    let own = Carried { chat: from.chat, message_id: answered };
    let carriers = store.carriers_of(from.connection, own).await?;
    Ok(carriers.into_iter().find(|row| row.chat == to).and_then(|row| row.message_id))
}
