//! May the desk write at all? The only maker of [`Permit`]s (H4), the memory of opt-outs (H5), the watch over
//! disclosure (H1) and over who may be written to again (H6), and the last gate before a row leaves the outbox.

mod authorization;
pub mod disclosure;
mod gate;
mod permit;
pub mod quiet_hours;
mod record;
mod refusal;
mod reopen;
#[cfg(test)]
mod reopen_tests;
#[cfg(test)]
mod tests;

pub use authorization::Authorization;
pub use gate::{Gate, GateView, gate};
pub use permit::{Ground, Permit};
pub use record::{ConsentAction, ConsentRecord};
pub use refusal::Refusal;
pub use reopen::{FRESH_MILLIS, ReopenView, reopen};
