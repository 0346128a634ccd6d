//! Whether a passage speaks to the machine that reads it instead of to people: what a stranger plants in a document so that a desk
//! obeys it. None is obeyed anyway, since nothing is ever done because of words; such a passage is not quoted either.

use crate::hearing::{gives_orders, normalised, stems_of};

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

/// Words for what a machine is about to say: of people only what they have said is spoken of so.
const OF_ITS_ANSWER: &[&str] = &[
    "your answer",
    "your response",
    "your reply",
    "your message",
    "your output",
    "your next answer",
    "свой ответ",
    "своем ответе",
    "своему ответу",
    "своего ответа",
    "твой ответ",
    "твоем ответе",
    "твоему ответу",
    "в ответе",
];

pub(super) fn speaks_to_machines(text: &str) -> bool {
    let plain = format!(" {} ", normalised(text));
    let is_addressed = OF_ITS_ANSWER.iter().any(|words| plain.contains(&format!(" {words} ")))
        || stems_of(text).iter().any(|stem| OF_MACHINES.contains(&stem.as_str()));
    is_addressed && gives_orders(text)
}
