//! `GET /panel/leads/export.csv` and `.xlsx`: all leads as a file.

use axum::{extract::State, response::Response};
use candor_desk::actions::{
    self, ActError, Bench, Refusal,
    export_leads::{Readers, TableForm, begin_lead_export},
};

use super::list::HERE;
use crate::{
    panel::{Panel, Trouble, access::Viewer, notice},
    table,
};

/// All leads as CSV.
pub(crate) async fn export_csv(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    export(&panel, &viewer, TableForm::Csv).await
}

/// All leads as a workbook.
pub(crate) async fn export_xlsx(State(panel): State<Panel>, viewer: Viewer) -> Result<Response, Trouble> {
    export(&panel, &viewer, TableForm::Xlsx).await
}

/// That all leads were taken along is written down before the first of them leaves.
async fn export(panel: &Panel, viewer: &Viewer, form: TableForm) -> Result<Response, Trouble> {
    let bench = || Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
    match actions::act(bench, |bench| Box::pin(begin_lead_export(bench, form, Readers::People))).await {
        Ok(begun) => Ok(table::file(panel.desk(), panel.business(), begun, form)),
        Err(ActError::Refused(Refusal::NothingToExport)) => {
            let text = Refusal::NothingToExport.in_language(viewer.language);
            Ok(notice::refused(panel, viewer, text, HERE))
        }
        Err(error) => Err(error.into()),
    }
}
