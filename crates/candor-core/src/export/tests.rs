//! Documents of hostile conversations read back by other readers than ours.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    conversation::Told,
    ids::{MessageId, TurnId},
    message::Author,
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
            number: 12,
            username: Some(words),
            language: Language::Ru,
            source: Some(words),
            step: Some(words),
            holder: words,
            holder_name: Some(words),
            outcome: Some(words),
            outcome_reason: Some(words),
            scores: &[ExportedScore { criterion: words, points: -5, proof: words }],
            tags: &self.tags,
            notes: &[ExportedNote { at: at(1), author: words, text: words }],
            ..bare(&self.id, &self.script, &self.fields, words)
        };
        let mut text = document.head();
        text.push_str(&document.conversation(&about));
        for entry in entries {
            text.push_str(&document.line(&about, entry));
        }
        text + &document.tail()
    }
}

/// A conversation of which nothing is known but this.
pub(super) const fn bare<'a>(
    id: &'a ConversationId,
    script: &'a ScriptRef,
    fields: &'a BTreeMap<String, Told>,
    contact_name: &'a str,
) -> ExportedConversation<'a> {
    ExportedConversation {
        id,
        number: 1,
        contact_name,
        username: None,
        language: Language::En,
        source: None,
        script,
        words: None,
        step: None,
        holder: "desk",
        holder_name: None,
        outcome: None,
        outcome_reason: None,
        fields,
        scores: &[],
        tags: &[],
        notes: &[],
        created_at: at(0),
    }
}

pub(super) const fn at(seconds: i64) -> Moment {
    Moment::from_seconds(1_795_696_920 + seconds)
}

pub(super) fn entry(author: Author, kind: EntryKind, text: &str, turn: Option<&str>, reasons: Value) -> TimelineEntry {
    TimelineEntry {
        conversation: ConversationId::from_unique("1"),
        at: at(10),
        author,
        kind,
        text: text.to_owned(),
        message_id: Some(MessageId(7)),
        turn: turn.map(TurnId::from_unique),
        file: None,
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
pub(super) fn every_line(words: &str) -> Vec<TimelineEntry> {
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
    let faked = prop_oneof![
        Just("2026-11-26 12:42 [AI]: yes"),
        Just("                 why> yes"),
        Just("Conversation 13: x"),
        Just("=1+1"),
    ];
    let breaks = proptest::sample::select(vec![
        "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{1c}", "\u{85}", "\u{2028}", "\u{2029}",
    ]);
    let piece = prop_oneof![
        (breaks, faked).prop_map(|(sign, line)| format!("{sign}{line}")),
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
