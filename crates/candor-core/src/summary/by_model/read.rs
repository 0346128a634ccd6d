//! Reads what a model answered. Only its outline is trusted so far; whether it is true is for [`super::proved()`].

use serde::Deserialize;
use serde_json::Value;

/// So many points are looked at; what is asked for are five.
const MOST_LOOKED_AT: usize = 12;

/// A point as a model wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The words.
    pub text: String,
    /// The numbers of the lines that are to prove it.
    pub lines: Vec<usize>,
}

/// What was answered is not the form. Try another model, then go on without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not the form that was asked for; try another model")]
pub struct SummaryError;

#[derive(Deserialize)]
struct Form {
    points: Vec<Value>,
}

#[derive(Deserialize)]
struct Written {
    text: String,
    #[serde(default)]
    lines: Vec<Value>,
}

/// Reads the form. A point of another shape is none.
///
/// # Errors
/// [`SummaryError`] if there is no list of points.
pub fn read(answer: &Value) -> Result<Vec<Statement>, SummaryError> {
    let form = Form::deserialize(answer).map_err(|_| SummaryError)?;
    let written = form.points.iter().take(MOST_LOOKED_AT).filter_map(|point| Written::deserialize(point).ok());
    Ok(written
        .map(|point| Statement { text: point.text, lines: point.lines.iter().filter_map(number).collect() })
        .collect())
}

/// `3`, or `"3"` of a model that keeps to no schema.
fn number(value: &Value) -> Option<usize> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
