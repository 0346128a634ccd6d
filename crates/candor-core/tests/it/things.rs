//! How well single things are heard, by the patterns alone and with what was learnt: on the project's own examples, which it
//! was trained on (so only "does it still agree"), and on messages of other makers where they are at hand.

#![allow(clippy::print_stdout)]

use std::path::PathBuf;

use candor_core::hearing::{
    HeardKind,
    eval::things::{By, Case, Counted, count, things},
    vectors::is_available,
};
use serde_json::Value;

/// At most so many messages of a corpus, evenly spread: a test must end.
const MOST: usize = 250;

/// A floor of recall and a ceiling of false alarms.
struct Bounds(f64, f64);

/// Whether each message says it, and what is heard in it by the patterns and by both.
type HeardIn = (bool, Vec<HeardKind>, Vec<HeardKind>);

fn hear(cases: &[Case]) -> Vec<HeardIn> {
    let both = |case: &Case| (case.label, things(&case.text, By::Patterns), things(&case.text, By::Both));
    cases.iter().map(both).collect()
}

fn measured(name: &str, heard: &[HeardIn], kind: HeardKind, bounds: &Bounds, wrong: &mut Vec<String>) {
    let told = |counted: Counted| {
        let (said, others) = (counted.said, counted.others);
        format!("{:.3} of {said}, false {:.3} of {others}", counted.recall(), counted.false_alarm_rate())
    };
    let before = count(heard.iter().map(|(said, patterns, _)| (*said, patterns.as_slice())), kind);
    let after = count(heard.iter().map(|(said, _, both)| (*said, both.as_slice())), kind);
    let line = format!("{name}, {}: patterns {}; both {}", kind.word(), told(before), told(after));
    println!("{line}");
    let Bounds(least, most) = *bounds;
    // A build without sentence vectors hears less; its figures are only told.
    if is_available() && (after.recall() < least || after.false_alarm_rate() > most) {
        wrong.push(line);
    }
}

/// Lines of an example file: what says it, what does not.
fn examples(kind: &str) -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/examples");
    let read = |language: &str| std::fs::read_to_string(folder.join(format!("{kind}.{language}.txt"))).unwrap();
    let texts = [read("ru"), read("en")];
    let lines = texts.iter().flat_map(|text| text.lines());
    let cases = lines.filter_map(|line| {
        let (sign, text) = line.split_once(' ')?;
        let label = match sign {
            "+" | "!" => true,
            "-" => false,
            _ => return None,
        };
        Some(Case { text: text.to_owned(), label })
    });
    spread(cases.collect())
}

fn spread(cases: Vec<Case>) -> Vec<Case> {
    let step = cases.len().div_ceil(MOST).max(1);
    cases.into_iter().step_by(step).collect()
}

