//! How the packed files of the heads are made, for the program that teaches them (`examples/teach`): what a head looks at in a text,
//! and the files with what was learnt in them. Nothing of it is called where messages are heard.

use super::{
    super::{
        classifier::fnv,
        reading::read,
        vectors::{DIMENSIONS, SentenceVector, encode},
    },
    Line, Said,
    features::{Design, all_counts, places},
    heads,
    heads::{COUNT, Head},
    meant,
    nets::NAME as NETS_NAME,
    plain, scores,
    weights::{NAME as HEADS_NAME, VERSION},
};

pub use super::features::PLACES;

/// What the heads look at in a text.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The hashed features, of length one, by the number of the design a head has.
    pub designs: [Vec<(usize, f64)>; 2],
    /// The sentence vector; `None` in a build without.
    pub vector: Option<SentenceVector>,
}

/// The hashed part of a head: a sum over the features of a text.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The head's name in the file.
    pub name: &'static str,
    /// A weight for each of the [`PLACES`].
    pub weights: Vec<f64>,
    /// What is added.
    pub bias: f64,
}

/// A layer of units between the sentence vector and some heads.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The names of the heads it speaks for.
    pub names: Vec<&'static str>,
    /// The units.
    pub units: Vec<Unit>,
    /// What is added for each head.
    pub biases: Vec<f32>,
}

/// One unit: silent where the sum of the vector's numbers, each with its weight, and the bias is negative.
#[derive(Clone, Debug)]
pub struct Unit {
    /// A weight for each number of the vector.
    pub weights: Vec<f32>,
    /// What is added.
    pub bias: f32,
    /// What it says for each head.
    pub says: Vec<f32>,
}

/// What the heads look at in a text, taken as one.
pub fn look(text: &str) -> Looked {
    let said = Read::of(text);
    let designs = all_counts(&said.said()).map(|counts| places(&counts));
    Looked { designs, vector: encode(&said.plain) }
}

/// What the heads that are carried say of a text taken as one, each with its name: with the sentence vector or without.
pub fn said_of(text: &str, has_vector: bool) -> Vec<(&'static str, f64)> {
    let Some(weights) = heads() else { return Vec::new() };
    let read = Read::of(text);
    let vector = has_vector.then(|| encode(&read.plain)).flatten();
    let scores = scores(weights, &read.said(), vector.as_ref());
    Head::ALL.iter().zip(scores).map(|((_, name), score)| (*name, score)).collect()
}

/// The number of the design a head has, by its name.
pub fn design_of(name: &str) -> Option<usize> {
    let (head, _) = Head::ALL.iter().find(|(_, known)| *known == name)?;
    Design::ALL.iter().position(|design| *design == head.design())
}

/// The file of all heads. `None` if the sum of one is missing or has a weight too few.
pub fn heads_of(sums: &[Sum]) -> Option<Vec<u8>> {
    let mut file = HEADS_NAME.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.push(u8::try_from(COUNT).ok()?);
    let mut columns = Vec::new();
    for (_, name) in Head::ALL {
        let sum = sums.iter().find(|sum| sum.name == name && sum.weights.len() == PLACES)?;
        let highest = sum.weights.iter().fold(0.0_f64, |highest, weight| highest.max(weight.abs()));
        let step = if highest > 0.0 { highest / f64::from(i8::MAX) } else { 1.0 };
        file.push(u8::try_from(name.len()).ok()?);
        file.extend(name.bytes());
        file.extend([step, sum.bias].into_iter().flat_map(|number| single(number).to_le_bytes()));
        columns.push(sum.weights.iter().map(move |weight| rounded(weight / step)));
    }
    for _ in 0..PLACES {
        file.extend(columns.iter_mut().filter_map(Iterator::next));
    }
    Some(signed(file))
}

