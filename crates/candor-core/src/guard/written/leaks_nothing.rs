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
    "message for the customer",
    "message to the customer",
    "reply for the customer",
    "reply to the customer",
    "answer for the customer",
    "сообщение для клиента",
    "ответ для клиента",
    "сообщение клиенту",
    "ответ клиенту",
];

static RUNS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| prompts::ALL.iter().flat_map(|prompt| runs(&normalised(prompt.text))).collect());

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = scene.approved();
    written_without(draft, scene, "it repeats the instructions", |text| repeats(text, |words| approved.says(words)))
}

/// Whether a text says a run of the words of any instructions, or names a part of a request.
pub(crate) fn repeats_instructions(text: &str) -> bool {
    repeats(text, |_| false)
}

fn repeats(text: &str, is_approved: impl Fn(&str) -> bool) -> bool {
    let plain = normalised(text);
    let padded = format!(" {plain} ");
    LABELS.iter().any(|label| padded.contains(&format!(" {label} ")) && !is_approved(label))
        || runs(&plain).iter().any(|run| RUNS.contains(run) && !is_approved(run))
}

fn runs(plain: &str) -> Vec<String> {
    let words: Vec<&str> = plain.split(' ').collect();
    words.windows(RUN).map(|run| run.join(" ")).collect()
}
