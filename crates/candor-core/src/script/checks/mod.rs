//! One check a file. Each looks at the whole reading and returns every problem of its sort.

pub(super) mod ai_notice;
pub(super) mod buttons;
pub(super) mod choices;
pub(super) mod figures;
pub(super) mod forbidden;
pub(super) mod languages;
pub(super) mod lengths;
pub(super) mod links;
pub(super) mod names;
pub(super) mod numbers;
pub(super) mod person;
pub(super) mod phrasings;
pub(super) mod placeholders;
pub(super) mod promises;
pub(super) mod qualification;
pub(super) mod references;
pub(super) mod safety;
#[cfg(test)]
mod tests;
pub(super) mod time_zone;
pub(super) mod unused;
pub(super) mod ways;
