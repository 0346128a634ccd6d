//! What of the settings can be changed from the page: it lives in the database.

use axum::{extract::State, response::Response};
use candor_desk::actions::choose_group::choose_group;

use super::page::HERE;
use crate::panel::{Panel, Trouble, Words, access::Viewer, act};

/// `POST /panel/settings/group/drop`: hand-overs go to private chats again.
pub(crate) async fn drop_group(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    let says = |()| words.say("settings.done_group").to_owned();
    act(&panel, &viewer, HERE, |bench| Box::pin(choose_group(bench, None)), says).await
}
