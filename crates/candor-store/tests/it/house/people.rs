//! The people and things of the stories.

use candor_core::{
    consent::Permit,
    conversation::Conversation,
    ids::{BusinessId, ChatId, ConnectionId, ContactId, ConversationId, MessageId, OutboxId, TurnId},
    message::{Author, Content, Incoming, Outgoing},
    moment::Moment,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{
    Arrival, Committed, ContactRow, ConversationChange, LeasedLane, NewConnection, ReceivedUpdate, SeatRows, TurnCommit,
};

use super::House;

/// A moment so many milliseconds after the beginning of the story.
pub fn at(millis: i64) -> Moment {
    Moment::from_millis(1_760_000_000_000 + millis)
}

pub fn business() -> BusinessId {
    BusinessId::from_unique("shop")
}

pub fn contact(chat: i64) -> ContactRow {
    ContactRow {
        id: ContactId::from_unique(&chat.to_string()),
        business: business(),
        channel_user_id: chat,
        first_name: "Anna".to_owned(),
        last_name: None,
        username: Some("anna".to_owned()),
        language: Some("ru".to_owned()),
        created_at: at(0),
    }
}

/// Read from JSON, as the store reads it, so that it goes on being a conversation when the core remembers more.
pub fn conversation(connection: &ConnectionId, chat: i64) -> Conversation {
    serde_json::from_value(serde_json::json!({
        "id": format!("cnv_{connection}_{chat}"),
        "connection": connection,
        "chat": chat,
        "contact": contact(chat).id,
        "script": { "name": "flowers", "version": 1 },
        "holder": { "holder": "desk" },
        "step": null,
        "visited": [],
        "fields": {},
        "asked": null,
        "unclear_in_a_row": 0,
        "language": "ru",
        "disclosed_at": null,
        "last_activity_at": null,
        "said": [],
        "outcome": null,
        "source": null,
    }))
    .unwrap()
}

fn incoming(text: &str) -> Incoming {
    let content = Content::Text { text: text.to_owned(), reply_to: None };
    Incoming { message_id: Some(MessageId(1)), at: at(0), content }
}

pub fn said(text: &str) -> Delivery {
    Delivery::Send { message: Outgoing::plain(text) }
}

/// A reply of the desk that says in its own words that an AI is writing.
pub fn row(conversation: &Conversation, turn: &str, seq: i64, text: &str) -> OutboxRow {
    OutboxRow {
        id: OutboxId::from_unique(&format!("{turn}_{seq}")),
        permit: Permit::to_answer(&incoming("hello")),
        connection: conversation.connection.clone(),
        chat: conversation.chat,
        conversation: Some(conversation.id.clone()),
        turn: TurnId::from_unique(turn),
        seq,
        purpose: Purpose::Reply,
        author: Author::Ai,
        delivery: said(text),
        disclosure: Disclosure { is_in_text: true, words: "An AI assistant is writing.".to_owned() },
        carries: None,
        topic_of: None,
    }
}

/// What the channel says when it took a message.
pub fn arrived(message_id: i64, discloses: bool) -> Arrival {
    Arrival { message_id: Some(MessageId(message_id)), discloses, ..Arrival::default() }
}

pub fn entry(conversation: &ConversationId, author: Author, text: &str) -> TimelineEntry {
    TimelineEntry {
        conversation: conversation.clone(),
        at: at(0),
        author,
        kind: EntryKind::Message,
        text: text.to_owned(),
        file: None,
        message_id: Some(MessageId(7)),
        turn: Some(TurnId::from_unique("t")),
        reasons: serde_json::json!({ "fit": 0.25, "heard": ["greets"] }),
    }
}

impl House {
    pub async fn connect(&self) -> ConnectionId {
        self.connect_as("one").await
    }

    pub async fn connect_as(&self, name: &str) -> ConnectionId {
        let connection = self.bot(name);
        let id = connection.id.clone();
        self.store.upsert_connection(connection).await.unwrap();
        id
    }

    pub fn bot(&self, name: &str) -> NewConnection {
        NewConnection {
            id: ConnectionId::from_unique(name),
            business: business(),
            kind: "bot".to_owned(),
            bot_id: 42,
            bot_username: "shop_bot".to_owned(),
            script_name: "flowers".to_owned(),
            server: "http://localhost".to_owned(),
        }
    }

    pub fn update(&self, update_id: i64, chat: i64) -> ReceivedUpdate {
        ReceivedUpdate {
            update_id: Some(update_id),
            chat: Some(ChatId(chat)),
            kind: "message".to_owned(),
            raw: format!("{{\"update_id\":{update_id}}}").into_bytes(),
            is_urgent: false,
            is_readable: true,
            is_only_kept: false,
        }
    }

    /// Somebody writes, and the lane is ready at once.
    pub async fn hear(&self, connection: &ConnectionId, update_id: i64, chat: i64) {
        let updates = vec![self.update(update_id, chat)];
        self.store.accept(connection, updates, None, at(0), 0).await.unwrap();
    }

    pub async fn claim(&self) -> LeasedLane {
        self.store.claim_lane(at(1), "desk", 60_000).await.unwrap().unwrap()
    }

    pub async fn sit(&self) -> SeatRows {
        let lane = self.claim().await;
        self.store.seat(&lane).await.unwrap().unwrap()
    }

    /// Somebody writes and gets an answer of these texts; returns the conversation as it was written.
    pub async fn answer(&self, connection: &ConnectionId, chat: i64, turn: &str, texts: &[&str]) -> Conversation {
        let update_id = i64::from(u32::from_be_bytes(number_of(turn)));
        self.hear(connection, update_id, chat).await;
        let seat = self.sit().await;
        assert_eq!((&seat.lane.connection, seat.lane.chat), (connection, ChatId(chat)));
        let known = seat.conversation.clone();
        let becomes = known.as_ref().map_or_else(|| conversation(connection, chat), |known| known.conversation.clone());
        let mut commit = answered(&seat);
        commit.changes.contacts.push(seat.contact.unwrap_or_else(|| contact(chat)));
        commit.changes.conversations.push(ConversationChange {
            conversation: becomes.clone(),
            expected_version: known.map(|known| known.version),
        });
        for (seq, text) in texts.iter().enumerate() {
            commit.changes.outbox.push(row(&becomes, turn, i64::try_from(seq).unwrap(), text));
        }
        self.commit(commit).await;
        becomes
    }

    pub async fn commit(&self, turn: TurnCommit) -> Committed {
        self.store.commit(turn).await.unwrap()
    }
}

/// A turn that ticks everything it read and decides nothing else.
pub fn answered(seat: &SeatRows) -> TurnCommit {
    let mut commit = TurnCommit::new(seat.lane.clone(), at(1));
    commit.ticked = seat.unread.iter().map(|row| row.key).collect();
    commit
}

fn number_of(word: &str) -> [u8; 4] {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(word.as_bytes());
    [digest[0] & 0x3f, digest[1], digest[2], digest[3]]
}
