//! Figures over a span of days, as the panel's pages show them: how it went, where conversations of a script ended, what models used.

mod funnel;
mod models;
mod overall;
mod share;
mod span;

pub(crate) use funnel::show as funnel;
pub(crate) use models::show as models;
pub(crate) use overall::show;
