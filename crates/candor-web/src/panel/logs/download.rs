//! `GET /panel/logs/lines.jsonl`: the lines that are kept, as a file: one JSON object a line, the oldest first.

use axum::{
    extract::{Query, State},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use candor_core::told_time::rfc3339;

use super::asked::Asked;
use crate::panel::{Panel, Trouble};

/// All lines that were asked for.
pub(crate) async fn download(State(panel): State<Panel>, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let lines = panel.log().ok_or(Trouble::Missing)?.query(&asked.filter(), usize::MAX);
    let text: String = lines.iter().rev().map(|line| format!("{}\n", line.json())).collect();
    let now = rfc3339(panel.now());
    let minute = now.get(..16).unwrap_or_default().replace([':', 'T'], "-");
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"candor-log-{minute}.jsonl\"")),
    ];
    Ok((headers, text).into_response())
}
