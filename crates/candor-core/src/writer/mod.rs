//! Finds the words for a plan, from the script's texts and the fixed phrases. The guard judges them afterwards.

pub mod by_model;
mod draft;

pub use draft::{Draft, Part, Role};

use crate::{hearing::Hearing, language::Language, moves::Move, phrases::Phrase, script::Script, seat::Seat};

/// Writes the moves down, in their order, as one draft.
///
/// A question about being a machine is answered in the asker's language even where the script lacks it (H2).
pub fn write(seat: &Seat<'_>, hearing: Option<&Hearing>, moves: &[Move]) -> Draft {
    let parts = worded(seat, hearing, moves).into_iter().map(|(_, part)| part).collect();
    let mut draft = Draft { language: seat.language(hearing), parts };
    open_free_answer(seat, moves, &mut draft);
    draft
}

/// The moves that have words, each with its approved ones.
fn worded<'a>(seat: &Seat<'_>, hearing: Option<&Hearing>, moves: &'a [Move]) -> Vec<(&'a Move, Part)> {
    let language = seat.language(hearing);
    let asker = hearing.map_or(language, |heard| heard.language);
    let words = |planned: &'a Move| {
        let spoken = if matches!(planned, Move::AdmitBeingAi) { asker } else { language };
        Some((planned, planned.words(seat, spoken)?))
    };
    moves.iter().filter_map(words).collect()
}

/// The words that say that an AI is writing: the owner's, else the built-in ones (H1).
pub fn disclosure(script: &Script, language: Language) -> String {
    let own = script.disclosure.in_language(language);
    let words = own.unwrap_or_else(|| Phrase::Discloses.fresh(language, &[]));
    words.replace("{business}", business_name(script, language))
}

/// The business's name in a language, or a neutral word where the script has none.
pub fn business_name(script: &Script, language: Language) -> &str {
    script.business.best(language).unwrap_or(match language {
        Language::En => "this business",
        Language::Ru => "эта компания",
    })
}

/// Puts one of the voice's openers before a free answer from facts, if it was not used lately.
fn open_free_answer(seat: &Seat<'_>, moves: &[Move], draft: &mut Draft) {
    let tells = moves.first().is_some_and(|first| matches!(first, Move::TellFacts { .. }));
    let openers = seat.script.voice.openers.in_language(draft.language);
    let is_fresh = |opener: &&String| !seat.conversation.said.iter().any(|said| said.contains(opener.as_str()));
    if let (true, Some(opener)) = (tells, openers.iter().find(is_fresh)) {
        draft.parts.insert(0, Part::plain(Role::Opener, opener));
    }
}
