//! The heads of everything heard beside the promises and the answers: objections, questions, complaints and the rest. Their sentences
//! (`data/examples/things.*.txt`) tell of each thing whether it is said, so one layer learns all of them; the older files of a
//! single thing (`+`, `-`) tell of that one and, where it is a question, of some it surely lacks.

use std::path::Path;

use candor_core::hearing::{
    HeardKind,
    teaching::{Layer, Looked, Sum, design_of},
};

use crate::{SHARE, STRENGTH, chance::Chance, corpus::NOISED, foreign, net, noise::noised, sum};

/// The heads with what a desk hears by each.
pub const THINGS: [(&str, HeardKind); 17] = [
    ("objects_price", HeardKind::ObjectsPrice),
    ("objects_trust", HeardKind::ObjectsTrust),
    ("objects_time", HeardKind::ObjectsTime),
    ("objects_need", HeardKind::ObjectsNeed),
    ("objects_competitor", HeardKind::ObjectsCompetitor),
    ("postpones", HeardKind::Postpones),
    ("asks_price", HeardKind::AsksPrice),
    ("asks_date", HeardKind::AsksDate),
    ("asks_place", HeardKind::AsksPlace),
    ("asks_terms", HeardKind::AsksTerms),
    ("asks_guarantee", HeardKind::AsksGuarantee),
    ("asks_discount", HeardKind::AsksDiscount),
    ("complains", HeardKind::Complains),
    ("insults", HeardKind::Insults),
    ("thanks", HeardKind::Thanks),
    ("greets", HeardKind::Greets),
    ("corrects", HeardKind::Corrects),
];

/// How much an ordinary message of others counts: it says none of them.
const ORDINARY: f64 = 0.2;
/// How much a plain yes or no, a question for a machine or a threat of self-harm counts: it says none of what it is told to lack.
const ANSWER: f64 = 0.3;

/// Of each thing whether it is said, where that is known.
type Said = [Option<bool>; THINGS.len()];

/// One text.
pub struct Row {
    pub text: String,
    said: Said,
    weight: f64,
}

/// All rows, always in the same order.
pub fn rows(examples: &Path, shared: Option<&Path>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut chance = Chance::new(11);
    let mut add = |text: &str, said: Said, weight: f64| {
        rows.push(Row { text: text.to_owned(), said, weight });
        rows.push(Row { text: noised(text, &mut chance), said, weight: weight * NOISED });
    };
    for language in ["ru", "en"] {
        for line in read(&examples.join(format!("things.{language}.txt"))).lines() {
            if let Some((kinds, text)) = line.split_once(" | ") {
                add(text, said(kinds), 1.0);
            }
        }
        for (at, (name, _)) in THINGS.iter().enumerate() {
            for line in read(&examples.join(format!("{name}.{language}.txt"))).lines() {
                if let Some((sign @ ("+" | "-"), text)) = line.split_once(' ') {
                    let mut said = lacking(name, sign);
                    said[at] = Some(sign == "+");
                    add(text, said, 1.0);
                }
            }
        }
    }
    for language in ["ru", "en"] {
        for name in ["answers", "asks_if_bot", "self_harm"] {
            for line in read(&examples.join(format!("{name}.{language}.txt"))).lines() {
                let Some((sign, text)) = line.split_once(' ') else { continue };
                let said = lacking(name, sign);
                if said.iter().any(Option::is_some) {
                    rows.push(Row { text: text.to_owned(), said, weight: ANSWER });
                }
            }
        }
    }
    let ordinary = shared.map(foreign::orders_to_a_house).unwrap_or_default();
    rows.extend(ordinary.into_iter().map(|text| Row { text, said: [Some(false); THINGS.len()], weight: ORDINARY }));
    rows
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a file of examples")
}

fn said(kinds: &str) -> Said {
    let kinds: Vec<&str> = kinds.split(',').filter(|kind| *kind != "-").collect();
    let unknown = kinds.iter().find(|kind| !THINGS.iter().any(|(name, _)| name == *kind));
    assert!(unknown.is_none(), "no such thing: {unknown:?}");
    THINGS.map(|(name, _)| Some(kinds.contains(&name)))
}

/// What a sentence that was written for something else surely does not say: a yes puts nothing off and objects to nothing, a no corrects nothing.
fn lacking(file: &str, sign: &str) -> Said {
    let lacks: &[&str] = match (file, sign) {
        ("answers", "y") => &["objects", "postpones", "complains", "insults", "corrects"],
        ("answers", "n") => &["postpones", "corrects"],
        ("asks_if_bot", "+") => &[
            "objects_price",
            "objects_time",
            "objects_competitor",
            "postpones",
            "asks",
            "corrects",
            "complains",
            "insults",
        ],
        // "The price?" asks for no discount, though those who do speak of it.
        ("asks_price", "+") => {
            &["insults", "corrects", "postpones", "asks_discount", "objects_price", "asks_guarantee"]
        }
        ("asks_date", "+") => &["insults", "corrects", "postpones", "asks_price", "asks_discount", "objects"],
        // "Where are you" is short and says "you", as insults do.
        (_, "+") if file.starts_with("asks_") => &["insults", "corrects", "postpones"],
        ("self_harm", "+") => &["objects", "postpones", "asks", "corrects"],
        _ => &[],
    };
    THINGS.map(|(name, _)| lacks.iter().any(|lacked| name.starts_with(lacked)).then_some(false))
}

pub fn learn(rows: &[Row], looked: &[Looked]) -> (Vec<Sum>, Layer) {
    let sums = THINGS.iter().enumerate().map(|(at, (name, _))| {
        let design = design_of(name).expect("a known head");
        let taught = rows.iter().zip(looked).filter_map(|(row, looked)| Some((row, looked, row.said[at]?)));
        let examples: Vec<sum::Example<'_>> = taught
            .map(|(row, looked, said)| sum::Example {
                features: &looked.designs[design],
                label: usize::from(said),
                weight: STRENGTH * row.weight,
            })
            .collect();
        let (mut weights, biases) = sum::learn(&examples, 1);
        Sum { name, weights: weights.remove(0), bias: biases[0] }
    });
    let sums = sums.collect();
    let seen: Vec<net::Example<'_>> = rows
        .iter()
        .zip(looked)
        .map(|(row, looked)| net::Example {
            vector: looked.vector.as_ref().expect("a build with vectors"),
            label: net::Label::Each(&row.said),
            weight: row.weight as f32,
        })
        .collect();
    println!("things: {} sentences", seen.len());
    (sums, net::layer(&seen, THINGS.map(|(name, _)| name).to_vec(), SHARE))
}
