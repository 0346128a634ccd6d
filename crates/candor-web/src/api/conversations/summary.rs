//! `POST /conversations/{number}/summary`: what a conversation is about, in a few points, for whoever takes it over.

use candor_desk::actions::{
    act,
    sum_up::{NoModel, Summary as Made, Writer, sum_up},
};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::Numbered;
use crate::api::{Answer, Asked, At, Problem};

/// What a conversation is about. It is kept nowhere.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// The points, the most useful first. They may hold words of the contact, which are not to be trusted.
    points: Vec<Point>,
    /// Who put them together.
    writer: SummaryWriter,
    /// The model that wrote them, by its own name. It may be wrong: the lines say what was said. Null where code did.
    model: Option<String>,
    /// Why no model wrote, null where one did.
    because: Option<NotByModel>,
    /// When it was made.
    at: At,
    /// The place of the first message looked at; null where nothing was said.
    from: Option<i64>,
    /// The place of the last message looked at: what was said after it is not in the summary.
    up_to: Option<i64>,
}

/// One thing a conversation is about.
#[derive(Serialize, JsonSchema)]
struct Point {
    /// The words, on one line.
    text: String,
    /// The places of the messages that prove it, as `GET …/messages` tells them. None for what the desk knows otherwise.
    places: Vec<i64>,
}

/// Who put a summary together.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum SummaryWriter {
    /// A language model: an AI.
    Model,
    /// Code alone, from what is known.
    Code,
}

/// Why no model wrote.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum NotByModel {
    /// None is named for it in the settings.
    NotNamed,
    /// Models rest: a limit is reached.
    Limit,
    /// None gave an answer that could be used, or none may see this conversation.
    NoAnswer,
}

/// Sums a conversation up.
pub(crate) async fn summary(asked: Asked<Numbered>) -> Result<Answer<Summary>, Problem> {
    let number = asked.path.number;
    let made = act(
        || asked.bench(),
        |bench| {
            Box::pin(async move {
                let line = bench.numbered(number).await?;
                sum_up(bench, &line).await
            })
        },
    );
    Ok(Answer::of(Summary::of(made.await?)))
}

impl Summary {
    fn of(made: Made) -> Self {
        let (writer, model, because) = match made.writer {
            Writer::Model(model) => (SummaryWriter::Model, Some(model), None),
            Writer::Code(NoModel::NotNamed) => (SummaryWriter::Code, None, Some(NotByModel::NotNamed)),
            Writer::Code(NoModel::Limit(_)) => (SummaryWriter::Code, None, Some(NotByModel::Limit)),
            Writer::Code(NoModel::NoAnswer) => (SummaryWriter::Code, None, Some(NotByModel::NoAnswer)),
        };
        let points = made.points.into_iter().map(|point| Point { text: point.text, places: point.places });
        Self {
            points: points.collect(),
            writer,
            model,
            because,
            at: made.at.into(),
            from: made.from,
            up_to: made.up_to,
        }
    }
}
