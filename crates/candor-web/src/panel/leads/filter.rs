//! Which leads are asked for, as it stands in the address of the page.

use candor_core::{lead::LeadOutcome, moment::Moment};
use candor_store::LeadCursor;
use serde::Deserialize;

/// A stage, and the word by which addresses and words call it.
pub(crate) type Stage = (&'static str, Option<LeadOutcome>);

/// The columns of the board, in order.
pub(crate) const STAGES: [Stage; 6] = [
    ("open", None),
    ("qualified", Some(LeadOutcome::Qualified)),
    ("handed_over", Some(LeadOutcome::HandedOver)),
    ("enrolled", Some(LeadOutcome::Enrolled)),
    ("not_qualified", Some(LeadOutcome::NotQualified)),
    ("lost", Some(LeadOutcome::Lost)),
];

/// The word of a stage.
pub(crate) fn word_of(stage: Option<LeadOutcome>) -> &'static str {
    stage.map_or("open", LeadOutcome::word)
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Asked {
    /// `table`; anything else is the board.
    #[serde(default)]
    pub view: String,
    /// The stage wanted, by its word.
    #[serde(default)]
    pub stage: String,
    /// After which lead the table goes on: when it last changed, and its number.
    #[serde(default)]
    pub after: String,
}

impl Asked {
    /// Whether the table is wanted: a stage is only ever asked of it.
    pub(crate) fn is_table(&self) -> bool {
        self.view == "table"
    }

    /// The stage wanted, whatever was typed into the address.
    pub(crate) fn stage(&self) -> Option<Stage> {
        STAGES.into_iter().find(|(word, _)| *word == self.stage)
    }

    /// Where the page begins.
    pub(crate) fn cursor(&self) -> Option<LeadCursor> {
        let (at, number) = self.after.split_once('.')?;
        Some(LeadCursor { updated_at: Moment::from_millis(at.parse().ok()?), number: number.parse().ok()? })
    }
}

/// The address of the table: of one stage or all, from the beginning or after a lead.
pub(crate) fn table(stage: Option<Stage>, after: Option<LeadCursor>) -> String {
    let mut address = "/panel/leads?view=table".to_owned();
    if let Some((word, _)) = stage {
        address.push_str("&stage=");
        address.push_str(word);
    }
    if let Some(LeadCursor { updated_at, number }) = after {
        address.push_str(&format!("&after={}.{number}", updated_at.millis()));
    }
    address
}
