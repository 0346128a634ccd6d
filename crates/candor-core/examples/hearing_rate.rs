//! How long it takes to understand messages on this machine, one after another on one core: the sentence vector alone, and
//! everything that is heard.
//!
//! `cargo run --release -p candor-core --example hearing_rate` takes messages of its own; a path after `--` takes the lines of
//! that file instead, of JSON lines the field `text`. With `--no-default-features` it measures a build without vectors.
//! `--print` before the path prints what is heard in each of them instead, to be compared between two builds.

#![allow(clippy::print_stdout, reason = "a measurement is for the person at the terminal")]

use std::{
    io::Write,
    time::{Duration, Instant},
};

use candor_core::{
    hearing::{Ear, HearingContext, screen, vectors, warm_up},
    language::Language,
    script::{read, samples},
};

/// Messages of 10 to 20 words.
const TEXTS: [&str; 6] = [
    "Здравствуйте! Подскажите, пожалуйста, сколько стоит букет из пятнадцати роз с доставкой завтра утром?",
    "А можно как-нибудь подешевле, а то у меня бюджет всего три тысячи, и это уже максимум",
    "Хочу записаться на пробный урок в субботу утром, но не знаю, какой уровень мне подойдёт",
    "Could I pay by card when the courier arrives, or do I have to transfer the money before?",
    "We are a team of twelve people and need a quote for the yearly plan by Friday, please",
    "i ordered two chairs last week and one of them came broken, what can you do about it",
];

/// So often each of them is measured.
const ROUNDS: usize = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let is_printed = arguments.next_if_eq("--print").is_some();
    let texts = match arguments.next() {
        Some(path) => lines(&std::fs::read_to_string(path)?),
        None => TEXTS.iter().cycle().take(ROUNDS * TEXTS.len()).map(|text| (*text).to_owned()).collect(),
    };
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
    if is_printed {
        return print(&ear, &context, &texts);
    }
    measure("sentence vector", &texts, |text| drop(std::hint::black_box(vectors::encode(text).map(Box::new))))?;
    measure("everything heard", &texts, |text| drop(std::hint::black_box(ear.hear(text, &context))))?;
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
    Ok(())
}

/// Prints what is heard: first without a question asked, then as the answer to one at a step; the vector as a checksum.
fn print(ear: &Ear, context: &HearingContext, texts: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let asked = HearingContext { asked: Some("name".to_owned()), step: Some("greeting".to_owned()), ..context.clone() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for text in texts {
        let vector = vectors::encode(text).map(|vector| {
            let numbers = vector.iter().map(|number| u64::from(number.to_bits()));
            numbers.fold(0_u64, |sum, number| (sum.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95))
        });
        let (heard, answered) = (ear.hear(text, context), ear.hear(text, &asked));
        writeln!(out, "{text:?}\n{:?} {vector:?}\n{heard:?}\n{answered:?}", screen(text))?;
    }
    Ok(out.flush()?)
}

fn measure(what: &str, texts: &[String], of: impl Fn(&str)) -> Result<(), Box<dyn std::error::Error>> {
    let mut times: Vec<Duration> = Vec::with_capacity(texts.len());
    for text in texts {
        let begun = Instant::now();
        of(text);
        times.push(begun.elapsed());
    }
    let total: Duration = times.iter().sum();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0, Duration::as_micros);
    let rate = u128::try_from(texts.len())? * 1_000_000 / total.as_micros().max(1);
    println!("{what}: {rate} messages a second; p50 {} µs, p95 {} µs, p99 {} µs", at(50), at(95), at(99));
    Ok(())
}

fn lines(file: &str) -> Vec<String> {
    let text = |line: &str| -> Option<String> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(value.get("text")?.as_str()?.to_owned())
    };
    file.lines().map(|line| text(line).unwrap_or_else(|| line.to_owned())).collect()
}
