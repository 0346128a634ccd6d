//! `GET /lessons`.

use candor_core::{
    hearing::{Topic, lessons::Lesson as Found},
    language::Language,
};
use candor_desk::actions::{list_lessons::list_lessons, teach_lesson::name_of};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::{Answer, Asked, At, Nothing, Problem, paged::Paged};

/// Whose lessons are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedLessons {
    /// Only those of this script.
    script: Option<String>,
}

/// Messages that say about the same thing, which the script does not cover.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Lesson {
    /// The number of its oldest message. A lesson that has grown together with another is found by the numbers of both.
    number: i64,
    /// The script it would be taught to.
    script: String,
    /// `en` or `ru`: the language of all of its messages.
    #[schemars(with = "String")]
    language: Language,
    /// Up to five wordings of contacts, without what names somebody.
    wordings: Vec<String>,
    /// How many messages.
    messages: usize,
    /// From how many people.
    contacts: usize,
    /// When the latest was written.
    last_at: At,
    /// The parts of the script it may belong to, best first.
    near: Vec<LessonNear>,
}

/// A part of a script a lesson may belong to.
#[derive(Serialize, JsonSchema)]
struct LessonNear {
    /// `step`, `question` or `fact`.
    kind: &'static str,
    /// Its id.
    id: String,
    /// How alike, from 0 to 1.
    likeness: f64,
}

impl Lesson {
    fn of(found: &Found, script: &str) -> Self {
        let near = found.near.iter().map(|(topic, likeness)| LessonNear {
            kind: match topic {
                Topic::Step(_) => "step",
                Topic::Question(_) => "question",
                Topic::Fact(_) => "fact",
            },
            id: name_of(topic).to_owned(),
            likeness: *likeness,
        });
        Self {
            number: found.number,
            script: script.to_owned(),
            language: found.language,
            wordings: found.wordings.clone(),
            messages: found.messages,
            contacts: found.contacts,
            last_at: found.last_at.into(),
            near: near.collect(),
        }
    }
}

/// Lists lessons, by script and within one the biggest first.
pub(crate) async fn list(asked: Asked<Nothing, WantedLessons>) -> Result<Answer<Paged<Lesson>>, Problem> {
    let (bench, wanted) = (asked.bench(), asked.query.script.as_ref());
    let mut told = Vec::new();
    for line in asked.api.desk().store.list_scripts(asked.api.business()).await? {
        if line.is_head && wanted.is_none_or(|wanted| *wanted == line.name) {
            let found = list_lessons(&bench, &line.name).await?;
            told.extend(found.lessons.iter().map(|lesson| Lesson::of(lesson, &line.name)));
        }
    }
    Ok(Answer::of(Paged::whole(told)))
}
