//! Shares, honest about small numbers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::figures::FEW;

/// A share of something.
#[derive(Serialize, JsonSchema)]
pub(super) struct Share {
    /// So many.
    part: u64,
    /// Of so many.
    of: u64,
    /// In per cent, to the tenth; null where there are fewer than twenty cases, for it says nothing then.
    percent: Option<f64>,
    /// Whether there are fewer than twenty cases: say so wherever the figure is shown.
    is_few: bool,
}

impl Share {
    pub(super) fn of(part: u64, of: u64) -> Self {
        let is_few = of < FEW;
        let thousandths = (u128::from(part) * 1000 + u128::from(of) / 2).checked_div(u128::from(of));
        let thousandths = thousandths.and_then(|share| u32::try_from(share).ok()).filter(|_| !is_few);
        Self { part, of, percent: thousandths.map(|share| f64::from(share) / 10.0), is_few }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_cases_give_no_percentage() {
        assert_eq!((Share::of(1, 19).percent, Share::of(1, 19).is_few), (None, true));
        assert_eq!((Share::of(1, 30).percent, Share::of(1, 30).is_few), (Some(3.3), false));
        assert_eq!(Share::of(0, 0).percent, None);
        assert_eq!(Share::of(u64::MAX, u64::MAX).percent, Some(100.0));
    }
}
