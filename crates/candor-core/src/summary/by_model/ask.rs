//! The request for a summary: the newest lines up to a bound, numbered, each fenced. What gives the desk orders is shown to no model, nor
//! is what the desk tells of itself.

use serde_json::json;

use crate::{
    hearing::by_model::shortened,
    language::Language,
    message::Author,
    model::{Job, Line as Asked, ModelRequest, Shape, Speaker, fenced, nameless},
    prompts::SUMMARISE,
    script::Script,
    summary::{Line, MOST_LINES},
    writer::business_name,
};

/// The lines take at most so many tokens, guessed as [`crate::model::Tokens::reserved`] guesses them: two bytes each.
const MOST_TOKENS: usize = 4_000;
/// So many characters of a line are shown.
const SHOWN_OF_LINE: usize = 600;

/// A line as a model was shown it. Its number in the request is its index, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its place in the conversation.
    pub place: i64,
    /// Its words: without what names somebody, cut.
    pub text: String,
    /// Whether it gives the desk orders, so that its words were shown to nobody.
    pub is_hidden: bool,
}

/// Asks a model what a conversation is about, with the lines it is shown, oldest first; `None` where the contact said nothing that
/// could be shown.
pub fn ask(script: &Script, lines: &[Line], language: Language) -> Option<(ModelRequest, Vec<Shown>)> {
    let mut shown: Vec<(Shown, &'static str)> = Vec::new();
    let mut room = MOST_TOKENS.saturating_mul(2);
    let mut has_words = false;
    // What the desk tells of itself holds names of the staff, and says nothing of what the contact wants.
    for line in lines.iter().rev().take(MOST_LINES).filter(|line| line.author != Author::System) {
        let text = shortened(&nameless(&line.text), SHOWN_OF_LINE);
        let is_hidden = line.gives_orders();
        let seen = if is_hidden { HIDDEN } else { text.as_str() };
        let bytes = fenced(&name(MOST_LINES, who(&line.author)), seen).len().saturating_add(1);
        let Some(left) = room.checked_sub(bytes) else { break };
        room = left;
        has_words |= line.author == Author::Contact && !is_hidden && text.chars().any(char::is_alphanumeric);
        shown.push((Shown { place: line.place, text, is_hidden }, who(&line.author)));
    }
    if !has_words {
        return None;
    }
    shown.reverse();
    let mut text = format!("Language of the points: {}.", in_english(language));
    for (at, (line, who)) in shown.iter().enumerate() {
        let seen = if line.is_hidden { HIDDEN } else { line.text.as_str() };
        text.push('\n');
        text.push_str(&fenced(&name(at.saturating_add(1), who), seen));
    }
    let point = json!({
        "type": "object",
        "properties": {"text": {"type": "string"}, "lines": {"type": "array", "items": {"type": "integer"}}},
        "required": ["text", "lines"],
        "additionalProperties": false,
    });
    let schema = json!({
        "type": "object",
        "properties": {"points": {"type": "array", "items": point}},
        "required": ["points"],
        "additionalProperties": false,
    });
    let first = script.languages.first().copied().unwrap_or_default();
    let request = ModelRequest {
        job: Job::Summarise,
        prompt: SUMMARISE.version.to_owned(),
        front: SUMMARISE.filled(&[("business", business_name(script, first))]),
        lines: vec![Asked { speaker: Speaker::User, text }],
        shape: Some(Shape { name: "summary".to_owned(), schema }),
        max_output_tokens: 600,
        temperature_percent: 0,
    };
    Some((request, shown.into_iter().map(|(line, _)| line).collect()))
}

/// What stands in the place of orders.
const HIDDEN: &str = "(left out)";

fn name(number: usize, who: &str) -> String {
    format!("{number} {who}")
}

/// Names of people of the staff are no business of a model's.
const fn who(author: &Author) -> &'static str {
    match author {
        Author::Contact => "contact",
        Author::Ai => "assistant",
        Author::Operator { .. } => "colleague",
        Author::System => "system",
    }
}

const fn in_english(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Ru => "Russian",
    }
}
