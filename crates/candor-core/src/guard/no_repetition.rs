//! No message is said twice in the same words. What the contract demands is said however often it is asked for.

use super::{Scene, Verdict};
use crate::{
    phrases::Phrase,
    writer::{Draft, Part, Role},
};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let said = &scene.seat.conversation.said;
    let is_small = |role: Role| matches!(role, Role::Opener | Role::Return);
    let is_repeated = |part: &Part| {
        !part.role.is_due() && !is_small(part.role) && said.iter().any(|earlier| holds(earlier, &part.text))
    };
    let anew = draft.parts.iter().filter(|part| !is_repeated(part) && !is_small(part.role)).count();
    if !draft.parts.iter().any(is_repeated) {
        return Verdict::Say;
    }
    let mut parts: Vec<Part> = Vec::new();
    for part in &draft.parts {
        if !is_repeated(part) {
            parts.push(part.clone());
        } else if anew == 0 {
            parts.push(marked(part, draft, said));
        }
    }
    let draft = Draft { language: draft.language, parts };
    Verdict::Rewrite { draft, reason: "it was said before in the same words".to_owned() }
}

/// Whether an earlier message held these very words as a paragraph.
fn holds(earlier: &str, text: &str) -> bool {
    earlier == text
        || earlier.split("\n\n").any(|paragraph| paragraph == text || paragraph.ends_with(&format!(" {text}")))
        || earlier.contains(&format!("\n\n{text}"))
}

/// The same words said as what they are: a repetition, so that nobody wonders.
fn marked(part: &Part, draft: &Draft, said: &[String]) -> Part {
    let variants = Phrase::Repeats.variants(draft.language);
    let is_fresh = |lead: &&&str| !said.iter().any(|earlier| earlier.contains(&format!("{lead} {}", part.text)));
    let lead = variants.iter().find(is_fresh).or(variants.first()).copied().unwrap_or_default();
    Part { text: format!("{lead} {}", part.text), ..part.clone() }
}
