//! Words the script's voice forbids are never said.

use super::{Scene, Verdict, without};
use crate::{hearing::normalised, writer::Draft};

pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let forbidden: Vec<String> = scene.seat.script.voice.forbidden.all().map(normalised).collect();
    without(draft, scene, "it holds a word the script forbids".to_owned(), |part| {
        let plain = format!(" {} ", normalised(&part.text));
        !part.role.is_due() && forbidden.iter().any(|word| !word.is_empty() && plain.contains(&format!(" {word} ")))
    })
}
