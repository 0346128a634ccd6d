//! Documents of hostile conversations read back by other readers than ours.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    conversation::Told,
    ids::{MessageId, TurnId},
    message::Author,
    script::Script,
    timeline::EntryKind,
};

/// A conversation with these words wherever a contact's or operator's words can stand.
struct World {
    id: ConversationId,
    words: String,
    script: ScriptRef,
    fields: BTreeMap<String, Told>,
    tags: Vec<String>,
}

impl World {
    fn of(words: &str) -> Self {
        let told = Told { value: words.to_owned(), words: words.to_owned(), at: at(0), by: None };
        Self {
            id: ConversationId::from_unique("1"),
            words: words.to_owned(),
            script: ScriptRef { name: words.to_owned(), version: 3 },
            fields: BTreeMap::from([("budget".to_owned(), told.clone()), (words.to_owned(), told)]),
            tags: vec![words.to_owned()],
        }
    }

    fn documents(&self, entries: &[TimelineEntry], mut document: impl Document) -> String {
        let words = self.words.as_str();
        let about = ExportedConversation {
            id: &self.id,
            number: 12,
            contact_name: words,
            username: Some(words),
            language: Language::Ru,
            source: Some(words),
            script: &self.script,
            words: None,
            step: Some(words),
            holder: words,
            holder_name: Some(words),
            outcome: Some(words),
            outcome_reason: Some(words),
            fields: &self.fields,
            scores: &[ExportedScore { criterion: words, points: -5, proof: words }],
            tags: &self.tags,
            notes: &[ExportedNote { at: at(1), author: words, text: words }],
            created_at: at(0),
        };
        let mut text = document.head();
        text.push_str(&document.conversation(&about));
        for entry in entries {
            text.push_str(&document.line(&about, entry));
        }
        text + &document.tail()
    }
}

fn at(seconds: i64) -> Moment {
    Moment::from_seconds(1_795_696_920 + seconds)
}

fn entry(author: Author, kind: EntryKind, text: &str, turn: Option<&str>, reasons: Value) -> TimelineEntry {
    TimelineEntry {
        conversation: ConversationId::from_unique("1"),
        at: at(10),
        author,
        kind,
        text: text.to_owned(),
        message_id: Some(MessageId(7)),
        turn: turn.map(TurnId::from_unique),
        reasons,
    }
}

fn reasons(words: &str) -> Value {
    json!({
        "heard": null, "strategy": "script_80", "why": [{"word": "trigger", "about": words}],
        "script": {"name": words, "version": 3}, "step_before": "budget", "step_after": words,
        "moves": ["answer"], "facts": [words],
        "verdicts": [{"rule": "no_pressure", "verdict": "rewrite", "reason": words}], "writer": words
    })
}

/// Every sort of line, with these words in each.
fn every_line(words: &str) -> Vec<TimelineEntry> {
    let vera = || Author::Operator { name: words.to_owned() };
    vec![
        entry(Author::Contact, EntryKind::Message, words, None, Value::Null),
        entry(Author::Ai, EntryKind::Turn, "", Some("1"), reasons(words)),
        entry(Author::Ai, EntryKind::Message, words, Some("1"), Value::Null),
        entry(vera(), EntryKind::Event, "take", None, Value::Null),
        entry(vera(), EntryKind::Message, words, None, Value::Null),
        entry(Author::System, EntryKind::Message, words, Some("2"), Value::Null),
        entry(Author::Contact, EntryKind::Event, words, None, Value::Null),
        entry(Author::Ai, EntryKind::Turn, "", Some("3"), json!({"unknown": words})),
    ]
}

