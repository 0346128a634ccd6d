//! Shows: pages, panel and API.
//!
//! Today the demo page with its live view, the questions a supervisor asks of a running desk ([`health`]), and its
//! figures ([`metrics`]). Every route is in [`router`], every header in [`headers`], and [`respond`] alone turns failures
//! into status codes. It reads the store and changes nothing; whatever a person wrote leaves as JSON and reaches the page
//! as text nodes (H13).

mod api;
mod body;
mod condition;
pub mod demo;
mod download;
mod endless;
mod figures;
pub mod headers;
pub mod health;
#[cfg(test)]
mod heard;
mod live;
pub mod log;
pub mod metrics;
pub mod panel;
mod respond;
pub mod router;
#[cfg(test)]
mod stage;
mod switch;
mod table;

pub use api::{Api, openapi};
pub use demo::setup::{DemoBot, DemoBusiness, DemoPerson, DemoSetup};
pub use demo::state::DemoState;
pub use endless::end_streams_when;
pub use health::{NotReady, Readiness};
pub use metrics::Metrics;
pub use panel::{
    BotCheck, BotSeen, BotTrouble, Configured, NotLive, Origin, Panel, PanelSettings, Renewal, Setting, Setup,
};
pub use router::{api_router, demo_router, home_router, metrics_router, panel_router, service_router};
pub use switch::Switch;
