//! What can be tried in this run of the demo: businesses, their bots, and the managers who answer for them.

use axum::{Json, extract::State};
use candor_core::{
    ids::ConnectionId,
    language::{Language, Wording},
};
use serde::Serialize;

use super::state::DemoState;

/// Everything the page must know before anybody writes. No token is in it: the page never speaks as a bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoSetup {
    /// Names this run: a page left open from an earlier one then starts over by itself.
    pub run: String,
    /// The businesses, the first of which is shown first. Never empty.
    pub businesses: Vec<DemoBusiness>,
}

/// A business that can be tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoBusiness {
    /// A short name, unique in the setup: that of its script.
    pub id: String,
    /// The business as people know it.
    pub title: Wording,
    /// The languages its script is written in, preferred first. Never empty.
    pub languages: Vec<Language>,
    /// A question about a price that its script knows, offered to the newcomer as a first message.
    pub price_question: Wording,
    /// The desk's connection.
    pub connection: ConnectionId,
    /// Its bot at the simulator.
    pub bot: DemoBot,
    /// Who receives hand-overs: a person of the simulator who has joined the staff.
    pub manager: DemoPerson,
}

/// A bot at the simulator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoBot {
    /// Its number.
    pub id: i64,
    /// Its name without the at sign.
    pub username: String,
}

/// A person at the simulator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoPerson {
    /// Its number, which is that of the private chat as well.
    pub id: i64,
    /// First name.
    pub name: String,
}

/// `GET /demo/setup`.
pub(crate) async fn show(State(state): State<DemoState>) -> Json<DemoSetup> {
    Json(state.setup().clone())
}
