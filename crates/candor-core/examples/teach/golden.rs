//! `data/detectors.jsonl`: sentences with the scores this program gives them, which a test compares with what the product makes of the
//! files. The weights are rounded here as they are there, and summed up by other code.

use std::{collections::BTreeMap, path::Path};

use candor_core::hearing::teaching::{Layer, Looked, Sum, design_of, look};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Golden {
    text: String,
    scores: BTreeMap<String, f64>,
    without: BTreeMap<String, f64>,
}

/// Puts the scores of these heads in the place of those of the same names.
pub fn write(file: &Path, sums: &[Sum], layers: &[Layer]) {
    let text = std::fs::read_to_string(file).expect("the sentences with their scores");
    let mut lines = String::new();
    for line in text.lines() {
        let mut golden: Golden = serde_json::from_str(line).expect("a line of JSON");
        let looked = look(&golden.text);
        for sum in sums {
            let score = of_sum(sum, &looked);
            golden.without.insert(sum.name.to_owned(), short(score));
            golden.scores.insert(sum.name.to_owned(), short(score + of_layers(layers, sum.name, &looked)));
        }
        lines += &serde_json::to_string(&golden).expect("a line of JSON");
        lines.push('\n');
    }
    std::fs::write(file, lines).expect("detectors.jsonl can be written");
}

fn of_sum(sum: &Sum, looked: &Looked) -> f64 {
    let step = sum.weights.iter().fold(0.0_f64, |highest, weight| highest.max(weight.abs())) / 127.0;
    let features = &looked.designs[design_of(sum.name).expect("a known head")];
    let weighed = features.iter().map(|(place, value)| (sum.weights[*place] / step).round() * step * value);
    sum.bias + weighed.sum::<f64>()
}

fn of_layers(layers: &[Layer], name: &str, looked: &Looked) -> f64 {
    let vector = looked.vector.as_ref().expect("a build with vectors");
    let mut score = 0.0;
    for layer in layers {
        let Some(head) = layer.names.iter().position(|known| *known == name) else { continue };
        score += f64::from(layer.biases[head]);
        for unit in &layer.units {
            let step = unit.weights.iter().fold(f32::MIN_POSITIVE, |highest, weight| highest.max(weight.abs())) / 127.0;
            let weighed =
                unit.weights.iter().zip(vector).map(|(weight, number)| (weight / step).round() * step * number);
            score += f64::from((weighed.sum::<f32>() + unit.bias).max(0.0) * unit.says[head]);
        }
    }
    score
}

/// Four digits behind the point.
fn short(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
