use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use candor_core::{
    guard,
    hearing::HeardKind,
    language::Language,
    moves::hand_over::{DATA_REQUEST, DESK_PAUSED, GUARD, WAITING},
    outbox::Purpose,
    reasons::{Strategy, VerdictKind},
    strategy::READY_TO_BUY,
};
use candor_store::DeliveryState;

use super::files::{between, scripts, source};
use crate::demo::page::INDEX;

fn words(language: &str) -> BTreeMap<String, String> {
    serde_json::from_str(source(&format!("demo/locales/{language}.json"))).unwrap()
}

fn keys() -> BTreeSet<String> {
    words("en").into_keys().collect()
}

/// What the core's strategies and moves can give as a reason, read from where they give it.
fn reasons_of_the_core() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../candor-core/src/strategy");
    let mut found = BTreeSet::new();
    let paths = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let text = fs::read_to_string(path).unwrap();
        for opening in ["Why::new(\"", "silent(\"", "hand_over(\""] {
            found.extend(between(&text, opening, '"').into_iter().map(str::to_owned));
        }
    }
    found.extend([READY_TO_BUY, DATA_REQUEST, DESK_PAUSED, GUARD, WAITING].map(str::to_owned));
    assert!(found.len() > 10, "the core's reasons are written differently now: {found:?}");
    found
}

fn moves_of_the_core() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../candor-core/src/moves/mod.rs");
    let text = fs::read_to_string(file).unwrap();
    let names = text.split_once("fn name(&self)").expect("moves have names").1;
    let names = names.split_once("\n    }\n").expect("a whole function").0;
    let found: BTreeSet<String> = between(names, "=> \"", '"').into_iter().map(str::to_owned).collect();
    assert!(found.len() > 10, "the core's moves are named differently now: {found:?}");
    found
}

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let (en, ru) = (words("en"), words("ru"));
    assert_eq!(en.keys().collect::<Vec<_>>(), ru.keys().collect::<Vec<_>>());
    for (key, english) in &en {
        assert_eq!(between(english, "{", '}'), between(&ru[key], "{", '}'), "placeholders of {key}");
        assert!(!english.trim().is_empty() && !ru[key].trim().is_empty(), "{key} is empty");
    }
}

#[test]
fn every_key_named_by_the_page_exists() {
    let keys = keys();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for attribute in ["data-t=\"", "data-t-label=\"", "data-t-title=\"", "data-t-placeholder=\""] {
        named.extend(between(INDEX, attribute, '"'));
    }
    for path in scripts() {
        for opening in [" t(\"", "(t(\"", "[t(\"", "${t(\"", "line(\""] {
            named.extend(between(source(path), opening, '"'));
        }
    }
    assert!(named.len() > 40, "keys are written differently now: {named:?}");
    let missing: Vec<_> = named.iter().filter(|key| !keys.contains(**key)).collect();
    assert!(missing.is_empty(), "named and without words: {missing:?}");
}

#[test]
fn every_word_of_the_desk_can_be_read_by_people() {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    wanted.extend(HeardKind::ALL.iter().map(|kind| format!("heard.{}", kind.word())));
    for strategy in [Strategy::Script80, Strategy::Free20, Strategy::HandOff, Strategy::StaySilent] {
        wanted.insert(format!("strategy.{}", strategy.word()));
        wanted.insert(format!("strategy.{}.means", strategy.word()));
    }
    for verdict in [VerdictKind::Say, VerdictKind::Rewrite, VerdictKind::ApprovedText, VerdictKind::HandOver] {
        wanted.insert(format!("verdict.{}", verdict.word()));
    }
    wanted.extend(guard::RULES.iter().map(|rule| format!("rule.{}", rule.name)));
    wanted.extend(Language::ALL.iter().map(|language| format!("language.{}", language.code())));
    for purpose in [Purpose::Reply, Purpose::Notice, Purpose::Relay, Purpose::Staff] {
        wanted.insert(format!("purpose.{}", purpose.column()));
    }
    for state in [
        DeliveryState::Ready,
        DeliveryState::Sending,
        DeliveryState::Sent,
        DeliveryState::Uncertain,
        DeliveryState::Cancelled,
        DeliveryState::Failed,
    ] {
        wanted.insert(format!("delivery.{}", state.column()));
        wanted.insert(format!("delivery_means.{}", state.column()));
    }
    wanted.extend(["neutral", "warm", "urgent", "wary", "angry"].map(|tone| format!("tone.{tone}")));
    let events = ["take", "release", "end", "reopen", "undelivered", "operator_left", "turn_failed"];
    let events = events.into_iter().chain(["snooze", "unsnooze", "snooze_over"]);
    wanted.extend(events.map(|event| format!("event.{event}")));
    let files = ["photo", "document", "voice", "video", "video_note", "audio", "animation", "sticker", "other"];
    wanted.extend(files.map(|kind| format!("file.{kind}")));
    wanted.extend(
        ["go", "set", "person", "opt_in", "opt_in_person", "blocked", "unblocked"]
            .map(|press| format!("pressed.{press}")),
    );
    wanted.extend(["step", "question", "fact"].map(|topic| format!("topic.{topic}")));
    wanted.extend(["desk", "waiting", "operator", "nobody", "opted_out"].map(|holder| format!("holder.{holder}")));
    wanted.extend(reasons_of_the_core().into_iter().map(|word| format!("why.{word}")));
    wanted.extend(moves_of_the_core().into_iter().map(|name| format!("move.{name}")));
    let keys = keys();
    let missing: Vec<_> = wanted.iter().filter(|key| !keys.contains(*key)).collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
}

#[test]
fn no_words_are_left_over() {
    let groups = ["heard", "strategy", "verdict", "rule", "language", "purpose", "delivery", "delivery_means", "tone"];
    let groups = groups.into_iter().chain(["topic", "holder", "why", "move", "event", "handover", "pressed", "say"]);
    let groups: BTreeSet<&str> = groups.collect();
    let everything: String = scripts().into_iter().map(source).chain([INDEX]).collect();
    let idle: Vec<String> = keys()
        .into_iter()
        .filter(|key| !groups.contains(key.split('.').next().unwrap()))
        .filter(|key| !everything.contains(&format!("\"{key}\"")))
        // Built from the phone's id, the tick's word or the kind of a file: `contact.placeholder`, `chat.ticks`.
        .filter(|key| {
            !["contact.", "manager.", "other.", "chat.tick", "topic.", "file."]
                .iter()
                .any(|start| key.starts_with(start))
        })
        .collect();
    assert!(idle.is_empty(), "never read: {idle:?}");
}
