//! What of the settings can be changed from the page: it lives in the database.

use axum::{Form, extract::State, response::Response};
use candor_desk::actions::{choose_group::choose_group, demand_second::demand_second};
use candor_store::DemandedOf;
use serde::Deserialize;

use super::page::HERE;
use crate::panel::{Panel, Trouble, Words, access::Viewer, act};

/// `POST /panel/settings/group/drop`: hand-overs go to private chats again.
pub(crate) async fn drop_group(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let says = |()| words.say("settings.done_group").to_owned();
    act(&panel, &viewer, HERE, |bench| Box::pin(choose_group(bench, None)), says).await
}

/// Of whom a second factor is to be demanded.
#[derive(Deserialize)]
pub(crate) struct Demand {
    #[serde(default)]
    demand: String,
}

/// `POST /panel/settings/second`: whoever may publish scripts or manage the team must use a second factor, or everybody, or nobody.
pub(crate) async fn demand(
    State(panel): State<Panel>,
    viewer: Viewer,
    Form(asked): Form<Demand>,
) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let (of, key) = match asked.demand.as_str() {
        "1" => (Some(DemandedOf::WhoAnswersForAll), "settings.done_second"),
        "everybody" => (Some(DemandedOf::Everybody), "settings.done_second_all"),
        _ => (None, "settings.done_second_off"),
    };
    let says = |_| words.say(key).to_owned();
    act(&panel, &viewer, HERE, |bench| Box::pin(demand_second(bench, of)), says).await
}
