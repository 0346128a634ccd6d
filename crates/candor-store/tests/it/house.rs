//! A store of its own for each test, on both databases, and the people and things in it.

use std::future::Future;

use candor_core::{
    ids::{BusinessId, ChatId, ConnectionId},
    moment::Moment,
};
use candor_store::{NewConnection, ReceivedUpdate, Store};
use tempfile::TempDir;

/// A test told once and run on both databases.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($house:ident: House) $body:block)*) => {$(
        $(#[$meta])*
        #[test]
        fn $name() {
            async fn story($house: House) $body
            $crate::house::tell(stringify!($name), story);
        }
    )*};
}
pub(crate) use on_both;

/// A store and where it lives.
pub struct House {
    pub store: Store,
    pub address: String,
    _folder: Option<TempDir>,
}

pub fn tell<F: Future<Output = ()>>(name: &str, story: fn(House) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("candor.db").display());
        let store = Store::open(&address).await.unwrap();
        let _ = name;
        story(House { store, address, _folder: Some(folder) }).await;
    });
}

/// A moment so many milliseconds after the beginning of the story.
pub fn at(millis: i64) -> Moment {
    Moment::from_millis(1_760_000_000_000 + millis)
}

impl House {
    pub async fn connect(&self) -> ConnectionId {
        self.connect_as("one").await
    }

    pub async fn connect_as(&self, name: &str) -> ConnectionId {
        let id = ConnectionId::from_unique(name);
        let connection = NewConnection {
            id: id.clone(),
            business: BusinessId::from_unique("shop"),
            kind: "bot".to_owned(),
            bot_id: 42,
            bot_username: "shop_bot".to_owned(),
            script_name: "flowers".to_owned(),
            server: "http://localhost".to_owned(),
        };
        self.store.upsert_connection(connection).await.unwrap();
        id
    }

    pub fn update(&self, update_id: i64, chat: i64) -> ReceivedUpdate {
        ReceivedUpdate {
            update_id: Some(update_id),
            chat: Some(ChatId(chat)),
            kind: "message".to_owned(),
            raw: format!("{{\"update_id\":{update_id}}}").into_bytes(),
            is_urgent: false,
            is_readable: true,
        }
    }
}
