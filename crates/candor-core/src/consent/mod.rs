//! May the desk write at all? The only maker of [`Permit`]s (H4), the memory of opt-outs (H5), the watch over
//! disclosure (H1) and the last gate before a row leaves the outbox.

pub mod disclosure;
mod gate;
mod permit;
mod record;
#[cfg(test)]
mod tests;

pub use gate::{Gate, GateView, gate};
pub use permit::{Ground, Permit};
pub use record::{ConsentAction, ConsentRecord};
