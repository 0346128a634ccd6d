//! Measures the classifier on labelled messages: what a script's phrasings teach, and how well strangers are kept out.
//! Pure; files are read, clocks looked at and figures printed by whoever calls it.

mod figures;
mod sample;
pub mod things;

use std::collections::BTreeSet;

pub use figures::Bin;
pub use sample::{at_most, only_inside};
use serde::{Deserialize, Serialize};

use super::{
    classifier::{Classifier, Text},
    reading::read,
    words::Line,
};
use crate::script::DEFAULT_FIT_THRESHOLD;
use figures::{accepted_at_95, auroc, calibration_error, macro_f1, reliability, share};

/// The label of a message outside the script.
pub const OUTSIDE: &str = "oos";

/// A message and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The words.
    pub text: String,
    /// The step or question; [`OUTSIDE`] if none.
    pub label: String,
}

/// What the classifier makes of a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// The likeliest label; empty if there is none.
    pub label: String,
    /// How well the script covers the message, 0..=1.
    pub fit: f64,
}

/// How well a test went. Shares are 0..=1; a share of nothing is 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Phrasings learnt from.
    pub trained_on: usize,
    /// Test messages within the script.
    pub inside: usize,
    /// Test messages outside it.
    pub outside: usize,
    /// Share of the inside messages whose label was found, whatever the fit.
    pub accuracy_in_scope: f64,
    /// Share of the inside messages whose label was found and whose fit reached the threshold.
    pub accepted_and_right: f64,
    /// Share of the inside messages whose fit reached the threshold.
    pub accepted_in_scope: f64,
    /// Share of the outside messages whose fit stayed below the threshold.
    pub recall_outside: f64,
    /// Of the messages whose fit stayed below the threshold, the share that is outside.
    pub precision_outside: f64,
    /// The chance that an inside message has a higher fit than an outside one.
    pub auroc_outside: f64,
    /// Share of the outside messages accepted by the threshold that accepts 95 % of the inside ones.
    pub fpr_at_95: f64,
    /// F1 averaged over the labels, outside counted as one of them, at the threshold.
    pub macro_f1: f64,
    /// Mean distance between fit and the share that is inside, over ten bins of fit.
    pub calibration_error: f64,
    /// Those bins.
    pub reliability: Vec<Bin>,
    /// The threshold used.
    pub threshold: f64,
}

/// What labelled phrasings have taught.
pub struct Learnt {
    labels: Vec<String>,
    classifier: Classifier,
}

impl Learnt {
    /// Learns from examples; those outside are left out.
    pub fn of(train: &[Example]) -> Self {
        let inside = || train.iter().filter(|example| example.label != OUTSIDE);
        let labels: Vec<String> =
            inside().map(|example| example.label.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let label_of = |label: &String| labels.binary_search(label).unwrap_or(0);
        let lines: Vec<Vec<Line>> = inside().map(|example| read(&example.text, &|_| true)).collect();
        let texts = inside().zip(&lines).map(|(example, lines)| {
            let text = Text { written: &example.text, lines };
            (text, label_of(&example.label))
        });
        let classifier = Classifier::train(&texts.collect::<Vec<_>>(), labels.len());
        Self { labels, classifier }
    }

    /// What it makes of a message.
    pub fn predict(&self, text: &str) -> Prediction {
        let lines = read(text, &|_| true);
        let standings = self.classifier.standings(&Text { written: text, lines: &lines });
        let best = standings.first().and_then(|standing| self.labels.get(standing.label));
        Prediction { label: best.cloned().unwrap_or_default(), fit: Classifier::fit(&standings) }
    }
}

impl Learnt {
    /// The threshold by which most of these messages are judged rightly: the right label at or above it, outside below.
    /// (As in the paper of CLINC150, Larson et al. 2019, "oos-threshold".)
    pub fn best_threshold(&self, examples: &[Example]) -> f64 {
        let mut judged: Vec<(f64, i64)> = Vec::new();
        for example in examples {
            let made = self.predict(&example.text);
            // What is gained when the threshold comes down to this message's fit.
            let gain = match example.label.as_str() {
                OUTSIDE => -1,
                label if label == made.label => 1,
                _ => 0,
            };
            judged.push((made.fit, gain));
        }
        judged.sort_by(|left, right| right.0.total_cmp(&left.0));
        let (mut best, mut most, mut sum) = (1.0, 0, 0);
        for (place, (fit, gain)) in judged.iter().enumerate() {
            sum += gain;
            let is_last_of_its_fit = judged.get(place + 1).is_none_or(|(next, _)| next < fit);
            if sum > most && is_last_of_its_fit {
                (best, most) = (*fit, sum);
            }
        }
        best
    }

