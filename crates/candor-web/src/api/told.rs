//! Times as the API tells them.

use std::borrow::Cow;

use candor_core::{moment::Moment, told_time::rfc3339};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

/// A moment in UTC as RFC 3339 writes it, to the millisecond: `2026-11-26T12:42:00.000Z`.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct At(String);

impl From<Moment> for At {
    fn from(moment: Moment) -> Self {
        Self(rfc3339(moment))
    }
}

impl JsonSchema for At {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time", "examples": ["2026-11-26T12:42:00.000Z"] })
    }
}
