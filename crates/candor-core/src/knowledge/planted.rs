//! Whether a passage speaks to the machine that reads it instead of to people: what a stranger plants in a document so that a desk
//! obeys it. None is obeyed anyway, since nothing is ever done because of words; such a passage is not quoted either.

use crate::hearing::{gives_orders, stems_of};

/// Stems of words for the machine, for what drives it, and for shaking that off. A passage that gives orders and has none of them
/// gives them to people: "change the water every second day".
const OF_MACHINES: &[&str] = &[
    "assist",
    "ai",
    "bot",
    "chatbot",
    "llm",
    "gpt",
    "chatgpt",
    "prompt",
    "ignor",
    "disregard",
    "overrid",
    "jailbreak",
    "pretend",
    "persona",
    "roleplay",
    "ассистент",
    "ассистентк",
    "помощник",
    "бот",
    "чатбот",
    "ии",
    "нейросет",
    "нейросеть",
    "промпт",
    "игнорир",
    "игнорируй",
    "забуд",
    "забудь",
    "притвор",
    "притворись",
];

pub(super) fn speaks_to_machines(text: &str) -> bool {
    stems_of(text).iter().any(|stem| OF_MACHINES.contains(&stem.as_str())) && gives_orders(text)
}