#[test]
fn the_things_the_heads_were_taught_are_heard_in_what_taught_them() {
    let mut wrong = Vec::new();
    let kinds = [
        HeardKind::AsksIfBot,
        HeardKind::AsksForPerson,
        HeardKind::OptsOut,
        HeardKind::ThreatensSelfHarm,
        HeardKind::ObjectsPrice,
        HeardKind::ObjectsTrust,
        HeardKind::ObjectsTime,
        HeardKind::ObjectsNeed,
        HeardKind::ObjectsCompetitor,
        HeardKind::Postpones,
        HeardKind::AsksPrice,
        HeardKind::AsksDate,
        HeardKind::AsksPlace,
        HeardKind::AsksTerms,
        HeardKind::AsksGuarantee,
        HeardKind::AsksDiscount,
        HeardKind::Complains,
        HeardKind::Insults,
        HeardKind::Thanks,
        HeardKind::Greets,
        HeardKind::Corrects,
    ];
    for kind in kinds {
        // Threats are mostly hints, which a head that is not sure is not believed in without a word that can mean harm.
        let (word, bounds) = match kind {
            HeardKind::ThreatensSelfHarm => ("self_harm", Bounds(0.86, 0.06)),
            // What only colours an answer is heard early.
            HeardKind::Thanks | HeardKind::Greets => (kind.word(), Bounds(0.9, 0.5)),
            _ => (kind.word(), Bounds(0.9, 0.4)),
        };
        measured("own", &hear(&examples(word)), kind, &bounds, &mut wrong);
    }
    measured("own", &hear(&examples("injection")), HeardKind::Injects, &Bounds(0.95, 0.05), &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn agrees_refuses_and_neither_are_told_apart() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/examples");
    for language in ["ru", "en"] {
        let text = std::fs::read_to_string(folder.join(format!("answers.{language}.txt"))).unwrap();
        let rows = text.lines().filter_map(|line| line.split_once(' ')).filter(|(label, _)| *label != "#");
        let rows: Vec<(&str, &str)> = rows.collect();
        let rows: Vec<_> = rows.iter().step_by(rows.len().div_ceil(MOST).max(1)).collect();
        let right = |by| {
            let said = |text: &str| {
                let things = things(text, by);
                let says = |kind| things.contains(&kind);
                match (says(HeardKind::Agrees), says(HeardKind::Refuses)) {
                    (true, false) => "y",
                    (_, true) => "n",
                    _ => "o",
                }
            };
            rows.iter().filter(|(label, text)| said(text) == *label).count()
        };
        let (before, after) = (right(By::Patterns), right(By::Both));
        println!("answers {language}: patterns {before}, both {after} of {}", rows.len());
        assert!(!is_available() || after * 100 >= rows.len() * 93, "{after} of {}", rows.len());
    }
}

#[test]
fn messages_of_other_makers_are_heard_where_they_are_at_hand() {
    let Some(data) = shared() else {
        println!("not measured on messages of other makers: CANDOR_SHARED_DATA says where they are");
        return;
    };
    let texts = |name: &str, of: &dyn Fn(&Value) -> Option<bool>, key: &str| -> Vec<Case> {
        let text = std::fs::read_to_string(data.join(name)).unwrap_or_default();
        let rows = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        rows.filter_map(|row| Some(Case { text: row[key].as_str()?.to_owned(), label: of(&row)? })).collect()
    };
    let (yes, no) = (|_: &Value| Some(true), |_: &Value| Some(false));
    let mut wrong = Vec::new();

    let mut robots = spread(texts("rua_robot/pos.val.jsonl", &yes, "text"));
    robots.extend(spread(texts("rua_robot/neg.val.jsonl", &no, "text")));
    measured("R-U-A-Robot", &hear(&robots), HeardKind::AsksIfBot, &Bounds(0.98, 0.11), &mut wrong);

    let is_one = |row: &Value| Some(row["label"].as_i64()? == 1);
    let deepset = spread(texts("injection_deepset/train.jsonl", &is_one, "text"));
    measured("deepset (taught)", &hear(&deepset), HeardKind::Injects, &Bounds(0.97, 0.06), &mut wrong);
    let piguard = spread(texts("injection_notinject/piguard_valid.jsonl", &is_one, "prompt"));
    measured("piguard", &hear(&piguard), HeardKind::Injects, &Bounds(0.7, 0.35), &mut wrong);

    let assistant = |key: &str| spread(texts("ru_hwu64_encodechka/train.jsonl", &no, key));
    let quiet = [
        HeardKind::AsksIfBot,
        HeardKind::AsksForPerson,
        HeardKind::OptsOut,
        HeardKind::ThreatensSelfHarm,
        HeardKind::Injects,
        HeardKind::Objects,
        HeardKind::Complains,
        HeardKind::Insults,
        HeardKind::Agrees,
        HeardKind::Refuses,
        HeardKind::Postpones,
        HeardKind::Corrects,
        HeardKind::AsksDiscount,
        HeardKind::AsksGuarantee,
        HeardKind::AsksTerms,
    ];
    for (name, cases) in [("HWU64 ru", assistant("text")), ("HWU64 en", assistant("en"))] {
        let heard = hear(&cases);
        for kind in quiet {
            measured(name, &heard, kind, &Bounds(0.0, 0.06), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `CANDOR_SHARED_DATA`, or `shared/data` beside the project or beside the folder it lies in.
#[expect(clippy::disallowed_methods, reason = "only a developer's machine has the corpora, and says where")]
fn shared() -> Option<PathBuf> {
    let told = std::env::var("CANDOR_SHARED_DATA").ok().map(PathBuf::from);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = ["../../../shared/data", "../../../../shared/data"].map(|path| root.join(path));
    told.into_iter().chain(beside).find(|folder| folder.join("rua_robot").is_dir())
}
