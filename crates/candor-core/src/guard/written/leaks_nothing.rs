//! The instructions are no secret and no business of a contact: no run of their words is said.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{Draft, Scene, Verdict, written_without};
use crate::{hearing::normalised, prompts};

/// So many words in a row of the instructions are a leak: chance agrees in fewer.
const RUN: usize = 5;
/// Names of the parts of a request, which nobody says to a customer.
const LABELS: &[&str] = &[
    "approved words",
    "language of the message",
    "the customer sounds",
    "you said last",
    "system prompt",
    "my instructions",
    "my prompt",
    "script fit score",
    "main idea",
    "json",
    "системный промпт",
    "мои инструкции",
    "моя инструкция",
    "утвержденные слова",
];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    static RUNS: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| prompts::ALL.iter().flat_map(|prompt| runs(&normalised(prompt.text))).collect());
    let approved = scene.approved();
    written_without(draft, scene, "it repeats the instructions", |text| {
        let plain = normalised(text);
        let padded = format!(" {plain} ");
        LABELS.iter().any(|label| padded.contains(&format!(" {label} ")) && !approved.says(label))
            || runs(&plain).iter().any(|run| RUNS.contains(run) && !approved.says(run))
    })
}

fn runs(plain: &str) -> Vec<String> {
    let words: Vec<&str> = plain.split(' ').collect();
    words.windows(RUN).map(|run| run.join(" ")).collect()
}
