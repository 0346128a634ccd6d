//! What the process logged last: searched, by level and by part, as it happens, and as a file.

mod asked;
mod download;
mod list;
mod live;
#[cfg(test)]
mod tests;

pub(crate) use download::download;
pub(crate) use list::show;
pub(crate) use live::events;
