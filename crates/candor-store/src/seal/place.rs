//! The place of a sealed value: table, column, and the row by its key. Sealed with it, so that a value moved elsewhere
//! does not open.

use crate::{
    Error,
    sql::{Param, Row},
};

/// A column whose values are sealed.
#[derive(Debug)]
pub(crate) struct SealedColumn {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    /// The columns that name the row, in the order in which they are given when a value is sealed. They never change.
    pub(crate) key: &'static [KeyPart],
    pub(crate) form: Form,
}

/// A column that helps to name a row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KeyPart {
    Text(&'static str),
    Number(&'static str),
}

impl KeyPart {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Number(name) => name,
        }
    }
}

/// How a column is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text, as a whole.
    Text,
    /// Bytes, as a whole.
    Bytes,
    /// A text in which only telephone numbers, e-mail addresses and the like are.
    Personal,
}

impl SealedColumn {
    /// `table.column`, for errors and reports.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }

    /// The place in a row, every part with its length in front, so that no two places read alike.
    pub(super) fn place(&self, key: &[Param<'_>]) -> Vec<u8> {
        let mut place = Vec::with_capacity(96);
        add(&mut place, b"candor");
        add(&mut place, self.table.as_bytes());
        add(&mut place, self.column.as_bytes());
        for part in key {
            match part {
                Param::Int(number) => add(&mut place, &number.to_be_bytes()),
                Param::Text(text) => add(&mut place, text.as_bytes()),
                // Keys are neither null nor flags nor bytes; each still reads unlike every other.
                other => add(&mut place, format!("{other:?}").as_bytes()),
            }
        }
        place
    }

    /// The key of a row that was read.
    pub(crate) fn key_of(&self, row: &Row) -> Result<Vec<Param<'static>>, Error> {
        let part = |part: &KeyPart| {
            Ok(match part {
                KeyPart::Text(name) => Param::Text(row.text(name)?.into()),
                KeyPart::Number(name) => Param::Int(row.int(name)?),
            })
        };
        self.key.iter().map(part).collect()
    }
}

fn add(place: &mut Vec<u8>, part: &[u8]) {
    place.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
    place.extend(part);
}