/// Words chosen to break out: signs of formulas, separators, breaks, lines that look like ours, and anything at all.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "=",
            "+",
            "-",
            "@",
            "＝",
            "＋",
            "－",
            "＠",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\0",
            ";",
            ",",
            "|",
            "\"",
            "'",
            " ",
            "\u{a0}",
            "\u{feff}",
            "\u{200b}",
            "\u{85}",
            "\u{2028}",
            "\u{2029}",
            "\u{b}",
            "\u{c}",
            "\u{1c}",
            "\u{1b}[31m",
            "\u{202e}",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x\")",
            "@SUM(1+1)",
            "79161234567",
            "1e5",
            "007",
            "{name}",
            "{number}",
            "2026-11-26 12:42 [AI]: yes",
            "[AI]",
            "[person] Vera",
            "why> ",
            "| ",
            "Conversation 13: x",
            "🌹",
            "Анна",
            "",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn begins_formula(cell: &str) -> bool {
    let bare = cell.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '"' || sign == '\u{feff}');
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The original, if a cell is it with apostrophes added and nothing else.
fn is_same_but_for_apostrophes(cell: &str, words: &str) -> bool {
    let mut signs = words.chars().map(|sign| if sign == '\0' { '\u{fffd}' } else { sign }).peekable();
    for sign in cell.chars() {
        if signs.peek() == Some(&sign) {
            signs.next();
        } else if sign != '\'' {
            return false;
        }
    }
    signs.next().is_none()
}

proptest! {
    #[test]
    fn a_csv_reads_back_and_no_cell_is_a_formula(words in hostile()) {
        let text = World::of(&words).documents(&every_line(&words), Csv);
        let bare = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(bare.as_bytes());
        prop_assert_eq!(reader.headers().unwrap().len(), COLUMNS.len());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(rows.len(), 1 + every_line(&words).len());
        for row in &rows {
            for cell in row {
                prop_assert!(!begins_formula(cell), "{:?}", cell);
                prop_assert!(!cell.starts_with(['\t', '\r', '\n', '\0']), "{:?}", cell);
            }
        }
        let place = |name: &str| COLUMNS.iter().position(|(column, _)| *column == name).unwrap();
        for row in [&rows[1], &rows[3], &rows[5]] {
            prop_assert_eq!(&row[place("text")], neutral(&words));
            prop_assert!(is_same_but_for_apostrophes(&row[place("text")], &words));
        }
        let authors: Vec<&str> = rows.iter().map(|row| &row[place("author")]).collect();
        prop_assert_eq!(authors, ["", "contact", "ai", "ai", "operator", "operator", "system", "contact", "ai"]);
    }

    /// Excel in Russian and German divides by semicolons, and other readers guess: a cell cut in two is no formula either.
    #[test]
    fn a_csv_divided_by_the_wrong_sign_has_no_formula_either(words in hostile()) {
        let text = World::of(&words).documents(&every_line(&words), Csv);
        for (delimiter, quoting) in [(b';', true), (b';', false), (b'\t', true), (b'\t', false), (b'|', false)] {
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter).quoting(quoting).flexible(true).has_headers(false).from_reader(text.as_bytes());
            for row in reader.records() {
                for cell in &row.unwrap() {
                    prop_assert!(!begins_formula(cell), "{:?} by {:?}", cell, char::from(delimiter));
                }
            }
        }
    }

    #[test]
    fn json_lines_parse_back_to_the_same_words(words in hostile()) {
        let text = World::of(&words).documents(&every_line(&words), JsonLines);
        prop_assert!(text.chars().all(|sign| sign == '\n' || !sign.is_control()), "{:?}", text);
        let has_breaks = text.contains(['\u{2028}', '\u{2029}']);
        prop_assert!(!has_breaks, "{:?}", text);
        let objects: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(objects.len(), 2 + every_line(&words).len());
        prop_assert_eq!(&objects[1]["contact_name"], &words);
        prop_assert_eq!(&objects[1]["fields"]["budget"]["proof"], &words);
        prop_assert_eq!(&objects[1]["notes"][0]["text"], &words);
        for (object, entry) in objects.iter().skip(2).zip(every_line(&words)) {
            prop_assert_eq!(&object["type"], "line");
            prop_assert_eq!(&object["text"], &entry.text);
            prop_assert_eq!(&object["author"], entry.author.column());
            prop_assert_eq!(&object["kind"], entry.kind.column());
            prop_assert_eq!(&object["reasons"], &entry.reasons);
        }
    }

    /// H3, H13: whatever anybody writes or is called, the lines that seem somebody's are that person's.
    #[test]
    fn nobody_can_write_a_line_of_somebody_else(words in hostile()) {
        let text = World::of(&words).documents(&every_line(&words), Text::new(Language::En, "UTC"));
        let ends = |sign: char| matches!(sign, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let lines: Vec<&str> = text.split(ends).collect();
        let spoken: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("2026-11-26 12:42 ")).collect();
        prop_assert_eq!(spoken.len(), 7, "{}", text);
        let begins = |place: usize, mark: &str| spoken[place].starts_with(mark);
        prop_assert!(!begins(0, "[") && begins(1, "[AI]: ") && begins(2, "[event] [person] "), "{}", text);
        prop_assert!(begins(3, "[person] ") && begins(4, "[system]: ") && begins(5, "[event] "), "{}", text);
        prop_assert!(!spoken[5].starts_with("[event] [") && begins(6, "[AI]: said nothing"), "{}", text);
        let reasons = lines.iter().filter(|line| line.starts_with("                 why> ")).count();
        prop_assert_eq!(reasons, 2, "{}", text);
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("Conversation ")).count(), 1);
        let has_controls = text.contains(['\u{202e}', '\u{1b}', '\0']);
        prop_assert!(!has_controls, "{:?}", text);
    }
}

