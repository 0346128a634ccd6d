//! The log of who did what: newest first, by deed and by person, with what was before and after; and whether it is whole.

mod check;
mod differences;
mod list;
#[cfg(test)]
mod tests;

pub(crate) use check::check;
pub(crate) use list::show;
