//! The request for an opinion: what the writer was told, then what it wrote, fenced. It does not grow with the conversation.

use serde_json::json;

use super::Objection;
use crate::{
    hearing::{Hearing, by_model::shortened},
    model::{Job, Line, ModelRequest, Shape, Speaker, fenced, nameless},
    prompts::JUDGE,
    seat::Seat,
    strategy::Plan,
    writer::{Draft, Role, business_name, by_model::brief},
};

/// So many characters of the message are shown; a model's words are no longer.
const SHOWN_OF_MESSAGE: usize = 1_200;

/// Asks a model what it thinks of the words a model wrote; `None` if none of the draft's are a model's.
pub fn ask(seat: &Seat<'_>, hearing: &Hearing, plan: &Plan, draft: &Draft) -> Option<ModelRequest> {
    let written: Vec<&str> =
        draft.parts.iter().filter(|part| part.role == Role::Written).map(|part| part.text.as_str()).collect();
    if written.is_empty() {
        return None;
    }
    let message = shortened(&nameless(&written.join("\n")), SHOWN_OF_MESSAGE);
    let text = format!("{}\n{}", brief(seat, hearing, plan), fenced("message", &message));
    let reasons: Vec<&str> = Objection::ALL.into_iter().map(Objection::word).chain(["none"]).collect();
    let schema = json!({
        "type": "object",
        "properties": {
            "verdict": {"type": "string", "enum": ["fine", "not_fine"]},
            "reason": {"type": "string", "enum": reasons},
        },
        "required": ["verdict", "reason"],
        "additionalProperties": false,
    });
    let language = seat.script.languages.first().copied().unwrap_or_default();
    Some(ModelRequest {
        job: Job::Judge,
        prompt: JUDGE.version.to_owned(),
        front: JUDGE.filled(&[("business", business_name(seat.script, language))]),
        lines: vec![Line { speaker: Speaker::User, text }],
        shape: Some(Shape { name: "opinion".to_owned(), schema }),
        max_output_tokens: 60,
        temperature_percent: 0,
    })
}
