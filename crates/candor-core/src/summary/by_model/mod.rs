//! A summary by a language model: [`ask`] makes the request, [`read`] reads the answer, [`proved`] keeps what the lines that were
//! shown prove.

mod ask;
mod proved;
mod read;
#[cfg(test)]
mod tests;

pub use self::{
    ask::{Shown, ask},
    proved::{LONGEST_POINT, proved},
    read::{Statement, SummaryError, read},
};
