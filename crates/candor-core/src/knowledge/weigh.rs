//! How well a passage answers a question, from what both have in common. Weights and floors were fitted on 150 questions to documents of
//! three businesses and measured on 150 of three others, by an author who saw none of this; docs/models.md has the figures.

/// What a question and a passage have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// The share of the question's content words that stand in the passage or its heading, rarer words counting for more; 0..=1.
    pub shared: f64,
    /// How near the meanings are by their sentence vectors, -1..=1; 0 where there are none.
    pub meant: f64,
    /// The same for the sentence nearest to the question.
    pub said: f64,
    /// The same for the heading alone: questions are often asked as a heading asks them.
    pub headed: f64,
}

/// From this score on a passage is quoted as the answer.
pub const FLOOR: f64 = 0.65;

/// From this score on it is shown to a model, which sees for itself whether it answers.
pub const SHOWN: f64 = 0.3;

impl Likeness {
    /// How likely the passage answers the question, 0..=1. Without vectors only words count, and all of the rarer ones must stand there.
    pub fn score(self) -> f64 {
        if self.meant == 0.0 && self.said == 0.0 {
            return self.shared * self.shared * 0.75;
        }
        let drawn = 0.8 * self.shared + 1.3 * self.meant + 3.2 * self.said + 2.2 * self.headed.max(self.said) - 2.6;
        1.0 / (1.0 + (-drawn).exp())
    }
}