    /// What it takes in memory, in bytes, beside what all scripts share.
    pub fn bytes(&self) -> usize {
        self.classifier.bytes()
    }
}

/// Learns from the training examples and measures on the test messages, at the default threshold of scripts.
pub fn evaluate(train: &[Example], test: &[Example]) -> Report {
    let learnt = Learnt::of(train);
    let predictions: Vec<Prediction> = test.iter().map(|example| learnt.predict(&example.text)).collect();
    report(train, test, &predictions, DEFAULT_FIT_THRESHOLD)
}

/// The figures of predictions that were made of the test messages, in their order.
pub fn report(train: &[Example], test: &[Example], predictions: &[Prediction], threshold: f64) -> Report {
    let judged: Vec<(&Example, &Prediction)> = test.iter().zip(predictions).collect();
    let is_inside = |example: &Example| example.label != OUTSIDE;
    let mut inside: Vec<f64> =
        judged.iter().filter(|(example, _)| is_inside(example)).map(|(_, made)| made.fit).collect();
    let mut outside: Vec<f64> =
        judged.iter().filter(|(example, _)| !is_inside(example)).map(|(_, made)| made.fit).collect();
    inside.sort_by(f64::total_cmp);
    outside.sort_by(f64::total_cmp);
    let count = |wanted: &dyn Fn(&Example, &Prediction) -> bool| {
        judged.iter().filter(|(example, made)| wanted(example, made)).count()
    };
    let right = count(&|example, made| is_inside(example) && example.label == made.label);
    let accepted_right =
        count(&|example, made| is_inside(example) && example.label == made.label && made.fit >= threshold);
    let accepted_inside = count(&|example, made| is_inside(example) && made.fit >= threshold);
    let kept_out = count(&|example, made| !is_inside(example) && made.fit < threshold);
    let below = count(&|_, made| made.fit < threshold);
    let reliability = reliability(&judged);
    Report {
        trained_on: train.iter().filter(|example| is_inside(example)).count(),
        inside: inside.len(),
        outside: outside.len(),
        accuracy_in_scope: share(right, inside.len()),
        accepted_and_right: share(accepted_right, inside.len()),
        accepted_in_scope: share(accepted_inside, inside.len()),
        recall_outside: share(kept_out, outside.len()),
        precision_outside: share(kept_out, below),
        auroc_outside: auroc(&inside, &outside),
        fpr_at_95: accepted_at_95(&inside, &outside),
        macro_f1: macro_f1(&judged, threshold),
        calibration_error: calibration_error(&reliability),
        reliability,
        threshold,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples(rows: &[(&str, &str)]) -> Vec<Example> {
        rows.iter().map(|(text, label)| Example { text: (*text).to_owned(), label: (*label).to_owned() }).collect()
    }

    #[test]
    fn a_clear_case_is_measured_as_clear() {
        let train = examples(&[
            ("сколько стоит букет роз", "price"),
            ("какая цена у роз", "price"),
            ("почем розы", "price"),
            ("цена букета", "price"),
            ("когда привезете заказ", "delivery"),
            ("сколько ждать доставку", "delivery"),
            ("доставка сегодня возможна", "delivery"),
            ("курьер привезет сегодня", "delivery"),
        ]);
        let test = examples(&[
            ("какая цена букета роз", "price"),
            ("доставка заказа сегодня возможна", "delivery"),
            ("who won the football match", "oos"),
            ("расскажи анекдот про медведя", "oos"),
        ]);
        let report = evaluate(&train, &test);
        assert_eq!((report.trained_on, report.inside, report.outside), (8, 2, 2));
        assert!((report.accuracy_in_scope - 1.0).abs() < 1e-9, "{report:?}");
        assert!((report.auroc_outside - 1.0).abs() < 1e-9, "{report:?}");
        assert!((report.recall_outside - 1.0).abs() < 1e-9, "{report:?}");
        assert_eq!(evaluate(&train, &test), report);
    }

    #[test]
    fn nothing_to_learn_or_to_measure_gives_noughts() {
        let report = evaluate(&[], &examples(&[("привет", "oos")]));
        assert!((report.recall_outside - 1.0).abs() < 1e-9);
        assert!(evaluate(&[], &[]).macro_f1.abs() < 1e-9);
    }
}
