//! Tells somebody of the staff in a few points what a conversation is about: by a model where one is named for it, else by code
//! alone. The summary is for whoever asked and kept nowhere; that it was made, and by whom, is in the audit log.

use candor_core::{
    hearing::HearingContext,
    ids::ConversationId,
    model::{Job, Overdrawn},
    moment::Moment,
    reasons::CallMade,
    roles::Deed,
    summary::{Point, hear_rest, left_out, local, messages},
};
use candor_store::{ConversationLine, Error, TimelineLine};
use serde_json::json;

use super::{ActError, Bench};
use crate::models::summing::{self, Of};

/// So many lines from the end are looked at: turns and events lie between what was said.
const LOOKED_AT: u32 = 400;

/// What a conversation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The points, the most useful first.
    pub points: Vec<Point>,
    /// Who wrote them.
    pub writer: Writer,
    /// When.
    pub at: Moment,
    /// The place of the first message looked at; none where nothing was said.
    pub from: Option<i64>,
    /// The place of the last message looked at: what was said after it is not in the summary.
    pub up_to: Option<i64>,
    /// When that was said.
    pub up_to_at: Option<Moment>,
    /// The calls to models that were made for it.
    pub calls: Vec<CallMade>,
}

/// Who wrote a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writer {
    /// A model, by its own name: it may be wrong.
    Model(String),
    /// Code alone.
    Code(NoModel),
}

/// Why no model wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoModel {
    /// None is named for it.
    NotNamed,
    /// Models rest: this limit is reached.
    Limit(Overdrawn),
    /// None gave an answer of which a point stands, or none may see this conversation.
    NoAnswer,
}

impl NoModel {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotNamed => "not_named",
            Self::Limit(_) => "limit",
            Self::NoAnswer => "no_answer",
        }
    }
}

/// Sums a conversation up, in the language of whoever asks. Models are asked at once; whoever opened the bench commits the record.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn sum_up(bench: &mut Bench<'_>, line: &ConversationLine) -> Result<Summary, ActError> {
    bench.must_be_allowed(Deed::SumUp)?;
    let known = &line.conversation.conversation;
    let connection = bench.desk.store.connection(&known.connection).await?.ok_or(Error::Missing("connection"))?;
    let shelved = bench.desk.shelf.take(&bench.business, &known.script).await?;
    let timeline = newest(bench, &known.id).await?;
    let said_at = |place: i64| timeline.iter().find(|line| line.seq == place).map(|line| line.entry.at);
    let mut lines = messages(timeline.iter().map(|line| (line.seq, line.entry.clone())));
    let zoned = bench.now.zoned_in(&shelved.script.time_zone);
    let context = HearingContext {
        today: zoned.date(),
        now: Some(zoned),
        language: known.language,
        asked: None,
        step: known.step.clone(),
    };
    hear_rest(&mut lines, &shelved.ear, &context);
    let language = bench.language;
    let began = bench.desk.clock.now();
    let of = Of { connection: &connection, conversation: &known.id, script: &shelved.script, lines: &lines };
    let summed = summing::sum_up(bench.desk, &of, language, bench.asked_millis).await;
    let passed = bench.desk.clock.now().millis_since(began).max(0);
    bench.asked_millis = bench.asked_millis.saturating_add(passed);
    let (points, writer) = match summed.written {
        Some((mut points, model)) => {
            points.extend(left_out(&lines, language));
            (points, Writer::Model(model))
        }
        None => {
            let why = match summed.refused {
                Some(refused) => NoModel::Limit(refused.limit),
                None if bench.desk.models.chain(Job::Summarise).is_empty() => NoModel::NotNamed,
                None => NoModel::NoAnswer,
            };
            (local(&shelved.script, known, &lines, language), Writer::Code(why))
        }
    };
    let up_to = lines.last().map(|line| line.place);
    let by = match &writer {
        Writer::Model(model) => json!({"model": model}),
        Writer::Code(why) => json!({"model": null, "because": why.word()}),
    };
    bench.record(Deed::SumUp, known.id.as_str(), json!(null), json!({"by": by, "up_to": up_to}));
    Ok(Summary {
        points,
        writer,
        at: bench.desk.clock.now(),
        from: lines.first().map(|line| line.place),
        up_to,
        up_to_at: up_to.and_then(said_at),
        calls: summed.calls,
    })
}

/// The newest lines of a timeline, oldest first.
async fn newest(bench: &Bench<'_>, id: &ConversationId) -> Result<Vec<TimelineLine>, Error> {
    let mut lines = bench.desk.store.timeline_before(id, None, LOOKED_AT).await?;
    lines.reverse();
    Ok(lines)
}
