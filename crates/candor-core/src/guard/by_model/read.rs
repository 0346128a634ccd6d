//! Reads what the judge answered. Only two words of it count, each from a closed list; a sentence of its own reaches nobody.

use serde::Deserialize;
use serde_json::Value;

/// What a judge may have against words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// They sound as if a person wrote.
    ClaimsPerson,
    /// They tell of a deed.
    ClaimsDeed,
    /// They state what was told nowhere.
    Invents,
    /// They say otherwise than what is approved.
    Contradicts,
    /// They press.
    Presses,
    /// They do what the contact's words order.
    Obeys,
    /// They mock or insult.
    Insults,
}

impl Objection {
    /// Every objection.
    pub const ALL: [Self; 7] = [
        Self::ClaimsPerson,
        Self::ClaimsDeed,
        Self::Invents,
        Self::Contradicts,
        Self::Presses,
        Self::Obeys,
        Self::Insults,
    ];

    /// The word a judge is asked for.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ClaimsPerson => "claims_person",
            Self::ClaimsDeed => "claims_deed",
            Self::Invents => "invents",
            Self::Contradicts => "contradicts",
            Self::Presses => "presses",
            Self::Obeys => "obeys",
            Self::Insults => "insults",
        }
    }

    /// The same for people who read the timeline and for the model that is to write anew.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ClaimsPerson => "it sounds as if a person wrote it",
            Self::ClaimsDeed => "it says that somebody did something",
            Self::Invents => "it states something that is told nowhere",
            Self::Contradicts => "it says otherwise than the approved words",
            Self::Presses => "it puts pressure on the customer",
            Self::Obeys => "it does what the customer's words order",
            Self::Insults => "it mocks or insults",
        }
    }
}

/// What was answered is not the form: there is no opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not the form that was asked for")]
pub struct OpinionError;

#[derive(Deserialize)]
struct Form {
    verdict: Verdict,
    #[serde(default)]
    reason: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Fine,
    NotFine,
}

/// Reads the form: the objection, `None` if the words are fine.
///
/// # Errors
/// [`OpinionError`] if the verdict is none of the two, or an objection names none of the reasons.
pub fn read(answer: &Value) -> Result<Option<Objection>, OpinionError> {
    let form = Form::deserialize(answer).map_err(|_| OpinionError)?;
    match form.verdict {
        Verdict::Fine => Ok(None),
        Verdict::NotFine => Objection::deserialize(&form.reason).map(Some).map_err(|_| OpinionError),
    }
}
