//! Figures over a span of days, gathered from the store: the panel's page shows them and the API tells them.

mod funnel;
mod gather;
mod span;
#[cfg(test)]
mod tests;

pub(crate) use funnel::{Step, Version, funnel, order, outcomes, versions};
pub(crate) use gather::{Day, Figures};
pub(crate) use span::{Asked, CHOICES, Span};

/// With fewer cases than this a share says nothing.
pub(crate) const FEW: u64 = 20;
