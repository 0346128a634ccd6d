//! A table of all leads as a file, written as fast as it is taken: for the panel and for programs.

mod xlsx;

use axum::{
    body::Body,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use candor_core::{
    export::{Format, file_name},
    ids::BusinessId,
    told_time,
};
use candor_desk::{
    Desk,
    actions::export_leads::{LeadTable, TableForm},
};
use futures_util::stream::{self, StreamExt as _};
use xlsx::Workbook;

/// A row or a piece of the file could not be made: it breaks off, and whoever takes it is told so.
type Broken = Box<dyn std::error::Error + Send + Sync>;

/// What a table is in, by its media type.
pub(crate) const fn media_type(form: TableForm) -> &'static str {
    match form {
        TableForm::Csv => Format::Csv.media_type(),
        TableForm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// A table that was begun, as a file.
pub(crate) fn file(desk: &Desk, business: &BusinessId, table: LeadTable, form: TableForm) -> Response {
    let today = told_time::rfc3339(desk.clock.now());
    let name = file_name(&["candor", "leads", today.split('T').next().unwrap_or_default()], Format::Csv);
    let name = format!("{}.{}", name.trim_end_matches(".csv"), form.word());
    let headers = [
        (CONTENT_TYPE, media_type(form).to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    let body = match form {
        TableForm::Csv => as_csv(desk.clone(), business.clone(), table),
        TableForm::Xlsx => as_xlsx(desk.clone(), business.clone(), table),
    };
    (headers, body).into_response()
}

fn as_csv(desk: Desk, business: BusinessId, table: LeadTable) -> Body {
    let head = stream::once(std::future::ready(Ok::<String, Broken>(table.head())));
    let rows = stream::try_unfold((desk, business, table), |(desk, business, mut table)| async move {
        let rows = table.next(&desk, &business).await.inspect_err(|error| log(error))?;
        Ok(rows.map(|rows| (rows, (desk, business, table))))
    });
    Body::from_stream(head.chain(rows))
}

fn as_xlsx(desk: Desk, business: BusinessId, table: LeadTable) -> Body {
    // The workbook before it is begun, while it is written, and none once it is closed.
    let begun = (desk, business, table, Some(None));
    let pieces = stream::try_unfold(begun, |(desk, business, mut table, book)| async move {
        let Some(book) = book else { return Ok::<_, Broken>(None) };
        let mut book = match book {
            None => Workbook::begin("Leads", &table.columns())?,
            Some(book) => book,
        };
        let rows = table.next_rows(&desk, &business).await.inspect_err(|error| log(error))?;
        let Some(rows) = rows else {
            return Ok(Some((book.end()?, (desk, business, table, None))));
        };
        for row in &rows {
            book.row(row).inspect_err(|error| log(error))?;
        }
        Ok(Some((book.written(), (desk, business, table, Some(Some(book))))))
    });
    Body::from_stream(pieces)
}

fn log(error: &dyn std::error::Error) {
    tracing::error!(%error, "an export of leads broke off");
}
