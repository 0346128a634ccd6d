//! How the packed files of the heads are made, for the program that teaches them (`examples/teach`): what a head looks at in a text,
//! and the files with what was learnt in them. Nothing of it is called where messages are heard.

use super::{
    super::{
        classifier::fnv,
        reading::read,
        vectors::{DIMENSIONS, SentenceVector, encode},
    },
    FILE, Line, Said,
    features::all_counts,
    heads,
    heads::{COUNT, Head},
    meant,
    nets::NAME as NETS_NAME,
    plain, scores,
};

/// How many places the hashed features have.
pub const PLACES: usize = 1 << 15;

/// What the heads look at in a text.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The hashed features, of length one, by the number of the design a head has.
    pub designs: [Vec<(usize, f64)>; 3],
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

/// What the heads look at in a text, taken as one. `None` if the files that are carried cannot be read.
pub fn look(text: &str) -> Option<Looked> {
    let weights = heads()?;
    let said = Read::of(text);
    let designs = all_counts(&said.said()).map(|counts| weights.places(&counts));
    Some(Looked { designs, vector: encode(&said.plain) })
}

/// What the heads that are carried say of a text taken as one, each with its name: with the sentence vector or without.
pub fn said_of(text: &str, has_vector: bool) -> Vec<(&'static str, f64)> {
    let Some(weights) = heads() else { return Vec::new() };
    let read = Read::of(text);
    let vector = has_vector.then(|| encode(&read.plain)).flatten();
    let scores = scores(weights, &read.said(), vector.as_ref());
    Head::ALL.iter().zip(scores).map(|((_, name), score)| (*name, score.score)).collect()
}

/// The number of the design a head has, by its name.
pub fn design_of(name: &str) -> Option<usize> {
    heads()?.design_of(Head::named(name.as_bytes())?)
}

/// The file of the heads that is carried, with these sums in the place of those of the same names: their vector part falls silent, and a
/// build with vectors and one without have the same sum. `None` if a name is not known or there is a weight too few.
pub fn heads_with(sums: &[Sum]) -> Option<Vec<u8>> {
    let mut file = FILE.get(..FILE.len().checked_sub(8)?)?.to_vec();
    let tables = file.len().checked_sub(2 * COUNT * PLACES)?;
    let vectors = tables.checked_sub(COUNT * DIMENSIONS)?;
    // The heads' names and numbers lie before that, the last of them last.
    let mut ends = [vectors; COUNT];
    for at in (0..COUNT.saturating_sub(1)).rev() {
        let next = Head::ALL.get(at + 1).map(|(_, name)| name.len())?;
        *ends.get_mut(at)? = ends.get(at + 1)?.checked_sub(NUMBERS + 2 + next)?;
    }
    for sum in sums {
        let head = Head::named(sum.name.as_bytes())?;
        let highest = sum.weights.iter().fold(0.0_f64, |highest, weight| highest.max(weight.abs()));
        let step = if highest > 0.0 { highest / f64::from(i8::MAX) } else { 1.0 };
        if sum.weights.len() != PLACES {
            return None;
        }
        let end = *ends.get(head)?;
        let numbers = file.get_mut(end.checked_sub(NUMBERS)?..end)?;
        let (of_vectors, rest) = numbers.split_at_mut(4);
        of_vectors.copy_from_slice(&0.0_f32.to_le_bytes());
        for scale in rest.chunks_exact_mut(12) {
            for (to, number) in scale.chunks_exact_mut(4).zip([step, sum.bias]) {
                to.copy_from_slice(&single(number).to_le_bytes());
            }
        }
        file.get_mut(vectors + head * DIMENSIONS..vectors + (head + 1) * DIMENSIONS)?.fill(0);
        for table in 0..2 {
            for (place, weight) in sum.weights.iter().enumerate() {
                let at = tables + (table * PLACES + place) * COUNT + head;
                *file.get_mut(at)? = rounded(weight / step);
            }
        }
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

/// How many bytes the numbers of a head take in the file: the scale of the vector part, and twice a scale, a bias, a threshold.
const NUMBERS: usize = 7 * 4;

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

    fn scores(file: Vec<u8>, text: &str) -> Vec<f64> {
        let weights = Weights::read(file.leak()).unwrap();
        let read = Read::of(text);
        weights.scores(&read.said(), None).iter().map(|score| score.score).collect()
    }

    #[test]
    fn a_head_that_was_taught_takes_the_place_of_the_old_one_and_no_other_changes() {
        let text = "больше мне не пишите, пожалуйста";
        let name = "asks_for_person";
        let taught = Sum {
            name,
            weights: (0..PLACES).map(|place| if place % 2 == 0 { 1.0 } else { -0.5 }).collect(),
            bias: 0.25,
        };
        let weights = taught.weights.clone();
        let (before, after) = (scores(FILE.to_vec(), text), scores(heads_with(&[taught]).unwrap(), text));
        let looked = look(text).unwrap();
        let sum = looked.designs[design_of(name).unwrap()].iter().map(|(place, value)| weights[*place] * value);
        let expected = 0.25 + sum.sum::<f64>();
        for (at, (_, head)) in Head::ALL.iter().enumerate() {
            if *head == name {
                assert!((after[at] - expected).abs() < 0.05, "{} for {expected}", after[at]);
            } else {
                assert!((after[at] - before[at]).abs() < 1e-9, "{head}");
            }
        }
        let unknown = Sum { name: "sings", weights: vec![0.0; PLACES], bias: 0.0 };
        let short = Sum { name, weights: vec![0.0; 3], bias: 0.0 };
        assert!(heads_with(&[unknown]).is_none() && heads_with(&[short]).is_none());
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
        let looked = look(text).unwrap();
        assert_eq!(named.len(), COUNT);
        assert_eq!(looked.vector.is_some(), vectors::is_available());
        let length: f64 = looked.designs[0].iter().map(|(_, value)| value * value).sum();
        assert!((length - 1.0).abs() < 1e-9);
    }
}
