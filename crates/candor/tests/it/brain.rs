//! `candor brain`: measured on anybody's examples, shown what it makes of messages.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{candor, ended, example};

fn lines(rows: &[(&str, &str)]) -> String {
    rows.iter().map(|(text, label)| json!({"text": text, "label": label}).to_string() + "\n").collect()
}

const TRAIN: [(&str, &str); 8] = [
    ("how much are roses", "price"),
    ("what do the roses cost", "price"),
    ("price of a bouquet", "price"),
    ("how much is a bouquet", "price"),
    ("when will you deliver", "delivery"),
    ("can you deliver today", "delivery"),
    ("is delivery possible tomorrow", "delivery"),
    ("when does the courier come", "delivery"),
];

const TEST: [(&str, &str); 4] = [
    ("what would a bouquet of roses cost me", "price"),
    ("could the courier come tomorrow", "delivery"),
    ("who won the football match last night", "oos"),
    ("tell me how tall the Eiffel tower is", "oos"),
];

fn files(folder: &Path) -> (String, String) {
    let (train, test) = (folder.join("train.jsonl"), folder.join("test.jsonl"));
    fs::write(&train, lines(&TRAIN)).unwrap();
    fs::write(&test, lines(&TEST)).unwrap();
    (train.display().to_string(), test.display().to_string())
}

fn pack(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let examples = |label: &str| TRAIN.iter().filter(|row| row.1 == label).map(|row| row.0).collect::<Vec<_>>();
    let intents = json!([
        {"id": "price", "examples": examples("price")},
        {"id": "delivery", "examples": examples("delivery")},
    ]);
    fs::write(folder.join("script.json"), json!({"name": "shop", "intents": intents}).to_string()).unwrap();
    fs::write(folder.join("test.jsonl"), lines(&TEST)).unwrap();
}

fn printed(words: &[&str]) -> Vec<Value> {
    let (status, stdout, stderr) = ended(&mut candor(words));
    assert_eq!(status, Some(0), "{stderr}");
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_pair_of_files_gives_one_object_with_every_figure() {
    let folder = TempDir::new().unwrap();
    let (train, test) = files(folder.path());
    let told = printed(&["brain", "eval", "--train", &train, "--test", &test, "--json"]).remove(0);
    for name in [
        "accuracy_in_scope",
        "recall_outside",
        "precision_outside",
        "auroc_outside",
        "fpr_at_95",
        "macro_f1",
        "calibration_error",
        "messages_per_second",
        "train_seconds",
        "model_bytes",
    ] {
        assert!(told[name].is_number(), "{name}: {told}");
    }
    assert_eq!((&told["trained_on"], &told["inside"], &told["outside"]), (&json!(8), &json!(2), &json!(2)));
    assert!(told["accuracy_in_scope"] == 1.0 && told["auroc_outside"] == 1.0, "{told}");
    let capped =
        printed(&["brain", "eval", "--train", &train, "--test", &test, "--json", "--per-label", "2", "--seed", "3"]);
    assert_eq!(capped[0]["trained_on"], 4);
    let chosen = printed(&["brain", "eval", "--train", &train, "--test", &test, "--json", "--labels", "price"]);
    assert_eq!((&chosen[0]["inside"], &chosen[0]["outside"]), (&json!(1), &json!(3)));
}

#[test]
fn a_folder_of_sets_is_measured_set_by_set_and_predicted_in_the_order_of_the_messages() {
    let folder = TempDir::new().unwrap();
    pack(&folder.path().join("shop"));
    let (other, _) = (folder.path().join("pair"), fs::create_dir_all(folder.path().join("pair")).unwrap());
    files(&other);
    let told = printed(&["brain", "eval", "--dir", &folder.path().display().to_string(), "--json"]);
    assert_eq!(told.iter().map(|set| set["set"].as_str().unwrap()).collect::<Vec<_>>(), ["pair", "shop"]);
    let made = printed(&["brain", "predict", &folder.path().join("shop").display().to_string()]);
    assert_eq!(made.len(), TEST.len());
    assert_eq!((&made[0]["label"], &made[1]["label"]), (&json!("price"), &json!("delivery")));
    assert!(made[0]["fit"].as_f64() > made[2]["fit"].as_f64(), "{made:?}");
}

#[test]
fn everything_heard_is_told_with_the_words_that_prove_it() {
    let folder = TempDir::new().unwrap();
    let texts = folder.path().join("texts.jsonl");
    fs::write(&texts, "\"стоп\"\n{\"text\": \"are you a bot? My budget is $300, call +7 916 123-45-67 tomorrow\"}\n")
        .unwrap();
    let texts = texts.display().to_string();
    let told = printed(&["brain", "hear", "--now", "2026-11-26T12:00+03:00", &texts]);
    assert_eq!((&told[0]["things"][0]["kind"], &told[0]["opts_out"]), (&json!("opts_out"), &json!("certain")));
    let things: Vec<&str> =
        told[1]["things"].as_array().unwrap().iter().filter_map(|thing| thing["kind"].as_str()).collect();
    assert!(things.contains(&"asks_if_bot"), "{things:?}");
    let values: Vec<(&str, &str)> = told[1]["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| (value["kind"].as_str().unwrap(), value["normal"].as_str().unwrap()))
        .collect();
    let expected = [("money", "300.00 USD"), ("phone", "+79161234567"), ("time", "2026-11-27")];
    assert_eq!(values, expected);
    let script = example("flower-shop").display().to_string();
    let told = printed(&["brain", "hear", "--script", &script, "--now", "2026-11-26T12:00+03:00", &texts]);
    assert!(told[1]["fit"].is_number() && told[1]["topics"].is_array(), "{told:?}");
}

#[test]
fn what_cannot_be_read_is_named_with_its_line_and_the_form_it_should_have() {
    let folder = TempDir::new().unwrap();
    let (train, _) = files(folder.path());
    let broken = folder.path().join("broken.jsonl");
    fs::write(&broken, "{\"text\": \"a\", \"label\": \"b\"}\n{\"text\": 7}\n").unwrap();
    let broken = broken.display().to_string();
    let (status, _, stderr) = ended(&mut candor(&["brain", "eval", "--train", &train, "--test", &broken]));
    assert_eq!(status, Some(31), "{stderr}");
    assert!(stderr.contains("line 2") && stderr.contains("\"label\""), "{stderr}");
    let (status, _, stderr) = ended(&mut candor(&["brain", "eval", "--dir", &folder.path().display().to_string()]));
    assert_eq!(status, Some(31), "{stderr}");
    assert!(stderr.contains("holds no set"), "{stderr}");
    let (status, _, stderr) = ended(&mut candor(&["brain", "hear", "--now", "yesterday", &train]));
    assert!(status == Some(2) && stderr.contains("2026-11-26T12:00+03:00"), "{status:?} {stderr}");
}
