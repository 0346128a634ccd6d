//! A store of its own for each story, on both databases, and the people and things in it.

mod before;
mod people;
mod place;

pub use before::{Canaries, unsealed};
pub use people::{answered, arrived, at, business, contact, conversation, entry, row, said};
pub use place::{House, Kind, admin, keys, keys_of, raw_sql, server, tell};

/// Stories told once and run on both databases: each becomes a module with the tests `on_sqlite` and `on_postgres`.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($house:ident: House) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($house: House) $body

            #[test]
            fn on_sqlite() {
                $crate::house::tell($crate::house::Kind::Sqlite, story);
            }

            #[test]
            fn on_postgres() {
                $crate::house::tell($crate::house::Kind::Postgres, story);
            }
        }
    )*};
}
pub(crate) use on_both;
