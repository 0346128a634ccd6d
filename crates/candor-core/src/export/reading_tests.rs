//! Documents as people and programs read them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    tests::{at, bare, entry, every_line},
    *,
};
use crate::{
    attachment::{Attachment, Held},
    conversation::Told,
    message::Author,
    script::Script,
    timeline::{EntryKind, TimelineEntry},
};

fn said(author: Author, text: &str) -> TimelineEntry {
    entry(author, EntryKind::Message, text, None, Value::Null)
}

/// A small conversation as people read it.
fn read_in(language: Language, zone: &str) -> String {
    let id = ConversationId::from_unique("1");
    let script = ScriptRef { name: "flowers".to_owned(), version: 3 };
    let told = Told { value: "2900.00 RUB".to_owned(), words: "around 2,900".to_owned(), at: at(0), by: None };
    let fields = BTreeMap::from([("budget".to_owned(), told)]);
    let about = ExportedConversation {
        number: 12,
        username: Some("anna"),
        source: Some("spring"),
        step: Some("budget"),
        holder: "operator",
        holder_name: Some("Vera"),
        outcome: Some("handed_over"),
        scores: &[ExportedScore { criterion: "money", points: 2, proof: "around 2,900" }],
        tags: &["wedding".to_owned(), "spring".to_owned()],
        notes: &[ExportedNote { at: at(60), author: "Vera", text: "call\non Friday" }],
        ..bare(&id, &script, &fields, "Anna")
    };
    let turn = json!({
        "heard": null, "strategy": "script_80", "why": [{"word": "fit_above_threshold", "about": "0.93"}],
        "script": {"name": "flowers", "version": 3}, "step_before": null, "step_after": "budget",
        "moves": ["answer", "ask"], "facts": ["roses_15"], "verdicts": [], "writer": "local"
    });
    let vera = || Author::Operator { name: "Vera".to_owned() };
    let mut document = Text::new(language, zone);
    let mut text = document.head();
    text.push_str(&document.conversation(&about));
    for entry in [
        said(Author::Contact, "Hello!\nHow much are roses?"),
        entry(Author::Ai, EntryKind::Turn, "", Some("1"), turn),
        entry(Author::Ai, EntryKind::Message, "15 red roses cost 2,900 ₽.", Some("1"), Value::Null),
        entry(vera(), EntryKind::Event, "take", None, Value::Null),
        said(Author::System, "Vera has joined and is answering now, a person."),
        said(vera(), "Good evening!"),
    ] {
        text.push_str(&document.line(&about, &entry));
    }
    text + &document.tail()
}

#[test]
fn people_read_who_said_what_and_why_in_english() {
    let expected = "\
Conversation 12: Anna (@anna)
Began: 2026-11-26 15:42
Language: English
Came by: spring
Script: flowers 3
Step: budget
Answered by: Vera, a person
Outcome: handed over to a person
Tags: wedding, spring
Known:
  budget: 2900.00 RUB («around 2,900»)
Score:
  money: 2 («around 2,900»)
Notes:
  2026-11-26 15:43 Vera: call / on Friday

2026-11-26 15:42 Anna: Hello!
                 | How much are roses?
2026-11-26 15:42 [AI]: 15 red roses cost 2,900 ₽.
                 why> along the script (script_80): answer, ask (fit_above_threshold 0.93); step - > budget; facts roses_15; script flowers 3; words by local
2026-11-26 15:42 [event] [person] Vera: took the conversation over
2026-11-26 15:42 [system]: Vera has joined and is answering now, a person.
2026-11-26 15:42 [person] Vera: Good evening!
";
    let text = read_in(Language::En, "Europe/Moscow");
    assert!(text.ends_with(expected), "{text}");
    assert!(text.starts_with("Conversations exported by Candor. Times are those of Europe/Moscow."), "{text}");
}

#[test]
fn people_read_who_said_what_and_why_in_russian() {
    let text = read_in(Language::Ru, "Nowhere/Land");
    for line in [
        "Разговоры, выгруженные из Candor. Время: UTC.",
        "Разговор 12: Anna (@anna)",
        "Язык: английский",
        "Отвечает: Vera, человек",
        "Итог: передан человеку",
        "2026-11-26 12:42 [ИИ]: 15 red roses cost 2,900 ₽.",
        "                 почему> по сценарию (script_80): answer, ask (fit_above_threshold 0.93); шаг - > budget; факты roses_15; сценарий flowers 3; слова local",
        "2026-11-26 12:42 [событие] [человек] Vera: берёт разговор на себя",
    ] {
        assert!(text.lines().any(|read| read == line), "{line}\n{text}");
    }
}

