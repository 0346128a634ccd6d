//! Measures how well one thing is heard: of the messages that say it the share in which it was heard, of the others the share
//! of false alarms. Pure; files are read and figures printed by whoever calls it.

use serde::{Deserialize, Serialize};

use crate::hearing::{classifier::number, heard::HeardKind, learnt::Learnt, reading::read, settle::settle};

/// A message, and whether it says the thing in question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The words.
    pub text: String,
    /// Whether it says so.
    pub label: bool,
}

/// Who hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The patterns alone.
    Patterns,
    /// The patterns and what was learnt.
    Both,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Messages that say it.
    pub said: usize,
    /// Of them those in which it was heard.
    pub heard: usize,
    /// Messages that do not say it.
    pub others: usize,
    /// Of them those in which it was heard.
    pub false_alarms: usize,
}

impl Counted {
    /// The share of those that say it in which it was heard; of none, 1.
    pub fn recall(self) -> f64 {
        if self.said == 0 { 1.0 } else { number(self.heard) / number(self.said) }
    }

    /// The share of the others in which it was heard; of none, 0.
    pub fn false_alarm_rate(self) -> f64 {
        if self.others == 0 { 0.0 } else { number(self.false_alarms) / number(self.others) }
    }
}

/// Reads a line of JSON, `{"text": "…", "label": true}`; `None` if it is none.
pub fn case(line: &str) -> Option<Case> {
    serde_json::from_str(line).ok()
}

/// What is heard in a message without any script.
pub fn things(text: &str, by: By) -> Vec<HeardKind> {
    let lines = read(text, &|_| false);
    let learnt = if by == By::Both { Learnt::of(text, &lines) } else { None };
    settle(text, &lines, learnt.as_ref()).into_iter().map(|heard| heard.kind).collect()
}

/// Counts how often a thing was heard where it is said and where it is not: of each message whether it says it, and what was heard.
pub fn count<'a>(heard: impl IntoIterator<Item = (bool, &'a [HeardKind])>, kind: HeardKind) -> Counted {
    heard.into_iter().fold(Counted::default(), |mut counted, (is_said, things)| {
        let is_heard = usize::from(things.contains(&kind));
        if is_said {
            counted.said += 1;
            counted.heard += is_heard;
        } else {
            counted.others += 1;
            counted.false_alarms += is_heard;
        }
        counted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_heard_and_what_should_not_be_are_counted_apart() {
        let cases: Vec<Case> = [
            r#"{"text": "are you a bot?", "label": true}"#,
            r#"{"text": "how much is it?", "label": false}"#,
            r#"{"text": "hello", "label": true}"#,
            "no case",
        ]
        .into_iter()
        .filter_map(case)
        .collect();
        let heard: Vec<_> = cases.iter().map(|case| (case.label, things(&case.text, By::Both))).collect();
        let counted = count(heard.iter().map(|(said, things)| (*said, things.as_slice())), HeardKind::AsksIfBot);
        assert_eq!(counted, Counted { said: 2, heard: 1, others: 1, false_alarms: 0 });
        assert!((counted.recall() - 0.5).abs() < 1e-9 && counted.false_alarm_rate() < 1e-9);
        assert!((Counted::default().recall() - 1.0).abs() < 1e-9);
    }
}
