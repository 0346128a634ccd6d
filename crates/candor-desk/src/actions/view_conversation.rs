//! Reads a conversation, page by page from the newest, with the reason for each line the desk said.

use candor_core::roles::Deed;
use candor_store::{ConversationLine, TimelineLine};

use super::{ActError, Bench};

/// A page of a conversation.
#[derive(Debug)]
pub struct Viewed {
    /// Its lines, oldest first.
    pub lines: Vec<TimelineLine>,
    /// Whether there are older ones.
    pub has_older: bool,
}

/// Reads a page; page 0 ends with the newest line.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn view_conversation(
    bench: &Bench<'_>,
    line: &ConversationLine,
    per_page: u32,
    page: u32,
) -> Result<Viewed, ActError> {
    bench.must_be_allowed(Deed::View)?;
    let id = &line.conversation.conversation.id;
    let newest = bench.desk.store.timeline_before(id, None, 1).await?.first().map_or(0, |line| line.seq);
    // Places count from 1 without a gap, so that a page is found without reading those after it.
    let skipped = i64::from(page).saturating_mul(i64::from(per_page));
    let before = newest.saturating_sub(skipped).saturating_add(1);
    let mut lines = bench.desk.store.timeline_before(id, Some(before), per_page).await?;
    lines.reverse();
    let has_older = lines.first().is_some_and(|line| line.seq > 1);
    Ok(Viewed { lines, has_older })
}
