//! Rules for words a model wrote. The owner read and published what a script says; nobody has read these. So whatever could be a
//! promise, a person, a link or a leak must stand in the script, or it is not said. What a rule here objects to is written once
//! more and then replaced by the script's own words, so that a strict rule costs beauty and never truth.

#[cfg(test)]
mod attacks;
mod claims;
mod clauses;
mod denial;
pub(super) mod does_nothing;
pub(super) mod echoes_nobody;
#[cfg(test)]
mod held_out;
mod hours;
mod idioms;
pub(super) mod is_grounded;
mod kin;
mod known;
pub(super) mod leaks_nothing;
pub(super) mod links_nowhere;
mod mend;
pub(super) mod names_nobody;
mod phrases;
pub(super) mod plain_words;
pub(super) mod right_language;
mod segments;
#[cfg(test)]
mod tests;
pub(super) mod twists_nothing;

pub use self::mend::mend;
use std::sync::Arc;

use self::{is_grounded::Ground, twists_nothing::Sayings};
pub(super) use self::{
    known::{Known, known},
    phrases::in_one_form,
};
pub(crate) use self::{leaks_nothing::repeats_instructions, links_nowhere::is_address};
use super::{Scene, Verdict, without};
use crate::{
    hearing::{HeardKind, normalised},
    knowledge,
    language::{Phrasings, Wording},
    script::Script,
    writer::{self, Draft, Part, Role},
};

/// Objects to every part a model wrote in which `is_bad` finds something.
fn written_without(draft: &Draft, scene: &Scene<'_>, reason: &str, is_bad: impl Fn(&str) -> bool) -> Verdict {
    without(draft, scene, reason.to_owned(), |part: &Part| part.role == Role::Written && is_bad(&part.text))
}

/// Objects to every part that is a model's or a document's words in which `is_bad` finds something.
fn unread_without(draft: &Draft, scene: &Scene<'_>, reason: &str, is_bad: impl Fn(&str) -> bool) -> Verdict {
    without(draft, scene, reason.to_owned(), |part: &Part| part.role.is_unread() && is_bad(&part.text))
}

/// What the owner approved, read once for a turn.
#[derive(Clone, Debug)]
pub(super) struct Approved {
    /// The script's texts as they stand.
    raw: String,
    /// The same in small letters.
    small: String,
    /// As plain words, with a blank at both ends of each text.
    plain: String,
    /// What is read in each of them.
    texts: Vec<Arc<Known>>,
    /// Sentence by sentence.
    ground: Ground,
    /// The same in its segments, in order.
    sayings: Sayings,
}

impl Approved {
    /// The texts of the script the desk may say, and the approved words of this very plan, which hold what the contact told.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let mut texts = said_by(scene.seat.script);
        let raw = texts.join("\n");
        let scripted = texts.len();
        texts.push(writer::write(scene.seat, scene.hearing, &scene.plan.moves).text());
        if scene.plan.lacks_answer() {
            texts.extend(knowledge::near(scene.seat).into_iter().map(|(_, quote)| quote));
        }
        let gives_orders = scene.hearing.is_some_and(|heard| heard.says(HeardKind::Injects));
        let read = |(at, text): (usize, String)| {
            let known = if at < scripted { known(&text) } else { Arc::new(Known::of(&text)) };
            (text, known)
        };
        let texts: Vec<(String, Arc<Known>)> = texts.into_iter().enumerate().map(read).collect();
        let ground = Ground::of(&texts, scene.seat.script, &scene.seat.words(), gives_orders);
        let sayings = Sayings::of(&texts, scene.seat.script);
        let texts: Vec<Arc<Known>> = texts.into_iter().map(|(_, known)| known).collect();
        let plain = texts.iter().map(|known| known.plain.as_str()).collect();
        Self { small: raw.to_lowercase(), raw, plain, texts, ground, sayings }
    }

    /// Whether these plain words stand in an approved text whose turns of speech are in their one form.
    fn says_in_one_form(&self, words: &str) -> bool {
        self.texts.iter().any(|known| format!(" {} ", normalised(&known.one)).contains(&format!(" {words} ")))
    }

    /// Whether these plain words stand in an approved text.
    fn says(&self, words: &str) -> bool {
        self.plain.contains(&format!(" {words} "))
    }
}

fn said_by(script: &Script) -> Vec<String> {
    let both = |wording: &Wording| [wording.en.clone(), wording.ru.clone()].into_iter().flatten().collect::<Vec<_>>();
    let all = |phrasings: &Phrasings| phrasings.all().map(str::to_owned).collect::<Vec<_>>();
    let mut texts = Vec::new();
    texts.extend(both(&script.business));
    texts.extend(script.facts.iter().flat_map(|fact| both(&fact.says)));
    texts.extend(script.questions.iter().flat_map(|question| both(&question.answer)));
    texts.extend(script.fields.iter().flat_map(|field| both(&field.ask)));
    texts.extend(script.steps.iter().flat_map(|step| both(&step.say)));
    texts.extend(both(&script.hand_over.say));
    texts.extend(both(&script.hand_over.hours));
    texts.extend(all(&script.voice.openers));
    texts.extend(all(&script.voice.samples));
    texts.iter().map(|text| without_places(text)).collect()
}

/// A text without the names of the facts that stand in it: "{child_price}" says nothing of children.
fn without_places(text: &str) -> String {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |said, piece| said + piece.split_once('}').map_or(piece, |(_, rest)| rest))
}

/// Sentences and lines of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '!', '?', '…', '\n', ';']).map(str::trim).filter(|sentence| !sentence.is_empty())
}
