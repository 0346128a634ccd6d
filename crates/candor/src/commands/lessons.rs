//! `candor lessons`: what contacts wrote that the desk did not understand, beside a running desk: listed, taught to the
//! script, let go.

use candor_core::hearing::lessons::Lesson;
use candor_desk::{
    Desk,
    actions::{
        list_lessons::list_lessons,
        teach_lesson::{Taught, Teaching, drop_lesson, name_of, teach_lesson},
    },
};
use clap::Subcommand;
use serde_json::json;

use super::{
    acting::{as_console, business, desk, plain},
    counted,
    script::At,
};
use crate::{
    exit::{Cause, Stop},
    output,
};

/// What to do with what was not understood.
#[derive(Debug, Subcommand)]
pub enum LessonsCommand {
    /// List the messages that were not understood, grouped by likeness, with the parts of the script they may belong to.
    List {
        /// Print one JSON line a lesson.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        of: Of,
    },
    #[command(group(clap::ArgGroup::new("where").required(true).args(["to", "answer"])))]
    /// Teach a lesson: its wordings become phrasings of a step or question, as a new version of the script.
    Teach {
        /// The number of the lesson.
        number: i64,
        /// The name of the step or question it belongs to.
        #[arg(long)]
        to: Option<String>,
        /// The answer of a question of its own; figures stand in it as facts, such as {price}. For a script in several
        /// languages once for each, such as --answer "en: Yes." --answer "ru: Да."
        #[arg(long)]
        answer: Vec<String>,
        #[command(flatten)]
        of: Of,
    },
    /// Let a lesson go: its messages are forgotten.
    Drop {
        /// The number of the lesson.
        number: i64,
        #[command(flatten)]
        of: Of,
    },
}

/// Of which script.
#[derive(Debug, clap::Args)]
pub struct Of {
    /// The script's name, where there are several.
    #[arg(long)]
    script: Option<String>,
    #[command(flatten)]
    at: At,
}

impl LessonsCommand {
    pub async fn run(self) -> Result<(), Stop> {
        match self {
            Self::List { json, of } => list(&of, json).await,
            Self::Teach { number, to, answer, of } => teach(&of, number, to, answer.join("\n")).await,
            Self::Drop { number, of } => {
                let (desk, script) = of.open().await?;
                let dropped = as_console(&desk, |bench| Box::pin(drop_lesson(bench, &script, number))).await?;
                output::say(&format!(
                    "lesson {} is let go ({}); if people write the like again, it comes back",
                    dropped.number,
                    counted(dropped.members.len(), "message")
                ));
                Ok(())
            }
        }
    }
}

impl Of {
    /// The desk and the name of the script.
    async fn open(&self) -> Result<(Desk, String), Stop> {
        let desk = desk(&self.at).await?;
        let mut names: Vec<String> =
            desk.store.list_scripts(&business()).await?.into_iter().map(|line| line.name).collect();
        names.dedup();
        let listed = names.join(", ");
        let chosen = match &self.script {
            Some(name) => names.into_iter().find(|known| known == name),
            None if names.len() > 1 => {
                let sentence = format!("there are several scripts; say which with --script: {listed}");
                return Err(Stop::new(Cause::Usage, sentence));
            }
            None => names.pop(),
        };
        let none = match &self.script {
            Some(name) => format!("there is no script {name}; there are: {listed}"),
            None => "no script has been published yet: `candor script publish FILE`".to_owned(),
        };
        Ok((desk, chosen.ok_or_else(|| Stop::new(Cause::Usage, none))?))
    }
}

async fn list(of: &Of, json: bool) -> Result<(), Stop> {
    let (desk, script) = of.open().await?;
    let found = as_console(&desk, |bench| Box::pin(async { list_lessons(bench, &script).await })).await?;
    if json {
        return found.lessons.iter().try_for_each(|lesson| output::say_json(&as_json(lesson)));
    }
    if found.lessons.is_empty() {
        output::say("nothing to teach: whatever people wrote was understood, or has been seen to");
        return Ok(());
    }
    for lesson in &found.lessons {
        let near: Vec<String> =
            lesson.near.iter().map(|(topic, likeness)| format!("{} {likeness:.2}", name_of(topic))).collect();
        let by = counted(lesson.members.len(), "message");
        output::say(&format!(
            "lesson {}: {by}, {} in all wrote so; near: {}",
            lesson.number,
            lesson.contacts,
            or_nothing(&near)
        ));
        for words in &lesson.wordings {
            output::say(&format!("    {}", plain(words)));
        }
    }
    output::say(
        "teach one: candor lessons teach NUMBER --to STEP, or --answer WORDS; let it go: candor lessons drop NUMBER",
    );
    Ok(())
}

fn or_nothing(near: &[String]) -> String {
    if near.is_empty() { "nothing".to_owned() } else { near.join(", ") }
}

fn as_json(lesson: &Lesson) -> serde_json::Value {
    let near = lesson.near.iter().map(|(topic, likeness)| json!({"topic": name_of(topic), "likeness": likeness}));
    json!({
        "lesson": lesson.number, "language": lesson.language.code(), "messages": lesson.members.len(),
        "contacts": lesson.contacts, "last_at": lesson.last_at.to_string(), "wordings": lesson.wordings,
        "near": near.collect::<Vec<_>>(),
    })
}

async fn teach(of: &Of, number: i64, to: Option<String>, answer: String) -> Result<(), Stop> {
    let (desk, script) = of.open().await?;
    let teaching = to.map_or(Teaching::Question(answer), Teaching::Named);
    let taught = as_console(&desk, |bench| Box::pin(teach_lesson(bench, &script, number, &teaching)));
    let Taught { lesson, topic, before, published, warnings, .. } = taught.await?;
    output::say(&format!(
        "{script}: version {} is in use, with {} more of \"{}\"",
        published.version,
        counted(lesson.wordings.len(), "phrasing"),
        name_of(&topic)
    ));
    for words in &lesson.wordings {
        output::say(&format!("    {}", plain(words)));
    }
    for problem in &warnings {
        output::note(&problem.describe(candor_core::language::Language::En));
    }
    output::say(&format!("to take it back: candor script restore {script} {before}"));
    Ok(())
}
