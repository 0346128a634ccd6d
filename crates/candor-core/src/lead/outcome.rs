//! How a lead came out: a closed list of words, kept with the lead and shown everywhere.

use serde::{Deserialize, Serialize};

use super::{Assessment, Standing};
use crate::{
    conversation::{Conversation, Holder},
    language::Language,
    script::Outcome,
};

/// How a lead came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadOutcome {
    /// Worth a person's time.
    Qualified,
    /// Not worth it; the assessment says why.
    NotQualified,
    /// Won: they have bought, are in the course or among those served.
    Enrolled,
    /// A person took over, or is wanted.
    HandedOver,
    /// The contact does not want it.
    Lost,
}

impl LeadOutcome {
    /// Every outcome, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Qualified, Self::NotQualified, Self::Enrolled, Self::HandedOver, Self::Lost];

    /// The word stored and used in commands and files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::NotQualified => "not_qualified",
            Self::Enrolled => "enrolled",
            Self::HandedOver => "handed_over",
            Self::Lost => "lost",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }

    /// Reads what a person calls an outcome, in any case: its word or its name in either language. Returns what follows it
    /// as well.
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let text = text.trim();
        let calls = |outcome: Self| {
            let names = Language::ALL.map(|language| outcome.name(language));
            [outcome.word()].into_iter().chain(names).chain(outcome.former_name())
        };
        Self::ALL.into_iter().flat_map(|outcome| calls(outcome).map(move |call| (outcome, call))).find_map(
            |(outcome, call)| {
                let mut end = text.len();
                if let Some((at, _)) = text.char_indices().nth(call.chars().count()) {
                    end = at;
                }
                let (said, rest) = text.split_at_checked(end)?;
                let is_whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
                (is_whole && said.to_lowercase() == call).then(|| (outcome, rest.trim()))
            },
        )
    }

    /// What the staff read in earlier versions, and some still write.
    const fn former_name(self) -> Option<&'static str> {
        match self {
            Self::Enrolled => Some("зачисление"),
            Self::Lost => Some("отказ"),
            Self::Qualified | Self::NotQualified | Self::HandedOver => None,
        }
    }

    /// What the staff reads.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Qualified, Language::En) => "qualified",
            (Self::NotQualified, Language::En) => "not qualified",
            (Self::Enrolled, Language::En) => "won",
            (Self::HandedOver, Language::En) => "handed over",
            (Self::Lost, Language::En) => "lost",
            (Self::Qualified, Language::Ru) => "подходит",
            (Self::NotQualified, Language::Ru) => "не подходит",
            (Self::Enrolled, Language::Ru) => "сделка",
            (Self::HandedOver, Language::Ru) => "передача человеку",
            (Self::Lost, Language::Ru) => "упущена",
        }
    }
}

/// The outcome the conversation itself speaks for, until a person says otherwise; `None` while all is open. Nobody is
/// enrolled by it: that is done, not concluded.
pub fn outcome(assessment: &Assessment, conversation: &Conversation) -> Option<LeadOutcome> {
    let is_with_people = !matches!(conversation.holder, Holder::Desk);
    match (conversation.outcome, &assessment.standing) {
        (Some(Outcome::Closed), _) => Some(LeadOutcome::Lost),
        (Some(Outcome::HandOver), _) => Some(LeadOutcome::HandedOver),
        (None, Standing::NotQualified { .. }) => Some(LeadOutcome::NotQualified),
        (None, _) if is_with_people => Some(LeadOutcome::HandedOver),
        (None, Standing::Qualified) => Some(LeadOutcome::Qualified),
        (None, Standing::Open { .. }) => None,
    }
}
