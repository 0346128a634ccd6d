//! Measures the classifier on labelled messages: what a script's phrasings teach, and how well strangers are kept out.
//! Pure; files are read and figures printed by whoever calls it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    classifier::{Classifier, number},
    reading::read,
};
use crate::script::DEFAULT_FIT_THRESHOLD;

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
    /// The threshold used.
    pub threshold: f64,
}

/// Learns from the training examples (those outside are left out) and says what it makes of each test message.
pub fn predict(train: &[Example], test: &[Example]) -> Vec<Prediction> {
    let inside = || train.iter().filter(|example| example.label != OUTSIDE);
    let labels: Vec<&str> =
        inside().map(|example| example.label.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let label_of = |label: &str| labels.binary_search(&label).unwrap_or(0);
    let examples: Vec<_> = inside().map(|example| (read(&example.text, &|_| true), label_of(&example.label))).collect();
    let classifier = Classifier::train(&examples, labels.len());
    let understand = |example: &Example| {
        let standings = classifier.standings(&read(&example.text, &|_| true));
        let best = standings.first().and_then(|standing| labels.get(standing.label)).copied().unwrap_or_default();
        Prediction { label: best.to_owned(), fit: Classifier::fit(&standings) }
    };
    test.iter().map(understand).collect()
}

/// Learns from the training examples and measures on the test messages, at the default threshold of scripts.
pub fn evaluate(train: &[Example], test: &[Example]) -> Report {
    let predictions = predict(train, test);
    let threshold = DEFAULT_FIT_THRESHOLD;
    let judged: Vec<(&Example, &Prediction)> = test.iter().zip(&predictions).collect();
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
        calibration_error: calibration_error(&judged),
        threshold,
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// The chance that one of `higher` is above one of `lower`, ties counted half. Both sorted.
fn auroc(higher: &[f64], lower: &[f64]) -> f64 {
    let wins: f64 = higher
        .iter()
        .map(|fit| {
            let below = lower.partition_point(|other| other < fit);
            let not_above = lower.partition_point(|other| other <= fit);
            (number(below) + number(not_above)) / 2.0
        })
        .sum();
    if higher.is_empty() || lower.is_empty() { 0.0 } else { wins / (number(higher.len()) * number(lower.len())) }
}

fn accepted_at_95(inside: &[f64], outside: &[f64]) -> f64 {
    let Some(threshold) = inside.get(inside.len() / 20) else { return 0.0 };
    share(outside.iter().filter(|fit| *fit >= threshold).count(), outside.len())
}

fn macro_f1(judged: &[(&Example, &Prediction)], threshold: f64) -> f64 {
    let mut tallies: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (example, made) in judged {
        let said = if made.fit < threshold { OUTSIDE } else { made.label.as_str() };
        if said == example.label {
            tallies.entry(said).or_default().0 += 1;
        } else {
            tallies.entry(said).or_default().1 += 1;
            tallies.entry(example.label.as_str()).or_default().2 += 1;
        }
    }
    let scores: f64 = tallies.values().map(|(right, wrong, missed)| share(2 * right, 2 * right + wrong + missed)).sum();
    if tallies.is_empty() { 0.0 } else { scores / number(tallies.len()) }
}

fn calibration_error(judged: &[(&Example, &Prediction)]) -> f64 {
    let mut bins = [(0.0, 0_usize, 0_usize); 10];
    for (example, made) in judged {
        let bin = (0..9).find(|bin| made.fit < (number(*bin) + 1.0) / 10.0).unwrap_or(9);
        if let Some((fits, inside, all)) = bins.get_mut(bin) {
            *fits += made.fit;
            *inside += usize::from(example.label != OUTSIDE);
            *all += 1;
        }
    }
    let distance: f64 = bins.iter().map(|(fits, inside, _)| (fits - number(*inside)).abs()).sum();
    if judged.is_empty() { 0.0 } else { distance / number(judged.len()) }
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
