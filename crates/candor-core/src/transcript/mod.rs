//! The one text form of a conversation: for test fixtures, snapshots, reports and documents.
//!
//! ```text
//! contact> How much are red roses?
//!   heard> asks_price; fit 0.93; fact roses_15
//!   chose> script_80: answer (fit_above_threshold 0.93)
//!    desk> 15 red roses cost 2,900 ₽.
//!  system> Vera has joined and is answering now, a person.
//! person Vera> Good evening!
//! ```
//!
//! A line that begins with spaces and `|` goes on with the words of the line before.

mod parse;
mod print;

pub use parse::{Line, Speaker, parse};
pub use print::print;

/// The width to which the names of speakers are set.
const SPEAKER_WIDTH: usize = 7;
