//! Seals what is secret or personal before it reaches the database, under a key that is never in it.
//!
//! An envelope: the *master key*, which lives outside, wraps a *data key*, which lies wrapped in `data_keys`; the data key
//! seals values. So a new master key means writing one row anew, while a desk that runs keeps its data key in memory.
//!
//! A value is sealed with XChaCha20-Poly1305 together with its place: table, column and the key of its row. Moved to any
//! other place, or altered by one bit, it does not open. Its nonce is no chance but HMAC-SHA256 of place and value under a
//! key of its own: two values never meet under one nonce, however badly a machine draws lots or however often a snapshot
//! of it is revived, and a write that is run again writes the same. What this gives away is whether a value was written
//! twice to the same place of the same row.
//!
//! What must be found again though it is sealed (a tag) has a mark beside it: HMAC-SHA256 of the text under a third key. It gives away
//! which rows have the same text, and nothing of the text.
//!
//! To seal a column: a line in `columns.rs`, `tx.seal(&COLUMN, params![key…], text)` where it is written and
//! `row.unseal(&COLUMN)` where it is read. Nothing that should be sealed and is not is ever read as it stands.

pub(crate) mod columns;
mod data_keys;
mod earlier;
mod inspect;
mod key;
mod keys;
mod place;
mod sealer;
mod secret;
mod spans;
mod walk;

#[cfg(test)]
mod tests;

pub use data_keys::DataKeyLine;
pub(crate) use data_keys::{are_there, make, make_within, missing, unlock};
pub(crate) use earlier::{is_everything_sealed, seal_earlier, seal_earlier_within};
pub use inspect::SealCount;
pub(crate) use key::Key;
pub use keys::{FreshKey, Keys, MasterKey, NotAKey};
pub(crate) use place::{Form, KeyPart, SealedColumn};
pub(crate) use sealer::Sealer;
pub use secret::Secret;
pub(crate) use spans::open_part;
