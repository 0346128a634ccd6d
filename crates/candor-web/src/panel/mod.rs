//! The panel: pages for the staff, put together on the server. A page is one folder with its handler, its template and its
//! words; what it changes, it changes through the actions of the desk, as the chat and the command line do.
//!
//! Every route, with what one must be allowed for it, is in [`crate::router::panel_routes`]; [`access`] lets people in.

pub(crate) mod access;
mod act;
mod assets;
pub(crate) mod audit;
pub(crate) mod bots;
pub(crate) mod connections;
pub(crate) mod figures;
mod frame;
mod gate;
pub(crate) mod health;
pub(crate) mod inbox;
pub(crate) mod knowledge;
pub(crate) mod leads;
pub(crate) mod logs;
pub(crate) mod models;
mod notice;
pub(crate) mod scripts;
pub(crate) mod settings;
pub(crate) mod setup;
mod state;
pub(crate) mod team;
pub(crate) mod templates;
pub(crate) mod tokens;
mod trouble;
pub(crate) mod webhooks;
mod words;

pub(crate) use act::act;
pub(crate) use assets::{asset, css};
pub use bots::{BotCheck, BotSeen, BotTrouble};
pub use connections::Renewal;
pub(crate) use frame::{Frame, Page};
pub(crate) use gate::{Gate, Need, admit, nothing};
pub use settings::{Configured, Origin, Setting};
pub use setup::{NotLive, Setup};
pub use state::{Panel, PanelSettings};
pub(crate) use trouble::Trouble;
pub(crate) use words::Words;

use access::Viewer;
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use candor_core::roles::Deed;

/// `GET /panel`: where the work is; before the desk answers anybody, that is setting it up.
pub(crate) async fn home(State(panel): State<Panel>, viewer: Option<Extension<Viewer>>) -> Redirect {
    let is_owners = viewer.is_none_or(|Extension(viewer)| viewer.operator.role.may(Deed::EditConnections));
    Redirect::to(if panel.setup().is_some() && is_owners { setup::HERE } else { "/panel/inbox" })
}

/// `GET /panel/events`: hints that something changed.
pub(crate) async fn events(State(panel): State<Panel>, viewer: Viewer) -> Response {
    crate::live::hints_for(panel, viewer).into_response()
}

#[cfg(test)]
pub(crate) mod tests;
