//! Words by a language model. The plan stays the code's: a model puts approved words of a plan into a form that fits the tone and
//! what was just said, or talks freely around them, and names the step and the facts it used. What it wrote is a draft like any
//! other: nothing of it is sent before the guard let it pass.

mod ask;
mod read;
mod so_far;
#[cfg(test)]
mod tests;
mod worth;

pub(crate) use self::ask::brief;
pub use self::{
    ask::{again, ask},
    read::{Written, WrittenError, approved, draft, draft_so_far, read},
    so_far::SoFar,
    worth::is_worth_a_call,
};
