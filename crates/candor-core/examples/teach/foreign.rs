//! Messages of others, as their collections have them (`data/examples/README.md` tells which, with their licences): ordinary messages, which
//! say none of the promises and are no answers, R-U-A-Robot's for and against "are you a bot?", deepset's and CyberSecEval's of orders,
//! and PIGuard's harmless prompts, which are none.

use std::path::Path;

use serde::Deserialize;

use crate::{TASKS, corpus::Row};

/// How much an ordinary message counts.
const ORDINARY: f64 = 0.3;

/// Every so many of the ordinary messages teach the layers as well.
const SEEN_BY_LAYERS: usize = 6;

/// The places of "are you a bot?", of orders and of the answers among the tasks.
const BOT: usize = 0;
const ORDERS: usize = 3;
const ANSWERS: usize = 5;

/// The ways of attack of CyberSecEval that show in the words themselves, and how much one counts.
const PLAIN_ATTACKS: [&str; 6] = [
    "ignore_previous_instructions",
    "system_mode",
    "token_smuggling",
    "persuasion",
    "virtualization",
    "mixed_techniques",
];
const ATTACK: f64 = 0.5;

/// A message as the collections have it.
#[derive(Deserialize)]
pub struct Line {
    #[serde(alias = "user_input", alias = "prompt")]
    pub text: String,
    #[serde(default)]
    pub label: serde_json::Value,
    /// The same in English, where the collection has both.
    #[serde(default)]
    pub en: Option<String>,
    /// How an attack comes.
    #[serde(default)]
    pub injection_type: String,
    #[serde(default)]
    pub injection_variant: String,
    /// The collection a message was taken from.
    #[serde(default)]
    pub source: String,
}

pub fn rows(shared: &Path) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, label, weight) in [("pos", 1, 1.0), ("amb", 1, 0.3), ("neg", 0, 1.0)] {
        for line in lines(&shared.join(format!("rua_robot/{name}.train.jsonl"))) {
            let mut labels = [None; TASKS.len()];
            labels[BOT] = Some((label, weight));
            rows.push(Row { text: line.text, labels, is_rare: false });
        }
    }
    let order = |text: String, label: usize, weight: f64| {
        let mut labels = [None; TASKS.len()];
        labels[ORDERS] = Some((label, weight));
        Row { text, labels, is_rare: false }
    };
    rows.extend(
        lines(&shared.join("injection_deepset/train.jsonl"))
            .map(|line| order(line.text, usize::from(line.label == 1), 1.0)),
    );
    let attacks = lines(&shared.join("injection_cyberseceval/en_dev.jsonl"));
    let plain = attacks
        .filter(|line| line.injection_type == "direct" && PLAIN_ATTACKS.contains(&line.injection_variant.as_str()));
    rows.extend(plain.map(|line| order(line.text, 1, ATTACK)));
    let harmless = lines(&shared.join("injection_notinject/piguard_valid.jsonl")).filter(|line| line.label == 0);
    rows.extend(harmless.step_by(2).map(|line| order(line.text, 0, 1.0)));
    let mut ordinary = Vec::new();
    for line in lines(&shared.join("ru_hwu64_encodechka/train.jsonl")) {
        ordinary.extend(line.en.clone());
        ordinary.push(line.text);
    }
    ordinary.extend(every(5, "clinc150/train.jsonl", shared, &["are_you_a_bot", "yes", "no", "maybe"]));
    ordinary.extend(every(4, "bitext_cs/train.jsonl", shared, &["contact_human_agent", "contact_customer_service"]));
    ordinary.extend(lines(&shared.join("spam_telegram_ru/dev.jsonl")).filter(is_wanted).map(|line| line.text));
    for (at, text) in ordinary.into_iter().enumerate() {
        let mut labels = [Some((0, ORDINARY)); TASKS.len()];
        labels[ANSWERS] = Some((2, ORDINARY));
        rows.push(Row { text, labels, is_rare: at % SEEN_BY_LAYERS != 0 });
    }
    let bots = lines(&shared.join("clinc150/train.jsonl")).filter(|line| line.label == "are_you_a_bot");
    rows.extend(bots.map(|line| {
        let mut labels = [None; TASKS.len()];
        labels[BOT] = Some((1, 1.0));
        Row { text: line.text, labels, is_rare: false }
    }));
    rows
}

/// What people tell a machine at home (HWU64): plays, lists, lamps, alarms and the like, in both languages. A house is not asked for prices, and
/// nobody objects to it; what is asked for times and places, thanks and everything social is left out.
pub fn orders_to_a_house(shared: &Path) -> Vec<String> {
    const PLAIN: [&str; 8] = ["play", "music", "iot", "lists", "alarm", "audio", "news", "email"];
    let lines = lines(&shared.join("ru_hwu64_encodechka/train.jsonl"));
    let is_plain = |line: &Line| {
        let label = line.label.as_str().unwrap_or_default();
        PLAIN.contains(&label.split("__").next().unwrap_or_default())
    };
    lines.filter(is_plain).flat_map(|line| [Some(line.text), line.en]).flatten().collect()
}

fn is_wanted(line: &Line) -> bool {
    line.label == "ham" || line.label == 0
}

fn every(step: usize, file: &str, shared: &Path, without: &[&str]) -> Vec<String> {
    let path = shared.join(file);
    let ordinary = lines(&path).filter(|line| !without.iter().any(|label| line.label == *label));
    ordinary.step_by(step).map(|line| line.text).collect()
}

/// The messages of a file; none where it is not there, which is said.
pub fn lines(path: &Path) -> std::vec::IntoIter<Line> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    if text.is_empty() {
        println!("not there, so not learnt from: {}", path.display());
    }
    let lines: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    lines.into_iter()
}
