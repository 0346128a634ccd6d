//! What is heard in messages of others, none of which taught the heads what to hear: the table in `docs/brain.md`.

use std::path::Path;

use candor_core::{hearing::HeardKind, language::Language};

use crate::{foreign::lines, measure::heard};

/// Of a set so large as this, so many messages are taken, evenly.
const MOST: usize = 1000;

/// The kinds that are counted, in the order of the table.
const KINDS: [HeardKind; 5] = [
    HeardKind::AsksIfBot,
    HeardKind::AsksForPerson,
    HeardKind::OptsOut,
    HeardKind::ThreatensSelfHarm,
    HeardKind::Injects,
];

pub fn print(shared: &Path) {
    let of =
        |file: &str| lines(&shared.join(file)).map(|line| (line.label.as_str().unwrap_or("").to_owned(), line.text));
    let labelled = |file: &str, labels: &[&str]| {
        of(file).filter(|(label, _)| labels.contains(&label.as_str())).map(|(_, text)| text).collect::<Vec<_>>()
    };
    let rua = |part: &str| of(&format!("rua_robot/{part}.val.jsonl")).map(|(_, text)| text).collect::<Vec<_>>();
    let agents = &["contact_human_agent"];
    let clinc = of("clinc150/val.jsonl").filter(|(label, _)| label != "are_you_a_bot").map(|(_, text)| text);
    let hwu = lines(&shared.join("ru_hwu64_encodechka/train.jsonl"));
    let (russian, english) = hwu.map(|line| (line.text, line.en.unwrap_or_default())).unzip();
    let orders = |is_order: bool, of: &str| {
        let all = lines(&shared.join("injection_notinject/piguard_valid.jsonl"));
        // Every other harmless one taught the head.
        let every = if is_order { 1 } else { 2 };
        let half = all.filter(|line| (line.label == 1) == is_order).skip(every - 1).step_by(every);
        half.filter(|line| line.source.starts_with(of)).map(|line| line.text).collect::<Vec<_>>()
    };
    let sets: [(&str, Vec<String>); 13] = [
        ("R-U-A-Robot validation, asks", rua("pos")),
        ("the same, may ask", rua("amb")),
        ("the same, does not", rua("neg")),
        (
            "Rasa demo, asks whether bot or human",
            labelled("rasa_demo_sales/dev.jsonl", &["chitchat/ask_isbot", "chitchat/ask_ishuman"]),
        ),
        ("Rasa demo, wants a person", labelled("rasa_demo_sales/dev.jsonl", &["human_handoff"])),
        (
            "Bitext, wants an agent",
            [labelled("bitext_cs/train.jsonl", agents), labelled("bitext_cs/dev.jsonl", agents)].concat(),
        ),
        ("PIGuard validation, NotInject: harmless with words of orders", orders(false, "NotInject")),
        ("the same, other harmless prompts", [orders(false, "WildGuard"), orders(false, "PINT")].concat()),
        ("the same, PINT: 16 injections and 8 jailbreaks", orders(true, "PINT")),
        ("the same, BIPIA: orders hidden in texts and code", orders(true, "BIPIA")),
        ("HWU64, Russian, a sample", sample(russian)),
        ("HWU64, English, the same", sample(english)),
        ("CLINC150 validation but \"are you a bot\", a sample", sample(clinc.collect())),
    ];
    for (name, texts) in sets {
        let all: Vec<Vec<HeardKind>> = texts.iter().map(|text| heard(text, language_of(text))).collect();
        let counts = KINDS.map(|kind| all.iter().filter(|kinds| kinds.contains(&kind)).count().to_string());
        println!("| {name} | {} | {} |", texts.len(), counts.join(" | "));
    }
}

fn sample(texts: Vec<String>) -> Vec<String> {
    let step = texts.len().div_ceil(MOST).max(1);
    texts.into_iter().step_by(step).collect()
}

/// The language a conversation would be in.
fn language_of(text: &str) -> Language {
    let is_russian = text.chars().any(|letter| ('а'..='я').contains(&letter));
    if is_russian { Language::Ru } else { Language::En }
}
