//! What the guard stops of words a model might write: of good answers, which it should let pass, and of lies, which it should not. The
//! answers to the flower shop are those its rules were made with; those held out are of businesses nobody had in mind then.
//!
//! `cargo run -p candor-core --example guard_measure` prints the table of `docs/models.md`; with `-- --all` also every good answer that is
//! stopped, with the rule's reason, and every lie that passes.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement is for the person at the terminal"
)]

use std::collections::BTreeMap;

use candor_core::{
    conversation::{Conversation, ScriptRef},
    guard::{self, Scene},
    hearing::Ear,
    ids::{ChatId, ConnectionId, ContactId, ConversationId, MessageId},
    language::Language,
    message::{Content, Incoming},
    moment::Moment,
    script::{self, Script},
    seat::Seat,
    strategy,
    writer::{Draft, Part, Role},
};

const FLOWERS: &str = include_str!("../../../scripts/flower-shop.script.md");
const SCHOOL: &str = include_str!("../src/guard/written/held_out/school.script.md");
const WORKSHOP: &str = include_str!("../src/guard/written/held_out/workshop.script.md");
const CLINIC: &str = include_str!("../src/guard/written/held_out/clinic.script.md");
const GUESTHOUSE: &str = include_str!("../src/guard/written/held_out/guesthouse.script.md");
const GYM: &str = include_str!("../src/guard/written/held_out/gym.script.md");
const FURNITURE: &str = include_str!("../src/guard/written/held_out/furniture.script.md");
const CARWASH: &str = include_str!("../src/guard/written/held_out/carwash.script.md");
const TEASHOP: &str = include_str!("../src/guard/written/held_out/teashop.script.md");
const PHOTOSTUDIO: &str = include_str!("../src/guard/written/held_out/photostudio.script.md");

/// Sets of answers: what they are, whether they are good, the file.
const SETS: [(&str, bool, &str); 13] = [
    ("flower shop", true, include_str!("../src/guard/written/good_answers.txt")),
    ("flower shop", false, include_str!("../src/guard/written/lies.txt")),
    ("held out", true, include_str!("../src/guard/written/held_out/good.txt")),
    ("held out", false, include_str!("../src/guard/written/held_out/lies.txt")),
    ("practice", true, include_str!("../src/guard/written/held_out/practice_good.txt")),
    ("practice", false, include_str!("../src/guard/written/held_out/practice_lies.txt")),
    ("sealed", true, include_str!("../src/guard/written/held_out/sealed_good.txt")),
    ("sealed", false, include_str!("../src/guard/written/held_out/sealed_lies.txt")),
    ("sealed 2", true, include_str!("../src/guard/written/held_out/sealed2_good.txt")),
    ("sealed 2", false, include_str!("../src/guard/written/held_out/sealed2_lies.txt")),
    ("sealed 3", true, include_str!("../src/guard/written/held_out/sealed3_good.txt")),
    ("sealed 3", false, include_str!("../src/guard/written/held_out/sealed3_lies.txt")),
    ("requested", true, include_str!("../src/guard/written/held_out/requested_good.txt")),
];

/// A desk with its script.
struct World {
    name: &'static str,
    script: Script,
    ear: Ear,
}

fn main() {
    let shows_all = std::env::args().any(|argument| argument == "--all");
    let scripts = [
        ("flowers", FLOWERS),
        ("school", SCHOOL),
        ("clinic", CLINIC),
        ("gym", GYM),
        ("furniture", FURNITURE),
        ("workshop", WORKSHOP),
        ("guesthouse", GUESTHOUSE),
        ("carwash", CARWASH),
        ("teashop", TEASHOP),
        ("photostudio", PHOTOSTUDIO),
    ];
    let worlds: Vec<World> = scripts
        .into_iter()
        .map(|(name, text)| {
            let script = script::read(text).expect("a script without errors");
            World { name, ear: Ear::train(&script), script }
        })
        .collect();
    println!("| answers | language | of | objected to | of these mended | rules |\n|---|---|---|---|---|---|");
    let mut shown = Vec::new();
    for (name, is_good, file) in SETS {
        for language in Language::ALL {
            let (mut count, mut stopped, mut mended) = (0_usize, 0_usize, 0_usize);
            let mut rules = BTreeMap::new();
            for (world, question, answer) in answers(file, language) {
                let world = worlds.iter().find(|one| one.name == world).expect("a known business");
                let (against, mut instead) = against(world, language, question, answer);
                if !against.is_empty() && instead.is_none() && is_good && name == "flower shop" {
                    instead = said_otherwise(world, language, answer);
                }
                count += 1;
                stopped += usize::from(!against.is_empty());
                mended += usize::from(instead.is_some());
                for rule in against.iter().filter_map(|reason| reason.split_once(':')) {
                    *rules.entry(rule.0.to_owned()).or_insert(0_usize) += 1;
                }
                let instead = instead.unwrap_or_default();
                if (against.is_empty() != is_good || !instead.is_empty())
                    && !matches!(world.name, "teashop" | "photostudio")
                {
                    let what = if !instead.is_empty() {
                        "mended"
                    } else if is_good {
                        "stopped"
                    } else {
                        "PASSED"
                    };
                    shown.push(format!(
                        "{what} [{}, {}] {question}\n    {answer}\n    {instead}\n    {}",
                        world.name,
                        if is_good { "good" } else { "lie" },
                        against.join("; ")
                    ));
                }
            }
            let kind = if is_good { "good" } else { "lies" };
            println!("| {name}, {kind} | {} | {count} | {stopped} | {mended} | {rules:?} |", language.code());
        }
    }
    if shows_all {
        println!("\n{}", shown.join("\n"));
    }
}

