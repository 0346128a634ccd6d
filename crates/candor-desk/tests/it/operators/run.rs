//! Two managers and three contacts, in both languages, every command used; kept as a transcript of each chat.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fmt::Write as _;

use candor_core::roles::Role;
use expect_test::expect_file;
use telegram_simulator::NewUser;

use crate::stage::{Stage, example};

/// What somebody does.
enum Act {
    Writes(&'static str),
    Presses(&'static str),
}
use Act::{Presses, Writes};

/// Everything said in a chat with the bot, whoever said it, with the buttons below.
fn seen(stage: &Stage, title: &str, person: i64) -> String {
    let chat = stage.simulator.chat(stage.bot.id, person).unwrap();
    let mut text = format!("=== {title}\n");
    for message in &chat.messages {
        let who = if message.is_from_bot { " bot" } else { "  me" };
        let words = match (&message.file, message.text.is_empty()) {
            (Some(file), _) => format!("[{}] {}", file.file_name.clone().unwrap_or_default(), message.caption),
            (None, false) => message.text.clone(),
            (None, true) => "[…]".to_owned(),
        };
        let mut lines = words.lines();
        let _ = writeln!(text, "{who}> {}", lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(text, "    | {line}");
        }
        let rows = message.message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        for row in rows {
            let labels: Vec<&str> =
                row.as_array().unwrap().iter().filter_map(|button| button["text"].as_str()).collect();
            let _ = writeln!(text, "    [{}]", labels.join("] ["));
        }
    }
    text.push('\n');
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn two_managers_and_three_contacts_use_every_command_in_both_languages() {
    let stage = Stage::with_script(&example("flower-shop")).await;
    let nina = stage.joins("Nina", "en", Role::Owner).await;
    let oleg = stage.joins("Олег", "ru", Role::Manager).await;
    let add = |name: &str, username: &str, language: &str| {
        stage
            .simulator
            .add_user(NewUser { username: Some(username.to_owned()), ..NewUser::named(name).speaking(language) })
            .unwrap()
    };
    let (anna, boris, clara) = (add("Anna", "anna", "en"), add("Борис", "boris", "ru"), add("Clara", "clara", "en"));
    let acts: Vec<(i64, Act)> = vec![
        (nina, Writes("/help")),
        (nina, Writes("/list")),
        (anna, Writes("/start roses_instagram")),
        (anna, Writes("How much are 15 red roses?")),
        (anna, Writes("Can I talk to a human please?")),
        (boris, Writes("/start")),
        (boris, Writes("позовите человека")),
        (nina, Writes("/list waiting")),
        (oleg, Writes("/list")),
        (oleg, Writes("/view 2")),
        (oleg, Presses("Позже (15 мин)")),
        (oleg, Writes("/take 2")),
        (boris, Writes("Здравствуйте, а доставка до Мытищ есть?")),
        (oleg, Writes("Да, есть")),
        (oleg, Writes("/note 2 из Мытищ")),
        (oleg, Writes("/lead 2 имя=Борис")),
        (oleg, Writes("/release 2")),
        (nina, Presses("Take")),
        (anna, Writes("Is the red one nice?")),
        (nina, Writes("Very nice")),
        (nina, Writes("/lead 1 outcome=qualified")),
        (nina, Writes("/lead 1 +vip")),
        (nina, Presses("Back to the desk")),
        (anna, Writes("How much are 15 red roses?")),
        (nina, Writes("/view 1")),
        (clara, Writes("/start")),
        (nina, Writes("/stop 3")),
        (nina, Presses("With a farewell")),
        (nina, Writes("/start @clara")),
        (nina, Writes("/start @stranger")),
        (nina, Writes("/release 3")),
        (nina, Writes("/scripts")),
        (nina, Writes("/publish")),
        (nina, Writes("/duty off")),
        (nina, Writes("/duty on")),
        (nina, Writes("/pause")),
        (clara, Writes("Do you sell tulips?")),
        (nina, Writes("/resume")),
        (oleg, Writes("/stop 3 молча")),
        (nina, Writes("/staff")),
        (nina, Writes("/private")),
        (oleg, Writes("/export_all csv")),
        (nina, Writes("/export 1 txt")),
    ];
    for (person, act) in acts {
        match act {
            Writes(words) => stage.says(person, words).await,
            Presses(label) => stage.presses(person, label).await,
        };
        stage.wait_minutes(0).await;
    }
    let invitation = stage.says(nina, "/invite viewer").await;
    assert!(invitation[0].contains("https://t.me/stage_bot?start=claim_"));
    stage.says(nina, "/audit").await;
    let status = stage.says(nina, "/status").await;
    assert!(status[0].contains("Desk: answering"), "{status:?}");
    let (name, text) = stage.document(nina);
    assert!(name.starts_with("candor-1-Anna-2026-01-10") && text.contains("[AI]"), "{name}\n{text}");

    let mut told = String::new();
    for (title, person) in
        [("Nina, owner", nina), ("Олег, менеджер", oleg), ("Anna", anna), ("Борис", boris), ("Clara", clara)]
    {
        told.push_str(&seen(&stage, title, person));
    }
    stage.strike().await;
    expect_file!["../../transcripts/operators.txt"].assert_eq(&without_chance(&told));
}

/// The text without what is another one each time: codes and ids.
fn without_chance(text: &str) -> String {
    let mut told = String::new();
    for line in text.lines() {
        let mut line = line.to_owned();
        for mark in ["claim_", "cnv_", "opr_", "start=by_"] {
            while let Some(at) = line.find(mark).map(|at| at + mark.len()) {
                let end = line[at..].find(|sign: char| !sign.is_ascii_hexdigit()).map_or(line.len(), |end| at + end);
                if end == at {
                    break;
                }
                line.replace_range(at..end, "…");
            }
        }
        for mark in ["waits ", "ждёт "] {
            if let Some(at) = line.find(mark).map(|at| at + mark.len()) {
                let end = line[at..].find(',').map_or(line.len(), |end| at + end);
                line.replace_range(at..end, "(a while)");
            }
        }
        // The message that shows the progress is changed only if it left before the export was ready; both are right.
        let line = line.replace("Exporting: 0 of 19 lines.", "Export finished: 19 lines.");
        told.push_str(&without_time(&line));
        told.push('\n');
    }
    told
}

/// A line without the day and the minute at its beginning: contacts write by the machine's clock, and how far the stage's
/// has run depends on the machine.
fn without_time(line: &str) -> String {
    let before = ["    | ", " bot> "].into_iter().find(|before| line.starts_with(before));
    let Some((before, words)) = before.and_then(|before| Some((before, line.strip_prefix(before)?))) else {
        return line.to_owned();
    };
    let is_like = |text: &str, form: &str| {
        text.len() >= form.len()
            && text
                .bytes()
                .zip(form.bytes())
                .all(|(sign, like)| if like == b'0' { sign.is_ascii_digit() } else { sign == like })
    };
    let (mut shown, mut rest) = (before.to_owned(), words);
    if is_like(rest, "0000-00-00") {
        shown.push_str("(day)");
        rest = &rest[10..];
    }
    let trimmed = rest.trim_start();
    if is_like(trimmed, "00:00 ") || (is_like(trimmed, "00:00") && trimmed.len() == 5) {
        shown.push_str(if rest.len() > trimmed.len() { " (time)" } else { "(time)" });
        rest = &trimmed[5..];
    }
    shown + rest
}
