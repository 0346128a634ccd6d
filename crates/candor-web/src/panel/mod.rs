//! The panel: pages for the staff, put together on the server. A page is one folder with its handler, its template and its
//! words; what it changes, it changes through the actions of the desk, as the chat and the command line do.
//!
//! Every route, with what one must be allowed for it, is in [`crate::router::panel_routes`]; [`access`] lets people in.

pub(crate) mod access;
mod act;
mod assets;
pub(crate) mod audit;
pub(crate) mod figures;
mod frame;
mod gate;
pub(crate) mod health;
pub(crate) mod inbox;
pub(crate) mod knowledge;
pub(crate) mod leads;
pub(crate) mod models;
mod notice;
pub(crate) mod scripts;
mod state;
pub(crate) mod team;
mod trouble;
mod words;

pub(crate) use act::act;
pub(crate) use assets::{asset, css};
pub(crate) use frame::{Frame, Page};
pub(crate) use gate::{Gate, Need, admit};
pub use state::{Panel, PanelSettings};
pub(crate) use trouble::Trouble;
pub(crate) use words::Words;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

/// `GET /` and `GET /panel`: where the work is.
pub(crate) async fn home() -> Redirect {
    Redirect::to("/panel/inbox")
}

/// `GET /panel/events`: hints that something changed.
pub(crate) async fn events(State(panel): State<Panel>) -> Response {
    crate::live::hints(&panel.desk().store).into_response()
}

#[cfg(test)]
mod tests;
