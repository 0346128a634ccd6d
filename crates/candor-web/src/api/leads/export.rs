//! `GET /leads/export.csv` and `GET /leads/export.xlsx`: all leads as a table.

use axum::response::Response;
use candor_desk::actions::{
    self, ActError, Refusal,
    export_leads::{LeadTable, Readers, TableForm, begin_lead_export},
};

use crate::{
    api::{Asked, Problem},
    table,
};

/// All leads as CSV.
pub(crate) async fn export_csv(asked: Asked) -> Result<Response, Problem> {
    export(&asked, TableForm::Csv).await
}

/// All leads as a workbook.
pub(crate) async fn export_xlsx(asked: Asked) -> Result<Response, Problem> {
    export(&asked, TableForm::Xlsx).await
}

/// That all leads were taken along is written down before the first of them leaves.
async fn export(asked: &Asked, form: TableForm) -> Result<Response, Problem> {
    let begun =
        actions::act(|| asked.bench(), |bench| Box::pin(begin_lead_export(bench, form, Readers::Programs))).await;
    let begun = match begun {
        // For a program a table without rows is an answer.
        Err(ActError::Refused(Refusal::NothingToExport)) => LeadTable::of(&asked.bench(), Readers::Programs).await?,
        begun => begun?,
    };
    Ok(table::file(asked.api.desk(), asked.api.business(), begun, form))
}