/// The file of these layers.
pub fn nets_of(layers: &[Layer]) -> Option<Vec<u8>> {
    let mut file = NETS_NAME.to_vec();
    file.extend(1_u32.to_le_bytes());
    file.push(u8::try_from(layers.len()).ok()?);
    file.extend(u16::try_from(DIMENSIONS).ok()?.to_le_bytes());
    for layer in layers {
        file.push(u8::try_from(layer.names.len()).ok()?);
        for name in &layer.names {
            file.push(u8::try_from(name.len()).ok()?);
            file.extend(name.bytes());
        }
        file.extend(u16::try_from(layer.units.len()).ok()?.to_le_bytes());
        for unit in &layer.units {
            let highest = unit.weights.iter().fold(f32::MIN_POSITIVE, |highest, weight| highest.max(weight.abs()));
            let step = highest / f32::from(i8::MAX);
            for number in [step, unit.bias].iter().chain(&unit.says) {
                file.extend(number.to_le_bytes());
            }
            file.extend(unit.weights.iter().map(|weight| rounded(f64::from(weight / step))));
        }
        layer.biases.iter().for_each(|bias| file.extend(bias.to_le_bytes()));
    }
    Some(signed(file))
}

/// A text as the heads read it when it is taken as one.
struct Read {
    lines: Vec<Line>,
    plain: String,
}

impl Read {
    fn of(text: &str) -> Self {
        let lines = read(text, &|_| false);
        let plain = plain(&meant(text, &lines));
        Self { lines, plain }
    }

    fn said(&self) -> Said<'_> {
        Said { sentences: self.lines.iter().flat_map(|line| &line.sentences).collect(), plain: self.plain.clone() }
    }
}

fn signed(mut file: Vec<u8>) -> Vec<u8> {
    let sum = fnv(file.iter().copied());
    file.extend(sum.to_le_bytes());
    file
}

#[allow(clippy::as_conversions, clippy::cast_possible_truncation, reason = "weights have a few digits at most")]
fn single(number: f64) -> f32 {
    number as f32
}

#[allow(clippy::as_conversions, clippy::cast_possible_truncation, reason = "it saturates, and the number is within")]
fn rounded(number: f64) -> u8 {
    (number.round() as i8).to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::hearing::{
        learnt::{nets::Nets, weights::Weights},
        vectors,
    };

    #[test]
    fn every_head_says_what_it_was_taught() {
        let text = "больше мне не пишите, пожалуйста";
        let sums: Vec<Sum> = (0..)
            .zip(Head::ALL)
            .map(|(at, (_, name))| Sum {
                name,
                weights: (0..PLACES).map(|place| if (place + at) % 2 == 0 { 1.0 } else { -0.5 }).collect(),
                bias: 0.25,
            })
            .collect();
        let weights = Weights::read(heads_of(&sums).unwrap().leak()).unwrap();
        let (scores, looked) = (weights.scores(&Read::of(text).said()), look(text));
        for (sum, score) in sums.iter().zip(scores) {
            let features = &looked.designs[design_of(sum.name).unwrap()];
            let expected = 0.25 + features.iter().map(|(place, value)| sum.weights[*place] * value).sum::<f64>();
            assert!((score - expected).abs() < 0.05, "{}: {score} for {expected}", sum.name);
        }
        assert!(heads_of(&sums[1..]).is_none());
        let short = Sum { weights: vec![0.0; 3], ..sums[0].clone() };
        assert!(heads_of(&[&[short], &sums[1..]].concat()).is_none());
    }

    #[test]
    fn a_unit_is_silent_where_its_sum_is_negative() {
        let mut vector = [0.0; DIMENSIONS];
        vector[0] = 1.0;
        let unit = |weight: f32, says: f32| {
            let mut weights = vec![0.0; DIMENSIONS];
            weights[0] = weight;
            Unit { weights, bias: 0.5, says: vec![says] }
        };
        let layer =
            Layer { names: vec!["opts_out"], units: vec![unit(1.0, 2.0), unit(-1.0, 40.0)], biases: vec![0.25] };
        let nets = Nets::read(&nets_of(&[layer]).unwrap()).unwrap();
        let mut said = Vec::new();
        nets.add(&vector, |head, more| said.push((Head::ALL[head].1, more)));
        assert_eq!(said.len(), 1);
        assert!(said[0].0 == "opts_out" && (said[0].1 - 3.25).abs() < 0.02, "{said:?}");
    }

    #[test]
    fn a_text_is_looked_at_as_the_product_looks_at_it() {
        let text = "позовите человека";
        let named = said_of(text, vectors::is_available());
        let looked = look(text);
        assert_eq!(named.len(), COUNT);
        assert_eq!(looked.vector.is_some(), vectors::is_available());
        let length: f64 = looked.designs[0].iter().map(|(_, value)| value * value).sum();
        assert!((length - 1.0).abs() < 1e-9);
    }
}
