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
use crate::Desk;

/// A person waits for it, and in a chat their turn is leased for thirty seconds: then code sums up.
const LONGEST: Duration = Duration::from_secs(20);

/// What came of it.
pub(crate) struct Summed {
    /// The points that stand and the model that wrote them; none if no model did.
    pub written: Option<(Vec<Point>, String)>,
    /// Every call that was made.
    pub calls: Vec<CallMade>,
    /// The limit that kept a model from being asked.
    pub refused: Option<Refused>,
}

/// Asks for a summary of these lines, oldest first.
pub(crate) async fn sum_up(
    desk: &Desk,
    connection: &Connection,
    conversation: &ConversationId,
    script: &Script,
    lines: &[Line],
    language: Language,
) -> Summed {
    let nothing = Summed { written: None, calls: Vec::new(), refused: None };
    if desk.models.chain(Job::Summarise).is_empty() {
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
    let left = Duration::from_millis(u64::try_from(desk.models.pace.think_millis).unwrap_or_default()).min(LONGEST);
    let Asked { answer, calls, refused } = asking.ask(&request, left, read, None).await;
    Summed { written: answer, calls, refused }
}