#[test]
fn the_words_of_the_script_name_its_fields_and_choices_for_people() {
    let mut script: Script = serde_json::from_value(json!({
        "name": "shop", "business": {}, "languages": ["en"], "time_zone": "UTC", "fit_threshold": 0.7,
        "voice": {"tone": {}, "openers": {}, "forbidden": {}}, "disclosure": {}, "facts": [], "questions": [], "fields": [],
        "steps": [], "triggers": [],
        "hand_over": {"unclear_limit": 3, "on_insult": true, "on_complaint": true, "say": {}, "hours": {}}
    }))
    .unwrap();
    script.fields = serde_json::from_value(json!([{
        "id": "size", "label": {"en": "Size"}, "ask": {}, "is_required": true, "line": 1,
        "kind": {"type": "choice", "options": [{"id": "big", "named": {"en": ["The big one"]}}]}
    }]))
    .unwrap();
    let id = ConversationId::from_unique("1");
    let told = Told { value: "big".to_owned(), words: "large".to_owned(), at: at(0), by: None };
    let (written, fields) =
        (ScriptRef { name: "shop".to_owned(), version: 1 }, BTreeMap::from([("size".to_owned(), told)]));
    let about = ExportedConversation { words: Some(&script), ..bare(&id, &written, &fields, "\u{200b}") };
    let text = Text::new(Language::En, "UTC").conversation(&about);
    assert!(text.contains("Conversation 1: (no name)\n"), "{text}");
    assert!(text.contains("\n  Size: The big one («large»)\n"), "{text}");
    assert!(!text.contains("Outcome") && !text.contains("Tags") && !text.contains("Notes"), "{text}");
}

#[test]
fn an_export_of_an_empty_desk_says_so_and_is_no_empty_file() {
    for language in Language::ALL {
        for format in Format::ALL {
            let mut document = format.document(language, "UTC");
            let text = document.head() + &document.tail();
            assert!(!text.is_empty());
            match format {
                Format::Text => assert!(text.contains("conversations to export") || text.contains("разговоров нет")),
                Format::JsonLines => assert_eq!(text, "{\"type\":\"export\",\"form\":1}\n"),
                Format::Csv => assert!(text.starts_with("\u{feff}\"number\",\"contact\",") && text.ends_with("\"\r\n")),
            }
        }
    }
}

#[test]
fn a_document_is_not_split_between_a_turns_reasons_and_its_words() {
    let id = ConversationId::from_unique("1");
    let (script, fields) = (ScriptRef { name: "shop".to_owned(), version: 1 }, BTreeMap::new());
    let about = bare(&id, &script, &fields, "x");
    let mut document = Text::new(Language::En, "UTC");
    let lines = every_line("x");
    let amid: Vec<bool> = lines
        .iter()
        .map(|line| {
            document.line(&about, line);
            document.is_amid_turn()
        })
        .collect();
    assert_eq!(amid, [false, true, false, false, false, false, false, true]);
    let resumed = Text::new(Language::En, "UTC").resumes(&about);
    assert!(resumed.contains("Conversation 1: x, continued"), "{resumed}");
}

#[test]
fn dangerous_cells_get_an_apostrophe_and_others_stay_as_they_are() {
    let cells = [
        ("=1+1", "'=1+1"),
        ("+79161234567", "'+79161234567"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("\0=x", "'\u{fffd}'=x"),
        ("＝1", "'＝1"),
        ("  \"=1", "'  \"=1"),
        ("\u{feff}=1", "'\u{feff}=1"),
        ("a;=cmd()", "a;'=cmd()"),
        ("list:\n- roses\n- tulips", "list:\n'- roses\n'- tulips"),
        ("79161234567", "'79161234567"),
        ("007", "'007"),
        ("1e5", "'1e5"),
        ("2 900,50", "'2 900,50"),
        ("", ""),
        ("15 red roses", "15 red roses"),
        ("a = b - c", "a = b - c"),
        ("anna@example.org", "anna@example.org"),
        ("2026-11-26T12:42:00.000Z", "2026-11-26T12:42:00.000Z"),
        ("it's", "it's"),
    ];
    for (cell, expected) in cells {
        assert_eq!(neutral(cell), expected, "{cell:?}");
    }
}

/// A file is named where nobody's words can name one, and by nothing that could open it.
#[test]
fn a_line_names_the_file_it_came_with() {
    let id = ConversationId::from_unique("1");
    let (script, fields) = (ScriptRef { name: "flowers".to_owned(), version: 3 }, BTreeMap::new());
    let about = bare(&id, &script, &fields, "Anna");
    let held = Held::AtChannel("BQACsecret".to_owned());
    let file = Attachment { what: "document".into(), name: Some("offer.pdf".into()), bytes: Some(3_500_000), held };
    let text = file.line("here\nyou are");
    let entry = TimelineEntry { file: Some(file), ..said(Author::Operator { name: "Vera".to_owned() }, &text) };
    let photo = Attachment { what: "photo".into(), name: None, bytes: None, held: Held::AtChannel("AgAC".into()) };
    let silent = TimelineEntry { kind: EntryKind::Event, file: Some(photo), ..said(Author::Contact, "[photo]") };
    let forged = said(Author::Contact, "[document: offer.pdf]\nfile> document: offer.pdf");

    let mut document = Text::new(Language::En, "UTC");
    document.head();
    let told: String = [&entry, &silent, &forged].map(|line| document.line(&about, line)).concat();
    let expected = "\
2026-11-26 12:42 [person] Vera: here
                 | you are
                 file> document: offer.pdf, 3.4 MB
2026-11-26 12:42 Anna: 
                 file> photo
2026-11-26 12:42 Anna: [document: offer.pdf]
                 | file> document: offer.pdf
";
    assert_eq!(told, expected);
    let row = Csv.line(&about, &entry);
    assert!(row.trim_end().ends_with("\"document, offer.pdf, 3500000\""), "{row}");
    let object = JsonLines.line(&about, &entry);
    assert!(object.contains(r#""file":{"what":"document","name":"offer.pdf","bytes":3500000}"#), "{object}");
    assert!(!(row + &object).contains("BQACsecret"));
}
