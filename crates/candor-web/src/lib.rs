//! Shows: pages, panel and API.
//!
//! Today the demo page with its live view, and the two questions a supervisor asks of a running desk. Every route is
//! in [`router`], every header in [`headers`], and [`respond`] alone turns failures into status codes. It reads the
//! store and changes nothing; whatever a person wrote leaves as JSON and reaches the page as text nodes (H13).

pub mod demo;
pub mod headers;
mod respond;
pub mod router;

pub use demo::setup::{DemoBot, DemoBusiness, DemoPerson, DemoSetup};
pub use demo::state::DemoState;
pub use router::{demo_router, service_router};
