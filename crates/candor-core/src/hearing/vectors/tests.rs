//! The encoder against its source: numbers of pieces and vectors computed there.

use std::path::PathBuf;

use serde::Deserialize;

use super::*;

/// Texts of our own with what the source makes of them.
const OURS: &str = include_str!("../../../data/sentence-vectors.jsonl");

#[derive(Deserialize)]
struct Golden {
    text: String,
    ids: Vec<u32>,
    vec: Vec<f32>,
}

fn golden(lines: &str) -> Vec<Golden> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn vector(text: &str) -> SentenceVector {
    encode(text).unwrap_or_else(|| panic!("the packed file must be read"))
}

fn ids(text: &str) -> Vec<u32> {
    the_encoder().unwrap().ids(text)
}

/// The cosine between what was computed here and what the source computed.
fn agreement(golden: &Golden) -> f64 {
    let (mut product, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for (one, other) in vector(&golden.text).into_iter().zip(&golden.vec) {
        let (one, other) = (f64::from(one), f64::from(*other));
        product += one * other;
        ours += one * one;
        theirs += other * other;
    }
    product / (ours * theirs).sqrt()
}

/// Lines of the development data, which is not part of the project.
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says where the development data is")]
fn shared(name: &str) -> Option<String> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("CANDOR_SHARED_DATA").map_or(beside, PathBuf::from);
    let found = std::fs::read_to_string(folder.join(name));
    if found.is_err() {
        println!("not compared with {}: it is not there (CANDOR_SHARED_DATA says where)", folder.join(name).display());
    }
    found.ok()
}

#[test]
fn our_own_texts_come_out_as_at_the_source() {
    let all = golden(OURS);
    assert!(all.len() > 10);
    for golden in all {
        assert_eq!(ids(&golden.text), golden.ids, "{}", golden.text);
        let agreement = agreement(&golden);
        assert!(agreement > 0.9999, "{}: {agreement}", golden.text);
    }
}

#[test]
fn texts_of_the_development_data_come_out_as_at_the_source() {
    let Some(lines) = shared("usem3_golden/golden.jsonl") else { return };
    let (mut least, mut sum, mut count, mut other) = (1.0_f64, 0.0, 0.0, 0);
    for golden in golden(&lines) {
        let agreement = agreement(&golden);
        if ids(&golden.text) != golden.ids {
            println!("cut another way ({agreement:.6}): {}", golden.text);
            other += 1;
            continue;
        }
        assert!(agreement > 0.9999, "{}: {agreement}", golden.text);
        least = least.min(agreement);
        sum += agreement;
        count += 1.0;
    }
    println!(
        "{count} texts cut alike: agreement at least {least:.7}, mean {:.7}; {other} cut another way",
        sum / count
    );
    assert!(f64::from(other) <= count * 0.02, "{other} of {count} texts hold pieces that were cut");
}

#[test]
fn the_same_text_always_has_the_same_vector() {
    let text = "Сколько стоит доставка в Казань?";
    assert_eq!(vector(text), vector(text));
    assert!((likeness(&vector(text), &vector(text)) - 1.0).abs() < 1e-5);
}

#[test]
fn texts_have_the_same_vectors_together_as_one_by_one() {
    let texts = [
        "Здравствуйте! Сколько стоит доставка в Казань? И можно ли сегодня?",
        "Здравствуйте! Сколько стоит доставка в Казань? И можно ли сегодня",
        "Здравствуйте!",
        "Сколько стоит доставка в Казань?",
        "И можно ли сегодня?",
        "",
        "Здравствуйте! Сколько стоит доставка в Казань? И можно ли сегодня?",
    ];
    let together = encode_all(&texts).unwrap();
    assert_eq!(together, texts.map(vector));
    assert_eq!(encode_all(&[]).unwrap(), Vec::<SentenceVector>::new());
}

#[test]
fn meaning_counts_more_than_language() {
    let price = vector("Сколько это стоит?");
    let same = likeness(&price, &vector("What is the price?"));
    let other = likeness(&price, &vector("I want to speak to a manager"));
    assert!(same > other + 0.2, "{same} and {other}");
}

#[test]
fn strange_texts_have_vectors_too() {
    let long = "очень длинное сообщение про заказ ".repeat(1_000);
    for text in ["", " ", "\0", "\u{200b}", "🦀🦀🦀", "你好，世界", "สวัสดี", "e\u{301}\u{301}", "<s></s><unk>", &long]
    {
        let length = likeness(&vector(text), &vector(text));
        assert!((length - 1.0).abs() < 1e-4, "{text:?}: {length}");
    }
    assert!(ids(&long).len() <= 160);
}

#[test]
fn a_file_that_is_not_whole_gives_no_vectors() {
    static SHORT: [u8; 40] = *b"CANDORV1 and then nothing that was meant";
    assert!(encoder::Encoder::read(&SHORT).is_none());
    assert!(encoder::Encoder::read(&[]).is_none());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/sentence-vectors.bin");
    let mut file = std::fs::read(path).unwrap();
    let middle = file.len() / 2;
    file[middle] ^= 1;
    assert!(encoder::Encoder::read(file.leak()).is_none());
}
