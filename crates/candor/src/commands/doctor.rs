//! `candor doctor`: looks at everything the desk needs, whether or not anything of it works.

use std::path::PathBuf;

use candor_core::language::Language;
use clap::Args;
use serde_json::json;

use super::Tongue;
use crate::{
    doctor::{Finding, Level, Patient, examine},
    exit::{Cause, Stop},
    output,
};

/// Looks at everything.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// The language of the findings.
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    language: Tongue,
    /// The settings file; candor.toml if it exists.
    #[arg(long)]
    config: Option<PathBuf>,
}

impl Doctor {
    pub async fn run(self) -> Result<(), Stop> {
        let language = self.language.into();
        let patient = Patient::look(self.config.as_deref()).await?;
        let findings = examine(&patient);
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        let (errors, warnings) = (count(Level::Error), count(Level::Warning));
        if self.json {
            let lines: Vec<_> = findings.iter().map(|finding| object(finding, language)).collect();
            output::say_json(&json!({
                "ok": errors == 0, "errors": errors, "warnings": warnings, "findings": lines,
            }))?;
        } else {
            for finding in &findings {
                print(finding, language);
            }
        }
        if errors == 0 {
            return Ok(());
        }
        let sentence = format!("the doctor found errors: {errors}; each line above says what to do");
        Err(Stop::new(Cause::Doctor, sentence))
    }
}

fn object(finding: &Finding, language: Language) -> serde_json::Value {
    json!({
        "code": finding.code,
        "level": finding.level.word(),
        "found": finding.found.in_language(language),
        "advice": finding.advice.as_ref().map(|advice| advice.in_language(language)),
    })
}

fn print(finding: &Finding, language: Language) {
    output::say(&format!("{:<8} {:<18} {}", finding.level.word(), finding.code, finding.found.in_language(language)));
    if let Some(advice) = &finding.advice {
        output::say(&format!("{:<27} → {}", "", advice.in_language(language)));
    }
}
