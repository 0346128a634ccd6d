//! How long it takes to hear a message on this machine, one after another on one core, everything in it: promises, things,
//! values, the place in the script.
//!
//! `cargo run --release -p candor-core --example hearing_rate -- FILE` takes the lines of a file, of JSON lines the field
//! `text`. With `--no-default-features` it measures a build without sentence vectors.

#![allow(clippy::print_stdout, reason = "a measurement is for the person at the terminal")]

use std::time::{Duration, Instant};

use candor_core::{
    hearing::{Ear, HearingContext, vectors, warm_up},
    language::Language,
    script::{read, samples},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of messages")?;
    let texts = lines(&std::fs::read_to_string(path)?);
    let begun = Instant::now();
    warm_up();
    println!("warm in {} ms, sentence vectors: {}", begun.elapsed().as_millis(), vectors::is_available());
    let (name, script) = samples::EXAMPLES.first().ok_or("there is no example script")?;
    let script = read(script).ok_or("the example script cannot be read")?;
    let begun = Instant::now();
    let ear = Ear::train(&script);
    println!("{name} learnt in {} ms, {} bytes kept", begun.elapsed().as_millis(), ear.kept().len());
    let now: jiff::Zoned = "2026-11-26T12:00:00+03:00[Europe/Moscow]".parse()?;
    let context = HearingContext { today: now.date(), now: Some(now), language: Language::Ru, asked: None, step: None };
    let mut times: Vec<Duration> = Vec::with_capacity(texts.len());
    for text in &texts {
        let begun = Instant::now();
        std::hint::black_box(ear.hear(text, &context));
        times.push(begun.elapsed());
    }
    let total: Duration = times.iter().sum();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0, Duration::as_micros);
    let rate = u128::try_from(texts.len())? * 1_000_000 / total.as_micros().max(1);
    println!("{} messages, {rate} a second; p50 {} µs, p95 {} µs, p99 {} µs", texts.len(), at(50), at(95), at(99));
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
    Ok(())
}

fn lines(file: &str) -> Vec<String> {
    let text = |line: &str| -> Option<String> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(value.get("text")?.as_str()?.to_owned())
    };
    file.lines().map(|line| text(line).unwrap_or_else(|| line.to_owned())).collect()
}
