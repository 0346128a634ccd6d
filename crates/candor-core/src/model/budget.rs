//! How much models may use. A call reserves before it is made and settles after; a call that never settled counts as it
//! was reserved, so that no crash makes room.

use serde::{Deserialize, Serialize};

use super::{Cost, Tokens};

/// The most tokens and money within one span; `None` sets no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Tokens of requests and answers.
    pub tokens: Option<u64>,
    /// Money.
    pub cost: Option<Cost>,
}

/// The limits of a business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Of one conversation, from its beginning.
    pub conversation: Limit,
    /// Of a calendar day at the business.
    pub day: Limit,
    /// Of a calendar month at the business.
    pub month: Limit,
}

/// What was used or reserved within a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// Tokens of requests and answers.
    pub tokens: u64,
    /// Money.
    pub cost: Cost,
}

/// The limit a call would go over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overdrawn {
    /// The conversation's.
    Conversation,
    /// The day's.
    Day,
    /// The month's.
    Month,
}

impl Overdrawn {
    /// The word kept and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Day => "day",
            Self::Month => "month",
        }
    }
}

impl Limit {
    /// Whether a reservation still fits.
    fn leaves_room(&self, spent: Spent, tokens: Tokens, cost: Cost) -> bool {
        let fits =
            |limit: Option<u64>, spent: u64, wanted: u64| limit.is_none_or(|most| spent.saturating_add(wanted) <= most);
        fits(self.tokens, spent.tokens, tokens.all()) && fits(self.cost.map(|cost| cost.0), spent.cost.0, cost.0)
    }
}

impl Budget {
    /// Whether a call that uses at most this may be made; what was spent is that of the conversation, the day and the month.
    ///
    /// # Errors
    /// The widest limit it would go over.
    pub fn allows(&self, spent: [Spent; 3], tokens: Tokens, cost: Cost) -> Result<(), Overdrawn> {
        let [conversation, day, month] = spent;
        let spans = [
            (self.month, month, Overdrawn::Month),
            (self.day, day, Overdrawn::Day),
            (self.conversation, conversation, Overdrawn::Conversation),
        ];
        match spans.into_iter().find(|(limit, spent, _)| !limit.leaves_room(*spent, tokens, cost)) {
            Some((_, _, overdrawn)) => Err(overdrawn),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn tokens(prompt: u64, output: u64) -> Tokens {
        Tokens { prompt, cached: 0, output }
    }

    #[test]
    fn a_call_that_fits_everywhere_may_be_made_and_the_widest_limit_is_named() {
        let limit = |most| Limit { tokens: Some(most), cost: None };
        let budget = Budget { conversation: limit(100), day: limit(200), month: limit(300) };
        let spent = |tokens| Spent { tokens, cost: Cost(0) };
        let asked = |one, two, three| budget.allows([spent(one), spent(two), spent(three)], tokens(30, 20), Cost(9));
        assert_eq!(asked(50, 150, 250), Ok(()));
        assert_eq!(asked(51, 150, 250), Err(Overdrawn::Conversation));
        assert_eq!(asked(51, 151, 250), Err(Overdrawn::Day));
        assert_eq!(asked(0, 0, 251), Err(Overdrawn::Month));
        assert_eq!(Budget::default().allows([spent(u64::MAX); 3], tokens(9, 9), Cost(9)), Ok(()));
        let money = Budget { day: Limit { tokens: None, cost: Some(Cost(10)) }, ..Budget::default() };
        assert_eq!(money.allows([Spent::default(); 3], tokens(1, 1), Cost(11)), Err(Overdrawn::Day));
    }

    proptest! {
        #[test]
        fn whatever_calls_are_made_nothing_goes_over_a_limit(
            most in 0_u64..10_000,
            calls in proptest::collection::vec((0_u64..900, 0_u64..300, 0_u64..=100), 0..60),
        ) {
            let budget = Budget { day: Limit { tokens: Some(most), cost: None }, ..Budget::default() };
            let mut spent = Spent::default();
            for (prompt, output, used_percent) in calls {
                let wanted = tokens(prompt, output);
                if budget.allows([Spent::default(), spent, spent], wanted, Cost(0)).is_ok() {
                    // A call uses at most what it reserved.
                    spent.tokens += wanted.all() * used_percent / 100;
                }
                prop_assert!(spent.tokens <= most);
            }
        }
    }
}
