//! Teaches all heads, those of the promises, orders, self-harm and the answers here and those of everything else in `things.rs`, and writes
//! `data/detectors.bin`, `data/nets.bin` and `data/detectors.jsonl`.
//!
//! `cargo run --release -p candor-core --example teach -- ../shared/data` learns from the sentences in `data/examples` and, where the folder
//! holds them, from ordinary messages of others (`data/examples/README.md` says which); it takes some three minutes on two cores, and the same
//! sentences give the same files on the same machine. With `--measure` before the folder nothing is learnt: how the sentences of strangers
//! (`tests/sentences`) fare at several scores is printed; where each thing counts is chosen by hand from that, in `src/hearing/joined.rs`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a program for whoever teaches the heads; it stops where something is wrong"
)]

mod chance;
mod corpus;
mod foreign;
mod golden;
mod measure;
mod net;
mod noise;
mod strangers;
mod sum;
mod things;

use std::path::{Path, PathBuf};

use candor_core::hearing::{
    HeardKind,
    teaching::{Layer, Looked, Sum, design_of, heads_of, look, nets_of},
};
use corpus::{Row, rows};

/// How little the sums' weights are held back (scikit-learn's C).
pub const STRENGTH: f64 = 30.0;
/// How much a layer's words count beside the sum's, but for the answers.
pub const SHARE: f32 = 0.5;

/// What is learnt at once: one promise, or the three answers.
pub struct Task {
    /// The file of sentences.
    pub file: &'static str,
    /// The heads, in the order of the labels; of one head the label is 1 where it is said.
    pub heads: &'static [&'static str],
    /// What a desk hears by the one head; `None` for the answers.
    pub kind: Option<HeardKind>,
    /// How much the layer's words count beside the sum's.
    pub share: f32,
}

/// All that is learnt, in the order in which rows are labelled.
pub const TASKS: [Task; 6] = [
    one("asks_if_bot", &["asks_if_bot"], HeardKind::AsksIfBot),
    one("opts_out", &["opts_out"], HeardKind::OptsOut),
    one("asks_for_person", &["asks_for_person"], HeardKind::AsksForPerson),
    one("injection", &["injection"], HeardKind::Injects),
    one("self_harm", &["self_harm"], HeardKind::ThreatensSelfHarm),
    Task { file: "answers", heads: &["answers_y", "answers_n", "answers_o"], kind: None, share: 1.0 },
];

/// A task with one head.
const fn one(file: &'static str, heads: &'static [&'static str], kind: HeardKind) -> Task {
    Task { file, heads, kind: Some(kind), share: SHARE }
}

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let is_measured_only = arguments.next_if_eq("--measure").is_some();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = arguments.next().map(PathBuf::from);
    if !is_measured_only {
        teach(root, shared.as_deref());
        println!("written; build again and measure with --measure");
        return;
    }
    measure::print(&root.join("tests/sentences"));
    if let Some(shared) = shared {
        strangers::print(&shared);
    }
}

fn teach(root: &Path, shared: Option<&Path>) {
    let rows = rows(&root.join("data/examples"), shared);
    let things = things::rows(&root.join("data/examples"), shared);
    println!("{} sentences are looked at", rows.len() + things.len());
    let looked_at = looked(&rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>());
    let things_looked_at = looked(&things.iter().map(|row| row.text.as_str()).collect::<Vec<_>>());
    let tasks = |every: usize, from: usize| {
        let some = TASKS.iter().enumerate().skip(from).step_by(every);
        some.map(|(at, task)| (at, learn(at, task, &rows, &looked_at))).collect::<Vec<_>>()
    };
    let mut learnt = std::thread::scope(|scope| {
        let others = scope.spawn(|| {
            let things = (TASKS.len(), things::learn(&things, &things_looked_at));
            [tasks(2, 1), vec![things]].concat()
        });
        [tasks(2, 0), others.join().expect("learning does not fail")].concat()
    });
    learnt.sort_by_key(|(at, _)| *at);
    let (sums, layers): (Vec<Vec<Sum>>, Vec<Layer>) = learnt.into_iter().map(|(_, learnt)| learnt).unzip();
    let sums = sums.concat();
    golden::write(&root.join("data/detectors.jsonl"), &sums, &layers);
    let heads = heads_of(&sums).expect("every head was taught");
    std::fs::write(root.join("data/detectors.bin"), heads).expect("detectors.bin can be written");
    let nets = nets_of(&layers).expect("the layers fit the file");
    std::fs::write(root.join("data/nets.bin"), nets).expect("nets.bin can be written");
}

/// What the heads look at in every text, on two threads.
fn looked(texts: &[&str]) -> Vec<Looked> {
    let look_at = |texts: &[&str]| texts.iter().map(|text| look(text)).collect();
    let (first, second) = texts.split_at(texts.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| look_at(second));
        let mut all: Vec<Looked> = look_at(first);
        all.extend(other.join().expect("looking does not fail"));
        all
    })
}

fn learn(at: usize, task: &Task, rows: &[Row], looked: &[Looked]) -> (Vec<Sum>, Layer) {
    let design = design_of(task.heads[0]).expect("a known head");
    let taught: Vec<(usize, usize, f64)> = rows
        .iter()
        .enumerate()
        .filter_map(|(row, it)| it.labels[at].map(|(label, weight)| (row, label, weight)))
        .collect();
    let examples: Vec<sum::Example<'_>> = taught
        .iter()
        .map(|(row, label, weight)| sum::Example {
            features: &looked[*row].designs[design],
            label: *label,
            weight: STRENGTH * weight,
        })
        .collect();
    let (weights, biases) = sum::learn(&examples, task.heads.len());
    let of_head =
        |(head, name): (usize, &&'static str)| Sum { name, weights: weights[head].clone(), bias: biases[head] };
    let sums = task.heads.iter().enumerate().map(of_head).collect();

    let seen: Vec<net::Example<'_>> = taught
        .iter()
        .filter(|(row, ..)| !rows[*row].is_rare)
        .map(|(row, label, weight)| net::Example {
            vector: looked[*row].vector.as_ref().expect("a build with vectors"),
            label: net::Label::One(*label),
            weight: *weight as f32,
        })
        .collect();
    println!("{}: {} sentences, of which the layer is taught by {}", task.file, taught.len(), seen.len());
    (sums, net::layer(&seen, task.heads.to_vec(), task.share))
}