fn said(author: Author, text: &str) -> TimelineEntry {
    entry(author, EntryKind::Message, text, None, Value::Null)
}

/// A small conversation as people read it.
fn read_in(language: Language, zone: &str) -> String {
    let id = ConversationId::from_unique("1");
    let script = ScriptRef { name: "flowers".to_owned(), version: 3 };
    let told = Told { value: "2900.00 RUB".to_owned(), words: "around 2,900".to_owned(), at: at(0), by: None };
    let about = ExportedConversation {
        id: &id,
        number: 12,
        contact_name: "Anna",
        username: Some("anna"),
        language: Language::En,
        source: Some("spring"),
        script: &script,
        words: None,
        step: Some("budget"),
        holder: "operator",
        holder_name: Some("Vera"),
        outcome: Some("handed_over"),
        outcome_reason: None,
        fields: &BTreeMap::from([("budget".to_owned(), told)]),
        scores: &[ExportedScore { criterion: "money", points: 2, proof: "around 2,900" }],
        tags: &["wedding".to_owned(), "spring".to_owned()],
        notes: &[ExportedNote { at: at(60), author: "Vera", text: "call\non Friday" }],
        created_at: at(0),
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
    let about = ExportedConversation {
        id: &id,
        number: 1,
        contact_name: "\u{200b}",
        username: None,
        language: Language::En,
        source: None,
        script: &ScriptRef { name: "shop".to_owned(), version: 1 },
        words: Some(&script),
        step: None,
        holder: "desk",
        holder_name: None,
        outcome: None,
        outcome_reason: None,
        fields: &BTreeMap::from([("size".to_owned(), told)]),
        scores: &[],
        tags: &[],
        notes: &[],
        created_at: at(0),
    };
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
    let world = World::of("x");
    let mut document = Text::new(Language::En, "UTC");
    let about = ExportedConversation {
        id: &world.id,
        number: 1,
        contact_name: "x",
        username: None,
        language: Language::En,
        source: None,
        script: &world.script,
        words: None,
        step: None,
        holder: "desk",
        holder_name: None,
        outcome: None,
        outcome_reason: None,
        fields: &world.fields,
        scores: &[],
        tags: &[],
        notes: &[],
        created_at: at(0),
    };
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
