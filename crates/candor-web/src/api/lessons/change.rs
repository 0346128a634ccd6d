//! `POST /lessons/{number}/teach` and `DELETE /lessons/{number}`.

use candor_desk::actions::{
    list_lessons::script_of_lesson,
    teach_lesson::{Teaching, drop_lesson, name_of, teach_lesson},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::{Answer, Asked, Nothing, Problem, must_not_exceed};

/// An answer is so long at most, in characters and each language.
const LONGEST_ANSWER: usize = 4096;

/// The number of a lesson.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct LessonNumbered {
    /// The number of the lesson.
    #[schemars(range(min = 1))]
    number: i64,
}

/// Where a lesson belongs: to a part there is, or to a new question. Exactly one of the two is given.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Teach {
    /// The id of a step, question or fact of the script: its wordings become more phrasings of that.
    #[serde(default)]
    part: Option<String>,
    /// The answer to a question the script lacks.
    #[serde(default)]
    answer: Option<LessonAnswer>,
}

/// An answer as it would stand in the script, in every language of the script: figures come from facts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LessonAnswer {
    /// In English.
    #[serde(default)]
    #[schemars(length(max = 4096))]
    en: Option<String>,
    /// In Russian.
    #[serde(default)]
    #[schemars(length(max = 4096))]
    ru: Option<String>,
}

/// A lesson that was taught.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LessonTaught {
    /// The script.
    script: String,
    /// The version in use, with the lesson in it; the one before can be restored.
    version: i64,
    /// The part of the script in which its wordings stand now.
    part: String,
}

impl Teach {
    fn read(&self) -> Result<Teaching, Problem> {
        match (&self.part, &self.answer) {
            (Some(part), None) => Ok(Teaching::Named(part.clone())),
            (None, Some(answer)) => answer.read(),
            _ => Err(Problem::Unfit("give either a part or an answer".to_owned())),
        }
    }
}

impl LessonAnswer {
    /// As a person would write it: what is in which language stands before it.
    fn read(&self) -> Result<Teaching, Problem> {
        let mut lines = Vec::new();
        for (language, words) in [("en", &self.en), ("ru", &self.ru)] {
            must_not_exceed(words.as_deref().unwrap_or_default(), LONGEST_ANSWER)?;
            let Some(words) = words.as_deref().map(str::trim).filter(|words| !words.is_empty()) else { continue };
            lines.push(format!("{language}: {words}"));
        }
        Ok(Teaching::Question(lines.join("\n")))
    }
}

/// Teaches a lesson, as the next version of its script.
pub(crate) async fn teach(asked: Asked<LessonNumbered, Nothing, Teach>) -> Result<Answer<LessonTaught>, Problem> {
    let (number, teaching) = (asked.path.number, asked.body.read()?);
    let done = asked.act(|bench| {
        let teaching = teaching.clone();
        Box::pin(async move {
            let script = script_of_lesson(bench, number).await?;
            let taught = teach_lesson(bench, &script, number, &teaching).await?;
            // Names of scripts and their parts have no blanks.
            Ok(format!("{} {} {}", taught.published.version, taught.script, name_of(&taught.topic)))
        })
    });
    let done = done.await?;
    let mut made = done.made().splitn(3, ' ');
    let version = made.next().and_then(|version| version.parse().ok()).unwrap_or_default();
    let mut next = || made.next().unwrap_or_default().to_owned();
    Ok(Answer::of(LessonTaught { version, script: next(), part: next() }))
}

/// Lets a lesson go: its messages are forgotten.
pub(crate) async fn let_go(asked: Asked<LessonNumbered>) -> Result<Answer<()>, Problem> {
    let number = asked.path.number;
    asked
        .act(|bench| {
            Box::pin(async move {
                let script = script_of_lesson(bench, number).await?;
                drop_lesson(bench, &script, number).await?;
                Ok(number.to_string())
            })
        })
        .await?;
    Ok(Answer::of(()))
}
