//! Finds the words for a plan, from the script's texts and the fixed phrases. The guard judges them afterwards.

mod buttonless;
pub mod by_model;
mod draft;

pub use buttonless::buttonless;
pub use draft::{Draft, Part, Role};

use crate::{hearing::Hearing, language::Language, moves::Move, phrases::Phrase, script::Script, seat::Seat};

/// Writes the moves down, in their order, as one draft.
///
/// A question about being a machine is answered in the asker's language even where the script lacks it (H2). Where nothing else is
/// to be told, the whole message is in it; words only the script has are said in the script's language, after the truth.
pub fn write(seat: &Seat<'_>, hearing: Option<&Hearing>, moves: &[Move]) -> Draft {
    let parts = worded(seat, hearing, moves).into_iter().map(|(_, part)| part).collect();
    let language = truth_alone(seat, hearing, moves).unwrap_or_else(|| seat.language(hearing));
    let mut draft = Draft { language, parts };
    open_free_answer(seat, moves, &mut draft);
    draft
}

/// The moves that have words, each with its approved ones.
fn worded<'a>(seat: &Seat<'_>, hearing: Option<&Hearing>, moves: &'a [Move]) -> Vec<(&'a Move, Part)> {
    let language = seat.language(hearing);
    let asker = hearing.map_or(language, |heard| heard.language);
    let alone = truth_alone(seat, hearing, moves);
    let words = |planned: &'a Move| {
        let part = match (planned, alone) {
            (Move::AdmitBeingAi, _) => planned.words(seat, asker),
            (Move::Ask { .. }, Some(asker)) => planned.words(seat, asker).map(|asked| gone_back_to(seat, asker, asked)),
            (_, alone) => planned.words(seat, alone.unwrap_or(language)),
        };
        Some((planned, part?))
    };
    moves.iter().filter_map(words).collect()
}

/// The asker's language, where the script lacks it and these moves only tell that a machine writes and lead back to what was asked
/// before: the desk has its own words for both.
fn truth_alone(seat: &Seat<'_>, hearing: Option<&Hearing>, moves: &[Move]) -> Option<Language> {
    let asker = hearing?.language;
    let is_own = |planned: &Move| {
        matches!(
            planned,
            Move::AdmitBeingAi
                | Move::Ask { .. }
                | Move::Return { .. }
                | Move::Clarify { .. }
                | Move::Acknowledge { .. }
        )
    };
    let is_alone = moves.contains(&Move::AdmitBeingAi) && moves.iter().all(is_own);
    (is_alone && asker != seat.language(hearing)).then_some(asker)
}

/// The way back to a question the script has in another language: it was read before, and its buttons stay.
fn gone_back_to(seat: &Seat<'_>, language: Language, asked: Part) -> Part {
    let text = Phrase::ReturnsToStep.fresh(language, &seat.conversation.said);
    Part { buttons: asked.buttons, ..Part::plain(Role::Return, text) }
}

/// The words that say that an AI is writing: the owner's, else the built-in ones (H1).
pub fn disclosure(script: &Script, language: Language) -> String {
    let own = script.disclosure.in_language(language);
    let words = own.unwrap_or_else(|| Phrase::Discloses.fresh(language, &[]));
    with_business(words, script, language)
}

/// Words with the business's name in the place of `{business}`. Inside of quotation marks its own become inner ones:
/// «Студия „Йога и чай“».
pub fn with_business(words: &str, script: &Script, language: Language) -> String {
    let name = business_name(script, language);
    let whole = name.strip_prefix('«').and_then(|name| name.strip_suffix('»'));
    let inner = whole.filter(|whole| !whole.contains(['«', '»'])).unwrap_or(name);
    let quoted = format!("«{}»", inner.replace('«', "„").replace('»', "“"));
    words.replace("«{business}»", &quoted).replace("{business}", name)
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
