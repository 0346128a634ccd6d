//! A row of an answer, read by the names of its columns.

use std::sync::Arc;

use candor_core::{
    ids::{ChatId, MessageId},
    moment::Moment,
};
use serde::de::DeserializeOwned;
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

use crate::{
    Error,
    seal::{SealedColumn, Sealer},
};

/// A row of an answer, with what opens its sealed columns.
pub(crate) struct Row {
    data: Data,
    sealer: Arc<Sealer>,
}

/// What the database gave.
pub(super) enum Data {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl From<SqliteRow> for Data {
    fn from(row: SqliteRow) -> Self {
        Self::Sqlite(row)
    }
}

impl From<PgRow> for Data {
    fn from(row: PgRow) -> Self {
        Self::Postgres(row)
    }
}

macro_rules! column {
    ($row:expr, $name:expr) => {
        match &$row.data {
            Data::Sqlite(row) => Ok(row.try_get($name)?),
            Data::Postgres(row) => Ok(row.try_get($name)?),
        }
    };
}

impl Row {
    pub(super) const fn new(data: Data, sealer: Arc<Sealer>) -> Self {
        Self { data, sealer }
    }

    pub(crate) fn int(&self, name: &str) -> Result<i64, Error> {
        column!(self, name)
    }

    pub(crate) fn opt_int(&self, name: &str) -> Result<Option<i64>, Error> {
        column!(self, name)
    }

    pub(crate) fn text(&self, name: &str) -> Result<String, Error> {
        column!(self, name)
    }

    pub(crate) fn opt_text(&self, name: &str) -> Result<Option<String>, Error> {
        column!(self, name)
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, Error> {
        column!(self, name)
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Error> {
        column!(self, name)
    }

    pub(crate) fn moment(&self, name: &str) -> Result<Moment, Error> {
        Ok(Moment::from_millis(self.int(name)?))
    }

    pub(crate) fn opt_moment(&self, name: &str) -> Result<Option<Moment>, Error> {
        Ok(self.opt_int(name)?.map(Moment::from_millis))
    }

    pub(crate) fn chat(&self, name: &str) -> Result<ChatId, Error> {
        Ok(ChatId(self.int(name)?))
    }

    pub(crate) fn opt_message(&self, name: &str) -> Result<Option<MessageId>, Error> {
        Ok(self.opt_int(name)?.map(MessageId))
    }

    /// A count, which is never negative.
    pub(crate) fn count(&self, name: &str) -> Result<u64, Error> {
        u64::try_from(self.int(name)?).map_err(|_| Error::Corrupt(name.to_owned()))
    }

    /// A word of a closed list.
    pub(crate) fn word<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        read(&self.text(name)?).ok_or_else(|| Error::Corrupt(name.to_owned()))
    }

    /// Something kept as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        serde_json::from_str(&self.text(name)?).map_err(|_| Error::Corrupt(name.to_owned()))
    }

    /// A sealed text. The columns that name the row must be among those selected.
    pub(crate) fn unseal(&self, column: &SealedColumn) -> Result<String, Error> {
        self.sealer.unseal(column, &column.key_of(self)?, &self.text(column.column)?)
    }

    /// A sealed text or null.
    pub(crate) fn unseal_opt(&self, column: &SealedColumn) -> Result<Option<String>, Error> {
        let Some(sealed) = self.opt_text(column.column)? else { return Ok(None) };
        self.sealer.unseal(column, &column.key_of(self)?, &sealed).map(Some)
    }

    /// Sealed bytes.
    pub(crate) fn unseal_bytes(&self, column: &SealedColumn) -> Result<Vec<u8>, Error> {
        self.sealer.unseal_bytes(column, &column.key_of(self)?, &self.bytes(column.column)?)
    }

    /// Something kept as sealed JSON.
    pub(crate) fn unseal_json<T: DeserializeOwned>(&self, column: &SealedColumn) -> Result<T, Error> {
        serde_json::from_str(&self.unseal(column)?).map_err(|_| Error::Corrupt(column.name()))
    }
}
