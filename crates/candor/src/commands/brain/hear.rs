//! `candor brain hear`: everything heard in texts.

use std::path::PathBuf;

use candor_core::{
    hearing::{Ear, Hearing, HearingContext, OptOut, screen},
    language::Language,
};
use candor_desk::clock::{Clock, SystemClock};
use clap::Args;
use jiff::{Timestamp, Zoned, tz::TimeZone};
use serde::Deserialize;
use serde_json::json;

use super::examples::json_lines;
use crate::{
    commands::script::{read, readable},
    exit::{Cause, Stop},
    output,
};

/// Shows everything heard in texts: one JSON line in, one out, in the same order.
#[derive(Debug, Args)]
pub struct Hear {
    /// A file of JSON lines, each a text ("…") or {"text": …}; - reads standard input.
    #[arg(default_value = "-")]
    texts: PathBuf,
    /// A script in the light of which to hear: then steps, fields and fit are told as well.
    #[arg(long)]
    script: Option<PathBuf>,
    /// The step the conversation is at.
    #[arg(long, requires = "script")]
    step: Option<String>,
    /// The field that was asked for last.
    #[arg(long, requires = "script")]
    asked: Option<String>,
    /// The language of the conversation so far: en or ru.
    #[arg(long, default_value = "en")]
    language: String,
    /// The moment by which "tomorrow" is told, such as 2026-11-26T12:00+03:00; the present one if none is given.
    #[arg(long)]
    now: Option<String>,
}

/// How a line is written.
const FORM: &str = "each line is a text (\"…\") or {\"text\": …}";

/// A line: a text, or a text with whatever else beside it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Named { text: String },
}

impl Hear {
    pub fn run(self) -> Result<(), Stop> {
        let ear = match &self.script {
            Some(path) => Ear::train(&readable(path, &read(path)?)?),
            None => Ear::default(),
        };
        let now = now(self.now.as_deref())?;
        let language = Language::from_tag(&self.language).ok_or_else(|| {
            Stop::new(Cause::Usage, format!("{} is no language Candor speaks: en or ru", self.language))
        })?;
        let context = HearingContext {
            today: now.date(),
            now: Some(now),
            language,
            asked: self.asked.clone(),
            step: self.step.clone(),
        };
        for (_, line) in json_lines::<Text>(&self.texts, FORM)? {
            let (Text::Plain(text) | Text::Named { text }) = line;
            output::say_json(&told(&text, &ear.hear(&text, &context), self.script.is_some()))?;
        }
        Ok(())
    }
}

fn told(text: &str, heard: &Hearing, has_script: bool) -> serde_json::Value {
    let values = heard.values.iter().map(|found| {
        json!({
            "kind": found.value.kind(), "normal": found.value.normal(), "start": found.start, "end": found.end,
            "words": text.get(found.start..found.end),
        })
    });
    let opts_out = match screen(text).opts_out {
        OptOut::No => "no",
        OptOut::InSentence => "in_sentence",
        OptOut::Certain => "certain",
    };
    let mut line = json!({
        "text": text, "language": heard.language, "tone": heard.tone, "main_idea": heard.main_idea,
        "keywords": heard.keywords, "things": heard.things, "opts_out": opts_out,
        "values": values.collect::<Vec<_>>(),
    });
    if let (true, Some(fields)) = (has_script, line.as_object_mut()) {
        fields.insert("fit".to_owned(), json!(heard.fit));
        fields.insert("told".to_owned(), json!(heard.told));
        let topics = heard.topics.iter().map(|(topic, likeness)| {
            let mut told = json!(topic);
            if let Some(fields) = told.as_object_mut() {
                fields.insert("likeness".to_owned(), json!(likeness));
            }
            told
        });
        fields.insert("topics".to_owned(), topics.collect());
    }
    line
}

fn now(given: Option<&str>) -> Result<Zoned, Stop> {
    let Some(given) = given else {
        let zone = TimeZone::system();
        return Ok(SystemClock.now().zoned_in(zone.iana_name().unwrap_or("UTC")));
    };
    let unread = || Stop::new(Cause::Usage, format!("{given} is no moment; write it like 2026-11-26T12:00+03:00"));
    if let Ok(zoned) = given.parse::<Zoned>() {
        return Ok(zoned);
    }
    let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(given).map_err(|_| unread())?;
    let offset = pieces.to_numeric_offset().unwrap_or(jiff::tz::Offset::UTC);
    let moment: Timestamp = given.parse().map_err(|_| unread())?;
    Ok(moment.to_zoned(TimeZone::fixed(offset)))
}
