//! What a contact wrote is not said back to them as the desk's words: who orders a model to repeat something would have it in writing
//! from the business. A few of their words may come back, "15 red roses", as people do who listen.

use super::{Draft, Scene, Verdict, sentences, written_without};
use crate::hearing::normalised;

/// So many words of the contact's in a row are an echo: chance and courtesy agree in fewer.
const RUN: usize = 4;
/// A whole sentence of theirs is one with fewer; one put together of their words alone is one of any length, if no approved text and no
/// honest talk has such a word: "agreed", "guard off".
const WHOLE: usize = 2;

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let said = normalised(&scene.seat.words());
    let words: Vec<&str> = said.split(' ').filter(|word| !word.is_empty()).collect();
    let runs: Vec<String> = words.windows(RUN).map(|run| run.join(" ")).collect();
    let (said, approved) = (format!(" {said} "), scene.approved());
    let is_theirs = |sentence: &str| {
        let plain = normalised(sentence);
        plain.split(' ').count() >= WHOLE && said.contains(&format!(" {plain} ")) && !approved.says(&plain)
    };
    written_without(draft, scene, "it repeats the contact's own words as the desk's", |text| {
        let plain = format!(" {} ", normalised(text));
        runs.iter().any(|run| plain.contains(&format!(" {run} ")) && !approved.says(run))
            || sentences(text).any(|sentence| is_theirs(sentence) || approved.ground.is_only_the_contacts(sentence))
    })
}
