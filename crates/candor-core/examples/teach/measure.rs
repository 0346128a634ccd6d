//! How the sentences of strangers fare: how much is heard where it is said, and where it is not, for several thresholds.

use std::{collections::BTreeMap, path::Path};

use candor_core::{
    hearing::{Ear, HeardKind, HearingContext, teaching::said_of},
    language::Language,
};
use serde::Deserialize;

use crate::{TASKS, Task, things::THINGS};

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
        let text = std::fs::read_to_string(file).unwrap();
        if name.starts_with("things") {
            print_things(&name, &text);
            continue;
        }
        let Some(task) = TASKS.iter().find(|task| name.starts_with(task.file)) else { continue };
        let all: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for language in ["ru", "en"] {
            let lines: Vec<&Line> = all.iter().filter(|line| line.lang == language).collect();
            if !lines.is_empty() {
                print_of(task, &format!("{name}, {language}"), &lines);
            }
        }
    }
}

/// A message with everything it says.
#[derive(Deserialize)]
struct Labelled {
    text: String,
    kinds: Vec<String>,
    lang: String,
}

/// Of each thing how often a desk hears it where it is said, and where it is not; then how the head alone fares at several scores.
fn print_things(name: &str, text: &str) {
    let all: Vec<Labelled> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let heard: Vec<Vec<HeardKind>> = all.iter().map(|line| heard(&line.text, language_of(&line.lang))).collect();
    let scores =
        [true, false].map(|has_vector| all.iter().map(|line| said_of(&line.text, has_vector)).collect::<Vec<_>>());
    for (head, kind) in THINGS {
        let says = |line: &Labelled| line.kinds.iter().any(|kind| kind == head);
        let said = all.iter().filter(|line| says(line)).count();
        let count = |is_said: bool| {
            all.iter().zip(&heard).filter(|(line, heard)| says(line) == is_said && heard.contains(&kind)).count()
        };
        println!(
            "{name}, {head}, by a desk: {} of {said} heard, {} of {} not said",
            count(true),
            count(false),
            all.len() - said
        );
        for (scores, with) in scores.iter().zip(["with vectors", "by words alone"]) {
            let of = |is_said: bool| {
                let wanted = all.iter().zip(scores).filter(move |(line, _)| says(line) == is_said);
                wanted.map(|(_, scores)| scores.iter().find(|(name, _)| *name == head).unwrap().1).collect::<Vec<f64>>()
            };
            println!("{name}, {head}, {with}: {}", table(&of(true), &of(false)));
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

fn language_of(lang: &str) -> Language {
    if lang == "en" { Language::En } else { Language::Ru }
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
            let told = |line: &&Line| match heard(&line.text, language_of(&line.lang)) {
                kinds if kinds.contains(&HeardKind::Agrees) => "y",
                kinds if kinds.contains(&HeardKind::Refuses) => "n",
                _ => "o",
            };
            let right = lines.iter().filter(|line| line.label == told(line)).count();
            return format!("{right} of {} right", lines.len());
        }
    };
    let of = |label: i64| lines.iter().filter(move |line| line.label == label);
    let count =
        |label: i64| of(label).filter(|line| heard(&line.text, language_of(&line.lang)).contains(&kind)).count();
    format!("{} of {} heard, {} of {} not said", count(1), of(1).count(), count(0), of(0).count())
}

fn promise(head: &str, lines: &[&Line], has_vector: bool) -> String {
    let score = |line: &&Line| said_of(&line.text, has_vector).iter().find(|(name, _)| *name == head).unwrap().1;
    let of = |label: i64| lines.iter().filter(|line| line.label == label).map(score).collect::<Vec<f64>>();
    table(&of(1), &of(0))
}

/// How many of those that say it and of those that do not have more than each of several scores.
fn table(said: &[f64], not_said: &[f64]) -> String {
    let above = |scores: &[f64], at: f64| scores.iter().filter(|score| **score > at).count();
    let pairs = said.iter().flat_map(|said| not_said.iter().map(move |other| f64::from(u8::from(said > other))));
    let area = pairs.sum::<f64>() / (said.len() * not_said.len()) as f64;
    let steps = (-16..=8).map(|step| f64::from(step) / 4.0);
    let table = steps.map(|at| format!("  {at:5.2} {:4} {:4}", above(said, at), above(not_said, at)));
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
