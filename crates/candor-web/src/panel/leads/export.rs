//! `GET /panel/leads/export.csv`: all leads as a file, written as fast as it is taken.

use axum::{
    body::Body,
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use candor_core::{
    export::{Format, file_name},
    told_time,
};
use candor_desk::actions::{self, ActError, Bench, Refusal, export_leads::begin_lead_export};
use candor_store::Error;
use futures_util::stream::{self, StreamExt as _};

use super::list::HERE;
use crate::panel::{Panel, Trouble, access::Viewer, notice};

/// All leads. That they were taken along is written down before the first of them leaves.
pub(crate) async fn export(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    let table = match actions::act(bench, |bench| Box::pin(begin_lead_export(bench))).await {
        Ok(table) => table,
        Err(ActError::Refused(Refusal::NothingToExport)) => {
            let text = Refusal::NothingToExport.in_language(viewer.language);
            return Ok(notice::refused(&panel, &viewer, text, HERE));
        }
        Err(error) => return Err(error.into()),
    };
    let today = told_time::rfc3339(panel.now());
    let today = today.split('T').next().unwrap_or_default().to_owned();
    let name = file_name(&["candor", "leads", &today], Format::Csv);
    let head = stream::once(std::future::ready(Ok::<String, Error>(table.head())));
    // Where the store stops answering midway, the file breaks off and the browser says so.
    let rows = stream::try_unfold((panel, table), |(panel, mut table)| async move {
        let rows = table.next(panel.desk(), panel.business()).await;
        let rows = rows.inspect_err(|error| tracing::error!(%error, "an export of leads broke off"))?;
        Ok(rows.map(|rows| (rows, (panel, table))))
    });
    let headers = [
        (CONTENT_TYPE, Format::Csv.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, Body::from_stream(head.chain(rows))).into_response())
}
