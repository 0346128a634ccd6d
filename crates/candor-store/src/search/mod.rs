//! Finding conversations: by what was said in them, by the names of contacts, by tags.
//!
//! What was said is found by the stems of its words (`candor_core::search`), in the databases' own full-text indexes. A line is taken in
//! with the commit that writes it ([`keep_lines`]); what was written before there was an index is taken in later ([`Store::index_some`]).
//! The index holds only what lies open in the timeline as well: what is sealed there is not found by its words. Tags are sealed, and found
//! by marks that say nothing without the key.
//!
//! [`Store::index_some`]: crate::Store::index_some

mod catch_up;
mod find;
mod find_names;
mod line;
pub(crate) mod names;
mod number;
mod tags;
mod words;

pub use catch_up::IndexProgress;
pub use find::{FoundLine, FoundLines};
pub(crate) use line::{SaidLine, keep_lines};
pub(crate) use names::keep_name;
pub(crate) use tags::{keep_tags, marks};
