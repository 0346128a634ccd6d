//! Tries every sealed value.

use super::{Form, SealedColumn, columns, walk};
use crate::{Error, Store, sql::Row};

/// How the values of a sealed column are.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SealCount {
    /// `table.column`.
    pub column: String,
    /// So many open.
    pub sealed: u64,
    /// So many do not: altered, moved, or not sealed at all.
    pub broken: u64,
}

/// So many are tried at a time.
const PAGE: i64 = 500;

impl Store {
    /// Tries to open every sealed value, beside a desk that may be running.
    ///
    /// # Errors
    /// Whatever keeps the database from answering. A value that does not open is counted, and no error.
    pub async fn check_seals(&self) -> Result<Vec<SealCount>, Error> {
        let mut reader = self.reader().await?;
        let mut tx = reader.tx();
        let mut counts = Vec::new();
        for column in columns::all() {
            let mut count = SealCount { column: column.name(), sealed: 0, broken: 0 };
            let mut after = None;
            loop {
                let rows = walk::page(&mut tx, column, after.as_deref(), PAGE).await?;
                let Some(last) = rows.last() else { break };
                after = Some(column.key_of(last)?);
                for row in &rows {
                    match opens(column, row) {
                        Ok(true) => count.sealed += 1,
                        Ok(false) => {}
                        Err(_) => count.broken += 1,
                    }
                }
            }
            counts.push(count);
        }
        Ok(counts)
    }
}

/// False if there is no value.
fn opens(column: &SealedColumn, row: &Row) -> Result<bool, Error> {
    match column.form {
        Form::Bytes => row.unseal_bytes(column).map(|_| true),
        Form::Text | Form::Personal => row.unseal_opt(column).map(|value| value.is_some()),
    }
}
