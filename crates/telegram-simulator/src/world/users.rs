//! The people. Their names are whatever a test wants them to be: nothing is trimmed, escaped or refused.

use serde_json::{Map, Value};

use super::World;

/// A person with a Telegram account.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub id: i64,
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub language_code: Option<String>,
    /// The account was deleted.
    pub is_deactivated: bool,
}

impl User {
    /// The `User` object of the wire.
    pub(crate) fn wire(&self) -> Value {
        let mut wire = Map::new();
        wire.insert("id".into(), self.id.into());
        wire.insert("is_bot".into(), false.into());
        wire.insert("first_name".into(), self.first_name.clone().into());
        self.put_optional(&mut wire);
        if let Some(language) = &self.language_code {
            wire.insert("language_code".into(), language.clone().into());
        }
        Value::Object(wire)
    }

    /// The `Chat` object of a private chat with this person.
    pub(crate) fn chat_wire(&self) -> Value {
        let mut wire = Map::new();
        wire.insert("id".into(), self.id.into());
        wire.insert("first_name".into(), self.first_name.clone().into());
        self.put_optional(&mut wire);
        wire.insert("type".into(), "private".into());
        Value::Object(wire)
    }

    fn put_optional(&self, wire: &mut Map<String, Value>) {
        if let Some(last) = &self.last_name {
            wire.insert("last_name".into(), last.clone().into());
        }
        if let Some(username) = &self.username {
            wire.insert("username".into(), username.clone().into());
        }
    }
}

impl World {
    /// An id nobody has yet. Above 2^32, as the ids of new accounts are, so that a 32-bit reader is found out.
    pub(crate) fn fresh_user_id(&mut self) -> i64 {
        let newest = self.users.keys().next_back().copied().unwrap_or(0).max(6_000_000_000);
        newest.saturating_add(1).saturating_add(self.chance.id_below(1000))
    }
}
