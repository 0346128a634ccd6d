//! Tokens and money. Money is counted in millionths of whatever currency the owner's prices are in; never as a float.

use serde::{Deserialize, Serialize};

use super::ModelRequest;

/// Tokens used by a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Tokens of the request, those read from a cache included.
    pub prompt: u64,
    /// Those of the request that came from a cache.
    pub cached: u64,
    /// Tokens of the answer.
    pub output: u64,
}

impl Tokens {
    /// What a call is reserved at, guessed before it: one token for two bytes of the request, which prose in Russian (two bytes
    /// a letter) and English does not reach, and all of the answer's allowance. Strange letters may cost more: a budget may
    /// be overdrawn by as much as one call.
    pub fn reserved(request: &ModelRequest) -> Self {
        // What a provider's template puts around each line: llama.cpp counts up to a dozen.
        const AROUND_A_LINE: u64 = 12;
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let lines = count(request.lines.len()).saturating_add(1).saturating_mul(AROUND_A_LINE);
        let prompt = count(request.bytes()).div_ceil(2).saturating_add(lines);
        Self { prompt, cached: 0, output: u64::from(request.max_output_tokens) }
    }

    /// Request and answer together.
    pub const fn all(self) -> u64 {
        self.prompt.saturating_add(self.output)
    }
}

/// Millionths of the currency of the prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cost(pub u64);

/// What a million tokens cost, in millionths of a currency: 3 dollars a million are 3,000,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// Tokens of requests.
    pub prompt: u64,
    /// Tokens of requests that came from a cache.
    pub cached: u64,
    /// Tokens of answers.
    pub output: u64,
}

impl Prices {
    /// What these tokens cost, rounded up. More cached tokens than tokens of the request count as all of them.
    pub fn cost(&self, tokens: Tokens) -> Cost {
        let cached = tokens.cached.min(tokens.prompt);
        let fresh = tokens.prompt.saturating_sub(cached);
        let parts = [(fresh, self.prompt), (cached, self.cached), (tokens.output, self.output)];
        let total: u128 = parts.into_iter().map(|(count, price)| u128::from(count) * u128::from(price)).sum();
        Cost(u64::try_from(total.div_ceil(1_000_000)).unwrap_or(u64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_costs_what_its_tokens_cost_cached_ones_apart_rounded_up() {
        let prices = Prices { prompt: 3_000_000, cached: 300_000, output: 15_000_000 };
        let cost = |prompt, cached, output| prices.cost(Tokens { prompt, cached, output });
        assert_eq!(cost(1_000_000, 0, 0), Cost(3_000_000));
        assert_eq!(cost(1_000, 800, 100), Cost(600 + 240 + 1_500));
        assert_eq!(cost(1, 1, 0), Cost(1));
        assert_eq!(cost(10, 99, 0), Cost(3), "more from a cache than there is counts as all");
        assert_eq!(
            Prices { prompt: u64::MAX, ..prices }.cost(Tokens { prompt: u64::MAX, cached: 0, output: 0 }),
            Cost(u64::MAX)
        );
        assert_eq!(Prices::default().cost(Tokens { prompt: 9, cached: 0, output: 9 }), Cost(0));
    }
}
