//! Walks through every row of a sealed column, page by page, in the order of its key.

use serde_json::Value;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::SealedColumn;
use crate::{
    Error,
    sql::{Param, Row, Tx, places},
};

/// At most `limit` rows after the one with this key, or the first ones; each with its key and the sealed column.
pub(super) async fn page(
    tx: &mut Tx<'_>,
    column: &SealedColumn,
    after: Option<&[Param<'static>]>,
    limit: i64,
) -> Result<Vec<Row>, Error> {
    let key = column.key.iter().map(|part| part.name()).collect::<Vec<_>>().join(", ");
    let mut params = after.map(<[_]>::to_vec).unwrap_or_default();
    let beyond = if params.is_empty() { String::new() } else { format!("WHERE ({key}) > {}", places(1, params.len())) };
    params.push(Param::Int(limit));
    let (table, value, last) = (column.table, column.column, params.len());
    let sql = format!("SELECT {key}, {value} FROM {table} {beyond} ORDER BY {key} LIMIT ${last}");
    tx.rows_built(AssertSqlSafe(sql).into_sql_str(), &params).await
}

/// A key as JSON, to be remembered.
pub(super) fn to_json(key: &[Param<'_>]) -> Value {
    key.iter()
        .map(|part| match part {
            Param::Int(number) => Value::from(*number),
            Param::Text(text) => Value::from(text.as_ref()),
            _ => Value::Null,
        })
        .collect()
}

/// Reads [`to_json`]; nothing if it is no key.
pub(super) fn from_json(key: &Value) -> Option<Vec<Param<'static>>> {
    let part = |part: &Value| match part {
        Value::Number(number) => number.as_i64().map(Param::Int),
        Value::String(text) => Some(Param::Text(text.clone().into())),
        _ => None,
    };
    key.as_array()?.iter().map(part).collect()
}
