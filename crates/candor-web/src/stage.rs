//! A store with one business in it, and what a turn of the desk would have written there.

use candor_core::{
    consent::{ConsentAction, ConsentRecord, Permit},
    conversation::{Conversation, Holder, ScriptRef, Told},
    ids::{BusinessId, ChatId, ConnectionId, ContactId, ConversationId, MessageId, OutboxId, TurnId},
    language::{Language, Wording},
    message::{Author, Content, Incoming, Outgoing},
    moment::Moment,
    outbox::{Delivery, Disclosure, OutboxRow, Purpose},
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{
    Changes, ContactRow, ConversationChange, FreshKey, Keys, MasterKey, NewConnection, ReceivedUpdate, Store,
    TurnCommit,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{DemoBot, DemoBusiness, DemoPerson, DemoSetup, DemoState};

pub(crate) const NOW: Moment = Moment::from_millis(1_790_000_000_000);
pub(crate) const CHAT: i64 = 6_000_000_007;
/// What a contact may call itself and write; it must arrive as it is.
pub(crate) const HOSTILE: &str = "<img src=x onerror=alert(1)>\u{202e}</script>{{7*7}}\u{0}";

pub(crate) const SCRIPT: &str = include_str!("../../../scripts/flower-shop.script.md");

pub(crate) struct Stage {
    pub store: Store,
    pub state: DemoState,
    _folder: TempDir,
}

impl Stage {
    pub(crate) async fn build() -> Self {
        let folder = TempDir::new().unwrap();
        let address = format!("sqlite:{}", folder.path().join("candor.db").display());
        let store = Store::open(&address, &keys()).await.unwrap();
        let connection = NewConnection {
            id: connection(),
            business: business(),
            kind: "bot".into(),
            bot_id: 7,
            bot_username: "peony_bot".into(),
            script_name: "flower-shop".into(),
            server: "http://127.0.0.1:1".into(),
        };
        store.upsert_connection(connection).await.unwrap();
        store.publish(&business(), "flower-shop", SCRIPT, "digest", "", NOW).await.unwrap();
        let state = DemoState::new(store.clone(), setup());
        Self { store, state, _folder: folder }
    }

    /// One whole turn: the contact wrote, the desk thought and answers.
    pub(crate) async fn play_turn(&self, reasons: Value) {
        let update = ReceivedUpdate {
            update_id: Some(1),
            chat: Some(ChatId(CHAT)),
            kind: "message".into(),
            raw: b"{}".to_vec(),
            is_urgent: true,
            is_readable: true,
            is_only_kept: false,
        };
        self.store.accept(&connection(), vec![update], Some(2), NOW, 0).await.unwrap();
        let claimed = self.store.claim_lane(NOW, "test", 60_000).await.unwrap().expect("a lane is ready");
        let seat = self.store.seat(&claimed).await.unwrap().expect("the lease is held");
        let mut turn = TurnCommit::new(seat.lane, NOW);
        turn.ticked = seat.unread.iter().map(|row| row.key).collect();
        turn.changes.contacts = vec![contact()];
        turn.changes.conversations = vec![ConversationChange { conversation: conversation(), expected_version: None }];
        turn.changes.timeline = vec![
            line(Author::Contact, EntryKind::Message, HOSTILE, Value::Null),
            line(Author::Ai, EntryKind::Turn, "", reasons),
        ];
        turn.changes.outbox = vec![row()];
        self.store.commit(turn).await.unwrap();
    }

    /// Something more is said, in the one conversation there is.
    pub(crate) async fn say(&self, author: Author, seconds: i64, text: &str) {
        let at = NOW.plus_millis(seconds * 1000);
        let said = TimelineEntry { at, ..line(author, EntryKind::Message, text, Value::Null) };
        let changes = Changes { timeline: vec![said], ..Changes::default() };
        self.store.apply(&business(), changes, at).await.unwrap();
    }

    /// The contact opts out.
    pub(crate) async fn opt_out(&self) {
        let update = ReceivedUpdate {
            update_id: Some(2),
            chat: Some(ChatId(CHAT)),
            kind: "message".into(),
            raw: b"{}".to_vec(),
            is_urgent: true,
            is_readable: true,
            is_only_kept: false,
        };
        self.store.accept(&connection(), vec![update], Some(3), NOW, 0).await.unwrap();
        let claimed = self.store.claim_lane(NOW, "test", 60_000).await.unwrap().expect("a lane is ready");
        let seat = self.store.seat(&claimed).await.unwrap().expect("the lease is held");
        let mut turn = TurnCommit::new(seat.lane, NOW);
        turn.ticked = seat.unread.iter().map(|row| row.key).collect();
        turn.changes.consent = vec![ConsentRecord {
            contact: contact().id,
            at: NOW,
            action: ConsentAction::OptedOut,
            method: "words".into(),
            words: "stop".into(),
        }];
        self.store.commit(turn).await.unwrap();
    }
}

fn keys() -> Keys {
    Keys::new(vec![MasterKey::from_secret([7; 32])], FreshKey::new([8; 32], NOW))
}

pub(crate) fn connection() -> ConnectionId {
    ConnectionId::from_stored("cnn_flower")
}

pub(crate) fn business() -> BusinessId {
    BusinessId::from_stored("biz_flower")
}

fn setup() -> DemoSetup {
    DemoSetup {
        run: "run-1".into(),
        businesses: vec![DemoBusiness {
            id: "flower-shop".into(),
            title: Wording { en: Some("Peony".into()), ru: Some("Пион".into()) },
            languages: vec![Language::En, Language::Ru],
            price_question: Wording { en: Some("How much are roses?".into()), ru: None },
            connection: connection(),
            bot: DemoBot { id: 7, username: "peony_bot".into() },
            manager: DemoPerson { id: 99, name: "Anna".into() },
        }],
    }
}

fn contact() -> ContactRow {
    ContactRow {
        id: ContactId::from_stored("ctc_1"),
        business: business(),
        channel_user_id: CHAT,
        first_name: "Eve".into(),
        last_name: None,
        username: None,
        language: Some("en".into()),
        created_at: NOW,
    }
}

fn conversation() -> Conversation {
    let told = Told { value: "2026-11-27".into(), words: HOSTILE.replace('\0', ""), at: NOW, by: None };
    let script = ScriptRef { name: "flower-shop".into(), version: 1 };
    let id = ConversationId::from_stored("cnv_1");
    Conversation {
        holder: Holder::Waiting { since: NOW, reason: "asked_for_person".into() },
        step: Some("choose".into()),
        visited: vec!["choose".into()],
        fields: [("day".to_owned(), told)].into(),
        last_activity_at: Some(NOW),
        ..Conversation::begin(id, connection(), ChatId(CHAT), contact().id, script, Language::En)
    }
}

fn line(author: Author, kind: EntryKind, text: &str, reasons: Value) -> TimelineEntry {
    let is_contact = author == Author::Contact;
    TimelineEntry {
        conversation: conversation().id,
        at: NOW,
        author,
        kind,
        text: text.replace('\0', ""),
        file: None,
        message_id: is_contact.then_some(MessageId(1)),
        turn: (!is_contact).then(turn),
        reasons,
    }
}

fn turn() -> TurnId {
    TurnId::from_stored("trn_1")
}

fn row() -> OutboxRow {
    let text = "I'm the AI assistant of Peony.".to_owned();
    let sent = Incoming {
        message_id: Some(MessageId(1)),
        at: NOW,
        content: Content::Text { text: "hi".into(), reply_to: None },
    };
    OutboxRow {
        id: OutboxId::from_stored("out_1"),
        permit: Permit::to_answer(&sent),
        connection: connection(),
        chat: ChatId(CHAT),
        conversation: Some(conversation().id),
        turn: turn(),
        seq: 0,
        purpose: Purpose::Reply,
        author: Author::Ai,
        delivery: Delivery::Send { message: Outgoing::plain(text) },
        carries: None,
        topic_of: None,
        disclosure: Disclosure { is_in_text: true, words: String::new() },
    }
}

/// The reasons of a turn as the desk keeps them.
pub(crate) fn reasons() -> Value {
    json!({ "heard": null, "strategy": "script_80", "why": [{ "word": "started", "about": "" }] })
}
