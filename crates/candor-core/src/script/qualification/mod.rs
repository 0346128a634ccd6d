//! When a contact is worth a person's time: what the owner wrote under `## Qualification`, or what holds without it.
//! A criterion is a field, a condition and points; [`crate::lead::assess`] holds a conversation against them.

mod words;

use jiff::civil;
use serde::{Deserialize, Serialize};

pub(crate) use words::field_name;

use super::model::Script;

/// The most points one criterion can give.
pub const MAX_POINTS: u32 = 100;

/// The owner's rules of qualification; empty where the script has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualification {
    /// What gives points; where empty, every required field that is told gives one.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// What rules a contact out, whatever the points. Their own points are 0.
    #[serde(default)]
    pub excluded_if: Vec<Criterion>,
    /// From so many points upwards a lead is qualified; `None` for all of them.
    #[serde(default)]
    pub threshold: Option<u32>,
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// The field's id.
    pub field: String,
    /// What its value must be.
    pub condition: Condition,
    /// What meeting it gives, 1 to [`MAX_POINTS`].
    pub points: u32,
    /// Line of the source text, from 1; 0 if it stands in none.
    pub line: usize,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Condition {
    /// Told at all. For fields of every kind.
    Told,
    /// This or more. For money and quantities; of a range, its upper end counts.
    AtLeast {
        /// This.
        amount: Amount,
    },
    /// This or less. For money and quantities; of a range, its upper end counts.
    AtMost {
        /// This.
        amount: Amount,
    },
    /// One of these options of a choice.
    OneOf {
        /// Their ids.
        options: Vec<String>,
    },
    /// On this day or before it. For dates.
    OnOrBefore {
        /// The day.
        day: civil::Date,
    },
    /// At most so many days after the day on which it was told. For dates.
    WithinDays {
        /// How many.
        days: u16,
    },
}

/// A number, or an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// Thousandths of it.
    pub thousandths: i64,
    /// ISO 4217, where the script names a currency. Amounts in different currencies are not compared.
    #[serde(default)]
    pub currency: Option<String>,
}

impl Qualification {
    /// The same without the lines it came from, for comparing versions.
    #[must_use]
    pub fn without_lines(&self) -> Self {
        let plain = |criteria: &[Criterion]| {
            criteria.iter().map(|criterion| Criterion { line: 0, ..criterion.clone() }).collect()
        };
        Self { criteria: plain(&self.criteria), excluded_if: plain(&self.excluded_if), threshold: self.threshold }
    }
}

impl Script {
    /// What gives points: the owner's criteria, else one point for each required field.
    pub fn criteria(&self) -> Vec<Criterion> {
        if !self.qualification.criteria.is_empty() {
            return self.qualification.criteria.clone();
        }
        let told = |field: &super::Field| Criterion {
            field: field.id.clone(),
            condition: Condition::Told,
            points: 1,
            line: 0,
        };
        self.fields.iter().filter(|field| field.is_required).map(told).collect()
    }

    /// From so many points a lead is qualified: the owner's threshold, else the sum of all points.
    pub fn qualified_from(&self) -> u32 {
        self.qualification.threshold.unwrap_or_else(|| sum(&self.criteria()))
    }
}

/// All points that can be had.
pub(crate) fn sum(criteria: &[Criterion]) -> u32 {
    criteria.iter().fold(0, |sum: u32, criterion| sum.saturating_add(criterion.points))
}
