//! What the owner's documents say: cut into passages, found by words and meaning, quoted with their source. A document never speaks
//! for the desk: what it says is told as its words, a figure in it is told only if the script holds it as well (H8), and whatever in
//! it sounds like an order to the desk is left out when it is taken in.
//!
//! [`split`] cuts what a file was read as into passages, [`Library`] finds those that answer a question, [`quote`] says what of a
//! passage may be said.

mod block;
mod embedded;
mod library;
mod planted;
mod quote;
mod split;
#[cfg(test)]
mod tests;
mod weigh;

pub use block::Block;
pub use embedded::{Meant, pack};
pub use library::{Document, Found, Library, Passage};
pub use quote::{held_back, near, question, quote};
pub(crate) use split::sentence_ends;
pub use split::{Cut, LeftOut, split};
pub use weigh::{FLOOR, Likeness, SHOWN};
