//! Lists page by page. A cursor is the key of the last thing seen: nothing is missed or shown twice because something was
//! added meanwhile.

use schemars::JsonSchema;
use serde::Serialize;

use super::Problem;

/// So many things are on a page where nothing else is asked for.
pub(crate) const PER_PAGE: u32 = 50;

/// So many at most.
pub(crate) const MOST_PER_PAGE: u32 = 200;

/// A page of a list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Paged<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The `cursor` of the next page; null on the last.
    pub next: Option<String>,
}

/// How many were asked for.
///
/// # Errors
/// [`Problem::Malformed`] where that is more than a page holds.
pub(crate) fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    match asked.unwrap_or(PER_PAGE) {
        limit @ 1..=MOST_PER_PAGE => Ok(limit),
        _ => Err(Problem::Malformed(format!("limit is a number from 1 to {MOST_PER_PAGE}."))),
    }
}

/// The number in a cursor.
///
/// # Errors
/// [`Problem::Malformed`] if it is none that was given out.
pub(crate) fn number(cursor: Option<&str>) -> Result<Option<i64>, Problem> {
    let read = |cursor: &str| cursor.parse().ok().filter(|number: &i64| *number >= 0);
    cursor.map(|cursor| read(cursor).ok_or_else(no_cursor)).transpose()
}

/// Two numbers in a cursor.
///
/// # Errors
/// [`Problem::Malformed`] if it is none that was given out.
pub(crate) fn numbers(cursor: Option<&str>) -> Result<Option<(i64, i64)>, Problem> {
    let read = |cursor: &str| {
        let (one, other) = cursor.split_once('.')?;
        Some((one.parse().ok()?, other.parse().ok()?))
    };
    cursor.map(|cursor| read(cursor).ok_or_else(no_cursor)).transpose()
}

fn no_cursor() -> Problem {
    Problem::Malformed("cursor is taken from the next of a page, as it is.".to_owned())
}

impl<T> Paged<T> {
    /// A page of what was found, where one more than wanted was looked for to know whether there is another page.
    pub(crate) fn of<R>(found: &[R], limit: u32, tell: impl Fn(&R) -> T, cursor: impl Fn(&R) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let items = found.iter().take(limit).map(tell).collect();
        let next = (found.len() > limit).then(|| found.iter().take(limit).next_back().map(cursor)).flatten();
        Self { items, next }
    }

    /// A page of what was found and told already, each with its cursor; one more than wanted, as with [`Self::of`].
    pub(crate) fn of_told(mut found: Vec<(T, String)>, limit: u32) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|(_, cursor)| cursor.clone());
        Self { items: found.into_iter().map(|(told, _)| told).collect(), next }
    }

    /// All there is, where that is never much.
    pub(crate) const fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}
