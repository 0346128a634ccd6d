//! How the sentences of strangers fare: how much is heard where it is said, and where it is not, for several thresholds.

use std::{collections::BTreeMap, path::Path};

use candor_core::{
    hearing::{Ear, HeardKind, HearingContext, teaching::said_of},
    language::Language,
};
use serde::Deserialize;

use crate::{TASKS, Task};

#[derive(Deserialize)]
struct Line {
    text: String,
    label: serde_json::Value,
    lang: String,
}

pub fn print(sentences: &Path) {
    let mut files: Vec<_> = std::fs::read_dir(sentences).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let Some(task) = TASKS.iter().find(|task| name.starts_with(task.file)) else { continue };
        let text = std::fs::read_to_string(file).unwrap();
        let all: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for language in ["ru", "en"] {
            let lines: Vec<&Line> = all.iter().filter(|line| line.lang == language).collect();
            if !lines.is_empty() {
                print_of(task, &format!("{name}, {language}"), &lines);
            }
        }
    }
}

fn print_of(task: &Task, name: &str, lines: &[&Line]) {
    println!("{name}, by a desk: {}", by_the_desk(task, lines));
    for has_vector in [true, false] {
        let with = if has_vector { "with vectors" } else { "by words alone" };
        println!(
            "{name}, {with}: {}",
            if task.heads.len() == 1 {
                promise(task.heads[0], lines, has_vector)
            } else {
                answers(task.heads, lines, has_vector)
            }
        );
    }
}

fn language_of(line: &Line) -> Language {
    if line.lang == "en" { Language::En } else { Language::Ru }
}

/// What a desk without a script hears.
pub fn heard(text: &str, language: Language) -> Vec<HeardKind> {
    let today = "2026-11-26".parse().unwrap();
    let context = HearingContext { today, now: None, language, asked: None, step: None };
    Ear::default().hear(text, &context).things.into_iter().map(|heard| heard.kind).collect()
}

fn by_the_desk(task: &Task, lines: &[&Line]) -> String {
    let kind = match task.kind {
        Some(kind) => kind,
        None => {
            let told = |line: &&Line| match heard(&line.text, language_of(line)) {
                kinds if kinds.contains(&HeardKind::Agrees) => "y",
                kinds if kinds.contains(&HeardKind::Refuses) => "n",
                _ => "o",
            };
            let right = lines.iter().filter(|line| line.label == told(line)).count();
            return format!("{right} of {} right", lines.len());
        }
    };
    let of = |label: i64| lines.iter().filter(move |line| line.label == label);
    let count = |label: i64| of(label).filter(|line| heard(&line.text, language_of(line)).contains(&kind)).count();
    format!("{} of {} heard, {} of {} not said", count(1), of(1).count(), count(0), of(0).count())
}

fn promise(head: &str, lines: &[&Line], has_vector: bool) -> String {
    let score = |line: &&Line| said_of(&line.text, has_vector).iter().find(|(name, _)| *name == head).unwrap().1;
    let of = |label: i64| lines.iter().filter(|line| line.label == label).map(score).collect::<Vec<f64>>();
    let (said, not_said) = (of(1), of(0));
    let above = |scores: &[f64], at: f64| scores.iter().filter(|score| **score > at).count();
    let pairs = said.iter().flat_map(|said| not_said.iter().map(move |other| f64::from(u8::from(said > other))));
    let area = pairs.sum::<f64>() / (said.len() * not_said.len()) as f64;
    let steps = (-16..=8).map(|step| f64::from(step) / 4.0);
    let table = steps.map(|at| format!("  {at:5.2} {:4} {:4}", above(&said, at), above(&not_said, at)));
    format!("of {} and {}, AUROC {area:.4}\n{}", said.len(), not_said.len(), table.collect::<Vec<_>>().join("\n"))
}

fn answers(heads: &[&str], lines: &[&Line], has_vector: bool) -> String {
    let mut told: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in lines {
        let scores = said_of(&line.text, has_vector);
        let best = heads.iter().max_by(|one, other| {
            let of = |head: &str| scores.iter().find(|(name, _)| *name == head).unwrap().1;
            of(one).total_cmp(&of(other))
        });
        let best = best.unwrap().rsplit('_').next().unwrap().to_owned();
        *told.entry((line.label.as_str().unwrap().to_owned(), best)).or_default() += 1;
    }
    let right: usize = told.iter().filter(|((label, best), _)| label == best).map(|(_, count)| count).sum();
    format!("{right} of {} right, {told:?}", lines.len())
}
