//! Values measured on corpora that are not part of the project: where they are absent, nothing is measured.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::{fs, path::PathBuf};

use candor_core::hearing::{
    Now,
    values::measure::{Tally, measure},
};
use jiff::{civil::date, tz};

/// Corpus, floor for the exact ones, floor for "nothing else found", in percent.
const FLOORS: [(&str, &str, usize, usize); 11] = [
    ("AmountOfMoney", "AmountOfMoney.en.jsonl", 95, 93),
    ("AmountOfMoney", "AmountOfMoney.ru.jsonl", 97, 97),
    ("Duration", "Duration.en.jsonl", 97, 97),
    ("Duration", "Duration.ru.jsonl", 95, 95),
    ("Email", "Email.jsonl", 100, 100),
    ("Numeral", "Numeral.en.jsonl", 93, 93),
    ("Numeral", "Numeral.ru.jsonl", 97, 97),
    ("PhoneNumber", "PhoneNumber.jsonl", 100, 100),
    ("Quantity", "Quantity.ru.jsonl", 85, 85),
    ("Time", "Time.en.jsonl", 88, 88),
    ("Time", "Time.ru.jsonl", 95, 95),
];

#[test]
fn values_are_read_as_well_as_they_were() {
    let Some(folder) = corpora() else {
        println!("no corpora of values here: nothing measured");
        return;
    };
    let now = Now::at(&date(2013, 2, 12).at(4, 30, 0, 0).to_zoned(tz::TimeZone::fixed(tz::offset(-2))).unwrap());
    let mut low = Vec::new();
    for (kind, file, exact, nothing_else) in FLOORS {
        let rows = rows(&fs::read_to_string(folder.join(file)).unwrap());
        let (held, built): (Vec<_>, Vec<_>) = rows.clone().into_iter().partition(|(text, _)| is_held_out(text));
        let share = |count: usize, tally: &Tally| count * 1000 / tally.texts.max(1);
        let parts = [&built, &held, &rows].map(|part| measure(kind, part, &now));
        let figures = parts
            .each_ref()
            .map(|tally| format!("{} of {} exact, {} with nothing else", tally.exact, tally.texts, tally.nothing_else));
        println!("{file}: built on {}; held out {}", figures[0], figures[1]);
        let all = &parts[2];
        if share(all.exact, all) < exact * 10 || share(all.nothing_else, all) < nothing_else * 10 {
            low.push(format!("{file}: {}; {:?}", figures[2], all.missed));
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}

/// `CANDOR_SHARED_DATA`, or `shared/data` beside the project or beside the folder it lies in.
#[expect(clippy::disallowed_methods, reason = "only a developer's machine has the corpora, and says where")]
fn corpora() -> Option<PathBuf> {
    let told = std::env::var("CANDOR_SHARED_DATA").ok().map(PathBuf::from);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = ["../../../shared/data", "../../../../shared/data"].map(|path| root.join(path));
    told.into_iter().chain(beside).map(|data| data.join("duckling/dev")).find(|folder| folder.is_dir())
}

fn rows(text: &str) -> Vec<(String, Option<String>)> {
    let read = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        (row["text"].as_str().unwrap().to_owned(), row["value"].as_str().map(str::to_owned))
    };
    text.lines().map(read).collect()
}

/// A third of the rows, by the checksum (CRC-32) of a seed and the text: nobody looked at these while building.
fn is_held_out(text: &str) -> bool {
    let crc = ["seed7", text].iter().flat_map(|part| part.bytes()).fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    !crc % 3 == 0
}
