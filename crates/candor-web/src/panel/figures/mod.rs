//! Figures: how a span of time went, by day, hour, script and step; what needs a person now; a table of all of it to take along.

mod chart;
mod days;
mod page;
mod said;

pub(crate) use days::csv;
pub(crate) use page::show;
pub(crate) use said::{duration, money};