/// The answers of a file in a language, each with its business and question. A head is `# en` or `# school en: How much is it?`.
fn answers(file: &str, language: Language) -> Vec<(&str, &str, &str)> {
    // Under "made of approved words alone" stand lies of both languages.
    let is_open = |title: &str| title.starts_with("made of");
    let mut is_mixed = false;
    let mut head = None;
    let mut found = Vec::new();
    for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(';')) {
        let Some(title) = line.strip_prefix("# ") else {
            let is_mine = !is_mixed || line.is_ascii() == (language == Language::En);
            found.extend(head.filter(|_| is_mine).map(|(world, question)| (world, question, line)));
            continue;
        };
        is_mixed = is_open(title);
        let heading = title.split_once(": ").filter(|_| !is_mixed);
        head = match heading.map(|(place, question)| (place.split_once(' '), question)) {
            Some((Some((world, code)), question)) if code == language.code() => Some((world, question)),
            None if title == language.code() || is_mixed => Some(("flowers", flowers_question(language))),
            _ => None,
        };
    }
    found
}

const fn flowers_question(language: Language) -> &'static str {
    match language {
        Language::En => "How much are the roses and do you deliver?",
        Language::Ru => "Сколько стоят розы и есть ли доставка?",
    }
}

/// What is said of a flower shop's answer where another of the usual questions was asked: the file does not tell which each answers.
fn said_otherwise(world: &World, language: Language, answer: &str) -> Option<String> {
    let questions = match language {
        Language::En => ["May I see the bouquet before I pay?", "Do you have tulips?", "How can I pay?"],
        Language::Ru => ["Можно увидеть букет до оплаты?", "А тюльпаны есть?", "Как можно оплатить?"],
    };
    questions.into_iter().find_map(|question| {
        let (against, mended) = against(world, language, question, answer);
        if against.is_empty() { Some(answer.to_owned()) } else { mended }
    })
}

/// What the rules have against an answer, and what is said of it all the same.
fn against(world: &World, language: Language, asked: &str, text: &str) -> (Vec<String>, Option<String>) {
    let script = &world.script;
    let begun = Conversation::begin(
        ConversationId::from_unique("1"),
        ConnectionId::from_unique("1"),
        ChatId(1),
        ContactId::from_unique("1"),
        ScriptRef { name: script.name.clone(), version: 1 },
        language,
    );
    let at = Some(Moment::from_millis(0));
    let step = script.first_step().map(|step| step.id.clone());
    let conversation = Conversation { disclosed_at: at, last_activity_at: at, step, ..begun };
    let content = Content::Text { text: asked.to_owned(), reply_to: None };
    let said = [Incoming { message_id: Some(MessageId(1)), at: Moment::from_millis(1), content }];
    let names = ["Vera".to_owned(), "Марина".to_owned()];
    let seat = Seat {
        conversation: &conversation,
        script,
        unanswered: &said,
        is_opted_out: false,
        has_staff: true,
        is_desk_paused: false,
        asks_models: false,
        staff_names: &names,
        library: candor_core::knowledge::Library::none(),
        now: Moment::from_millis(1000),
    };
    let hearing = world.ear.hear(asked, &seat.hearing_context());
    let plan = strategy::choose(&seat, Some(&hearing));
    let scene = Scene::new(&seat, Some(&hearing), &plan);
    let draft = Draft { language, parts: vec![Part::plain(Role::Written, text)] };
    let verdicts = guard::objections(&draft, &scene);
    let mended = guard::mend(&draft, &verdicts, &scene).map(|draft| draft.text());
    (verdicts.into_iter().map(|verdict| format!("{}: {}", verdict.rule, verdict.reason)).collect(), mended)
}
