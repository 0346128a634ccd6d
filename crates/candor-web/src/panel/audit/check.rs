//! `POST /panel/audit/check`: computes every hash of the log again.

use axum::{extract::State, response::Response};
use candor_store::Chain;

use super::list::HERE;
use crate::panel::{Panel, Trouble, Words, access::Viewer, notice};

/// Says whether the log is as it was written.
pub(crate) async fn check(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let words = Words(viewer.language);
    Ok(match panel.desk().store.verify_audit_log(panel.business()).await? {
        Chain::Intact(records) => notice::done(&panel, &viewer, words.count("audit.intact", records), HERE),
        Chain::BrokenAt(position) => {
            let text = words.fill("audit.broken", &[("n", &position.to_string())]);
            notice::refused(&panel, &viewer, text, HERE)
        }
    })
}
