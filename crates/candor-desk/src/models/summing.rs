//! Has a model sum up a conversation for a person: one question to the chain of that job, as any other within its budget and for
//! whoever may see the conversation. What no line proves is dropped before anybody reads it.

use std::time::Duration;

use candor_connect::model::json;
use candor_core::{
    consent::Authorization,
    ids::ConversationId,
    language::Language,
    model::{Job, ModelReply},
    reasons::CallMade,
    script::Script,
    summary::{Line, Point, by_model},
};
use candor_store::{Connection, Refused};

use super::ask::{Asked, Asking};
use crate::{Desk, places::without_place};

/// A person waits for it, and in a chat their turn is leased for thirty seconds: all summaries of a turn together take no longer, then
/// code sums up.
const LONGEST_MILLIS: i64 = 20_000;

/// What is summed up.
pub(crate) struct Of<'a> {
    /// Where it was said.
    pub connection: &'a Connection,
    /// The conversation.
    pub conversation: &'a ConversationId,
    /// Its script.
    pub script: &'a Script,
    /// Its lines, oldest first.
    pub lines: &'a [Line],
}

/// What came of it.
pub(crate) struct Summed {
    /// The points that stand and the model that wrote them; none if no model did.
    pub written: Option<(Vec<Point>, String)>,
    /// Every call that was made.
    pub calls: Vec<CallMade>,
    /// The limit that kept a model from being asked.
    pub refused: Option<Refused>,
}

/// Asks for a summary, where so many milliseconds of the turn were waited for others already.
pub(crate) async fn sum_up(desk: &Desk, of: &Of<'_>, language: Language, waited_millis: i64) -> Summed {
    let Of { connection, conversation, script, lines } = *of;
    let nothing = Summed { written: None, calls: Vec::new(), refused: None };
    let longest = desk.models.pace.think_millis.min(LONGEST_MILLIS).saturating_sub(waited_millis);
    let left = Duration::from_millis(u64::try_from(longest).unwrap_or_default());
    if desk.models.chain(Job::Summarise).is_empty() || left.is_zero() {
        return nothing;
    }
    let Some((request, shown)) = by_model::ask(script, lines, language) else { return nothing };
    let asking = Asking {
        desk,
        models: &desk.models,
        business: &connection.business,
        conversation,
        time_zone: &script.time_zone,
        authorization: Authorization::of(&connection.kind, None),
    };
    let read = |reply: &ModelReply| {
        let claims = by_model::read(&json::object(&reply.text).ok()?).ok()?;
        // An answer of which nothing stands is none: the next model may do better.
        Some(by_model::proved(&claims, &shown)).filter(|points| !points.is_empty())
    };
    let Asked { answer, calls, refused } = without_place(Box::pin(asking.ask(&request, left, read, None))).await;
    Summed { written: answer, calls, refused }
}
