#![allow(clippy::unwrap_used, clippy::panic)]
use proptest::prelude::*;

use super::{
    keywords::{KEYWORDS, Key, SECTIONS, Section, Takes, fold},
    samples::{EXAMPLES, SMALL},
    *,
};
use crate::language::Language;

fn codes_in(text: &str) -> Vec<(usize, &'static str)> {
    parse(text).1.iter().map(|problem| (problem.line, problem.code)).collect()
}

fn described(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.describe(Language::En) + "\n").collect()
}

/// The text with every English keyword and heading put into Russian.
fn in_russian(text: &str) -> String {
    let mut section = Section::Head;
    let mut lines = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            let row = SECTIONS.iter().find(|row| row.en.contains(&title)).unwrap();
            section = row.section;
            lines.push(format!("## {}", row.ru.first().unwrap()));
            continue;
        }
        let put = |line: &str| -> Option<String> {
            let (written, rest) = line.split_once(':')?;
            let (keyword, language) = keywords::find(section, written)?;
            let suffix = language.map_or("", |language| if language == Language::Ru { " ru" } else { " en" });
            let ru = keyword.in_language(Language::Ru);
            let rest =
                rest.replace("yes", "да").replace("hand over", "передать человеку").replace("postpones", "откладывает");
            let rest = if keyword.takes == Takes::Value && ["Вид", "вид", "итог"].contains(&ru) {
                let words = [
                    ("price", "цена"),
                    ("date", "дата"),
                    ("choice", "выбор"),
                    ("phone", "телефон"),
                    ("close", "закрыть"),
                ];
                words.iter().fold(rest, |rest, (en, ru)| rest.replace(en, ru))
            } else {
                rest
            };
            Some(format!("{ru}{suffix}:{rest}"))
        };
        lines.push(put(line).unwrap_or_else(|| line.to_owned()));
    }
    lines.join("\n")
}

#[test]
fn russian_keywords_give_the_same_script() {
    let russian = in_russian(SMALL);
    assert!(russian.contains("клиент говорит:") && russian.contains("итог: передать человеку"), "{russian}");
    let (script, problems) = parse(&russian);
    assert_eq!(problems, [], "{}", described(&problems));
    assert_eq!(script, parse(SMALL).0);
}

#[test]
fn windows_lines_tabs_and_invisible_marks_do_not_matter() {
    let plain = parse(SMALL).0;
    assert!(plain.is_some());
    assert_eq!(parse(&SMALL.replace('\n', "\r\n")).0, plain);
    assert_eq!(parse(&SMALL.replace('\n', "\r")).0, plain);
    assert_eq!(parse(&format!("\u{feff}{SMALL}")).0, plain);
    assert_eq!(parse(&SMALL.replace(": ", ":\u{a0}\t")).0.map(|script| script.steps), plain.clone().map(|s| s.steps));
    assert_eq!(parse(&SMALL.replace("\n- ", "\n\t* ")).0, plain);
    assert_eq!(parse(&SMALL.replace("customers say", "**Customers\u{200b} say**")).0, plain);
}

#[test]
fn a_text_can_go_on_below_its_keyword() {
    let script = |say: &str| parse(&SMALL.replace("say: All right. Write whenever you like.", say)).0.unwrap();
    let said = |say: &str| script(say).step("later").unwrap().say.en.clone().unwrap();
    assert_eq!(said("say:\n> All right.\n>\n> next: is up to you."), "All right.\n\nnext: is up to you.");
    assert_eq!(said("say: All right.\nImportant: no pressure."), "All right.\nImportant: no pressure.");
    assert_eq!(said("say:\n\n  All right.\n\n  Bye."), "All right.\n\nBye.");
    assert_eq!(said("say: All right. <!-- friendlier? -->"), "All right.");
    assert_eq!(said("**say:** All right."), "All right.");
}

#[test]
fn every_problem_is_reported_with_its_line_not_only_the_first() {
    let text = "# Broken\n\nname: Broken\nlanguges: en\nbusiness: B\n\n## Fakts\n\n## Steps\n\n### Step 1: hello\n\nsay:\nnxt: nowhere\n\nwhatever: x\n\n#### deep\n";
    let found = codes_in(text);
    for expected in [(3, "S101"), (4, "S004"), (7, "S002"), (13, "S008"), (14, "S004"), (16, "S004"), (18, "S003")] {
        assert!(found.contains(&expected), "no {expected:?} in {found:?}");
    }
    assert!(found.iter().any(|(_, code)| *code == "S010"), "{found:?}");
    assert!(parse(text).0.is_none());
}

#[test]
fn a_mistyped_word_is_answered_with_the_right_one() {
    let advice = |from: &str, to: &str| described(&parse(&SMALL.replacen(from, to, 1)).1);
    assert!(advice("customers say:", "custmers say:").contains("\"customers say:\""));
    assert!(advice("\nsay ru:", "\nсказть ru:").contains("\"сказать:\""));
    assert!(advice("## Steps", "## Step").contains("\"## Steps\""));
    assert!(advice("kind: price", "kind: prise").contains("\"price\""));
    assert!(advice("heard: postpones", "heard: postpone").contains("\"postpones\""));
    assert!(
        advice("next: offer", "openers: offer").contains("belongs")
            || advice("next: offer", "openers: offer").contains("known here")
    );
    assert!(advice("- The course -> offer", "- The course").contains("does not say where it leads"));
}

#[test]
fn what_is_said_twice_or_excludes_the_other_is_reported() {
    let codes = |from: &str, to: &str| -> Vec<&str> {
        parse(&SMALL.replacen(from, to, 1)).1.iter().map(|problem| problem.code).collect()
    };
    assert!(codes("next: offer", "next: offer\nnext: later").contains(&"S005"));
    assert!(codes("next: offer", "next ru: offer").contains(&"S007"));
    assert!(codes("go to: later", "go to: later\nhand over: yes").contains(&"S013"));
    assert!(codes("go to: later", "").contains(&"S010"));
    assert!(codes("### hello\n", "### hello\nsome words of mine\n").contains(&"S006"));
    assert!(codes("tone: Calm and brief.", "tone\n\ntone ru: Спокойно").contains(&"S006"));
    assert!(codes("tone: Calm and brief.", "tone Calm and brief.").contains(&"S006"));
    assert!(codes("## Hand over", "## Hand over to a person\n\non complaint yes\n\n## Hand over").contains(&"S006"));
    assert!(codes("say: Glad to see you.", "say:\n- Hello.\n- Glad to see you.").contains(&"S012"));
    assert!(codes("kind: phone", "kind: phone\noptions:\n- a: A\n- b: B").contains(&"S013"));
}

#[test]
fn lines_lead_to_the_thing_they_came_from() {
    let script = parse(SMALL).0.unwrap();
    let line_of = |words: &str| SMALL.lines().position(|line| line == words).unwrap() + 1;
    assert_eq!(script.step("offer").unwrap().line, line_of("### offer"));
    assert_eq!(script.fact("start").unwrap().line, line_of("### start"));
    assert_eq!(script.triggers.first().unwrap().line, line_of("### asks-to-join"));
}

#[test]
fn names_with_spaces_and_capitals_are_one_with_their_plain_form() {
    let text = SMALL.replace("### sign-up", "### Step 3: Sign up").replace("next: sign-up", "next: sign up");
    assert_eq!(described(&parse(&text).1), "");
    let text = SMALL.replace("### course", "### The Course").replace("{course}", "{the course}");
    let script = parse(&text).0.unwrap();
    assert!(script.step("offer").unwrap().say.en.as_ref().unwrap().contains("{the-course}"));
}

#[test]
fn the_time_to_answer_and_what_is_done_meanwhile_are_read_in_both_languages() {
    let rules = |lines: &str| {
        let (script, problems) = parse(&SMALL.replace("on insult: yes", &format!("on insult: yes\n{lines}")));
        script.unwrap_or_else(|| panic!("{lines}: {}", described(&problems))).hand_over
    };
    assert_eq!((rules("").answer_within_minutes, rules("").while_waiting), (15, WhileWaiting::Help));
    for (written, minutes) in [
        ("answer within: 15 minutes", 15),
        ("answer within: 1 minute", 1),
        ("answer within: 90 min.", 90),
        ("Answer within: 2 Hours", 120),
        ("answer within: an hour", 0),
        ("ответить за: 20 минут", 20),
        ("ответить за: 3 часа", 180),
        ("ответить в течение: час", 60),
        ("ответить за: 72ч", 4320),
    ] {
        let text = SMALL.replace("on insult: yes", &format!("on insult: yes\n{written}"));
        let (script, problems) = parse(&text);
        match minutes {
            0 => assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["S009"], "{written}"),
            _ => assert_eq!(script.unwrap().hand_over.answer_within_minutes, minutes, "{written}"),
        }
    }
    assert_eq!(rules("answer within: 2 hours").answer_within_millis(), 7_200_000);
    for (written, doing) in [
        ("while waiting: wait", WhileWaiting::Wait),
        ("while waiting: help", WhileWaiting::Help),
        ("пока ждут: ждать", WhileWaiting::Wait),
        ("пока ждут: помогать", WhileWaiting::Help),
    ] {
        assert_eq!(rules(written).while_waiting, doing, "{written}");
    }
}

#[test]
fn what_passed_once_stays_readable_however_strict_the_checks_become() {
    for (name, text) in EXAMPLES.iter().chain(&[("small", SMALL)]) {
        assert_eq!(read(text), parse(text).0, "{name}: with nothing to object to, both read the same");
    }
    // Each of these is an error today; a version stored before it was one must be read.
    for (from, to) in [
        ("after unclear messages: 3", "after unclear messages: 99"),
        ("next: offer", "next: nowhere"),
        ("answer ru: {start}\n", ""),
        ("Shall I sign you up?", "Only 99 ₽!"),
        ("kind: date", "kind: someday"),
        ("## Triggers", "## Something newer\n\n### thing\n\nword: of tomorrow\n\n## Triggers"),
    ] {
        let text = SMALL.replacen(from, to, 1);
        assert!(parse(&text).0.is_none(), "{to} is no error");
        let script = read(&text).unwrap_or_else(|| panic!("{to} cannot be read"));
        assert_eq!(script.steps.len(), parse(SMALL).0.unwrap().steps.len(), "{to}");
    }
    for text in ["", "garbage", "name: x\nbusiness: y", &"a: b\n".repeat(200_000)] {
        assert_eq!(read(text), None, "{} bytes without a step are no script", text.len());
    }
}

#[test]
fn a_notice_changed_behind_the_desks_back_gives_way_to_the_built_in_words() {
    let with = |en: &str, ru: &str| {
        read(&SMALL.replace("tone: Calm", &format!("AI notice: {en}\n\nAI notice ru: {ru}\n\ntone: Calm"))).unwrap()
    };
    let kept = with("I am a bot of {business}.", "Я ИИ-помощник.");
    assert!(kept.disclosure.en.is_some() && kept.disclosure.ru.is_some());
    let long = format!("{} I am a bot.", "Word. ".repeat(100));
    for en in ["I am Anna, your manager.", "Hello!", "I am a real person, not a bot.", &long] {
        let script = with(en, "Я ИИ-помощник.");
        assert_eq!(script.disclosure.en, None, "{en}");
        assert!(script.disclosure.ru.is_some(), "the sound one stays");
    }
}

#[test]
fn bytes_that_are_no_text_are_a_problem_with_a_line() {
    let (script, problems) = parse_bytes(b"name: x\nbusiness: \xff\xfe\n");
    assert!(script.is_none());
    assert_eq!(problems.iter().map(|problem| (problem.line, problem.code)).collect::<Vec<_>>(), [(2, "S014")]);
    assert!(parse_bytes(SMALL.as_bytes()).0.is_some());
}

#[test]
fn a_flood_is_refused_and_a_large_mess_is_read_to_the_end() {
    assert_eq!(codes_in(&"a: b\n".repeat(200_000)), [(1, "S001")]);
    assert_eq!(codes_in(&format!("## Steps\n{}", "### a\n".repeat(50_000))), [(1, "S001")]);
    let mess = format!("## Steps\n### a\n{}", "\nforbiden: b\n{x} -> [y](z) 100% <b>\n".repeat(2_000));
    assert!(codes_in(&mess).len() > 2_000);
}

#[test]
fn every_spelling_means_one_thing_in_its_section() {
    for section in [Section::Head].into_iter().chain(SECTIONS.iter().map(|row| row.section)) {
        let mut seen: Vec<String> = Vec::new();
        for keyword in KEYWORDS.iter().filter(|row| row.section == section) {
            assert!(!keyword.en.is_empty() && !keyword.ru.is_empty());
            for spelling in keyword.spellings() {
                let folded = fold(spelling);
                assert!(!seen.contains(&folded), "{spelling} means two things in {section:?}");
                assert!(keywords::find(section, spelling).is_some_and(|(found, _)| found.key == keyword.key));
                seen.push(folded);
            }
        }
    }
}

/// The closed list of what a script can say at all, reviewed against H1-H14. A new keyword fails this test until
/// somebody has asked of it: can a script by this word hide the AI, write first, ignore a stop, keep a person away, or
/// invent a figure? None of these may ever be yes.
#[test]
fn no_word_of_the_grammar_can_switch_off_the_honesty_contract() {
    let reviewed = [
        (Key::Name, "a label"),
        (Key::Business, "a label; the notice names it"),
        (Key::Languages, "H2 is answered in the asker's language whatever stands here"),
        (Key::TimeZone, "must exist (S207)"),
        (Key::FitThreshold, "0 to 1 (S208): chooses between script and facts, never past the guard"),
        (Key::Tone, "never sent"),
        (Key::Openers, "checked for H3, H8 (S301, S302, S304)"),
        (Key::Vocabulary, "only preferred; what a model writes passes the guard"),
        (Key::Samples, "checked for H3, H8 as if they were sent"),
        (Key::NeverSay, "only forbids"),
        (Key::AiNotice, "H1: worded, never emptied, never a person (S303, S304); absent means the built-in words"),
        (Key::FactKind, "a label"),
        (Key::Says, "the one home of figures (H8); never claims a person (S304)"),
        (Key::About, "what contacts write"),
        (Key::AskedAs, "what contacts write"),
        (Key::Answer, "checked for H3, H8; the safety pass comes first (H2, H5, H7)"),
        (Key::FieldKind, "a label"),
        (Key::Label, "read by operators alone"),
        (Key::Ask, "checked for H3, H8"),
        (Key::Required, "what makes a lead whole; keeps nobody from a person"),
        (Key::Options, "what contacts choose"),
        (Key::Goal, "never sent"),
        (Key::Say, "checked for H3, H8"),
        (Key::WordForWord, "only keeps a model from adapting the words"),
        (Key::HeardAs, "what contacts write; the safety pass comes first"),
        (Key::Asks, "names of fields"),
        (Key::Next, "a name of a step"),
        (Key::IfRefused, "a name of a step; an opt-out is no refusal and comes first (H5)"),
        (Key::Buttons, "labels checked for H3, H8"),
        (Key::Outcome, "hand over or close; closing writes to nobody"),
        (Key::Words, "no reserved command, no opt-out, no call for a person elsewhere (S305, S306, S307)"),
        (Key::Heard, "not what the safety pass answers (S307)"),
        (Key::Event, "things the contact did; none of them is time passing, so nobody is written to first (H4)"),
        (Key::Link, "how the contact came"),
        (Key::GoTo, "a name of a step"),
        (Key::AnswerQuestion, "a name of a question"),
        (Key::CallPerson, "only calls"),
        (Key::UnclearLimit, "1 to 10 (S209): never off"),
        (Key::OnInsult, "adds a reason to call a person; asking for one always works (H7)"),
        (Key::OnComplaint, "adds a reason to call a person"),
        (Key::CallWords, "checked for H3, H8"),
        (Key::Hours, "told as they stand (H7)"),
        (
            Key::AnswerWithin,
            "1 minute to 72 hours (S213): never off; being told that nobody came cannot be put off longer",
        ),
        (
            Key::WhileWaiting,
            "help or wait; what the contract demands works either way (H2, H5, H7), and neither is silence",
        ),
        (Key::Points, "judges leads for the staff; never said, keeps nobody from a person"),
        (Key::QualifiedFrom, "judges leads for the staff"),
        (Key::NotQualifiedIf, "judges leads for the staff; who does not qualify is answered like anybody"),
    ];
    let keys: Vec<Key> = KEYWORDS.iter().map(|keyword| keyword.key).collect();
    let known: Vec<Key> = reviewed.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, known, "a keyword was added or moved: review it against the honesty contract and add it here");
}

#[test]
fn the_documents_name_every_keyword_and_every_code() {
    let english = include_str!("../../../../docs/scripts.md");
    let russian = include_str!("../../../../docs/scripts.ru.md");
    for keyword in KEYWORDS {
        for document in [english, russian] {
            for language in Language::ALL {
                let spelling = format!("`{}:`", keyword.in_language(language));
                assert!(document.contains(&spelling), "{spelling} is not explained");
            }
        }
    }
    for code in codes::ALL {
        assert!(english.contains(&format!("| {} | {} |", code.id, code.en)), "{} is not in docs/scripts.md", code.id);
        assert!(
            russian.contains(&format!("| {} | {} |", code.id, code.ru)),
            "{} is not in docs/scripts.ru.md",
            code.id
        );
    }
}

#[test]
fn the_example_in_the_documents_passes() {
    for document in [include_str!("../../../../docs/scripts.md"), include_str!("../../../../docs/scripts.ru.md")] {
        let example = document.split("```markdown\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
        let (script, problems) = parse(example);
        assert!(script.is_some() && problems.is_empty(), "{}", described(&problems));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_gives_a_script_or_a_problem(text in any::<String>()) {
        let (script, problems) = parse(&text);
        prop_assert!(script.is_some() || !problems.is_empty());
    }

    #[test]
    fn any_text_can_be_read_as_stored(text in any::<String>()) {
        prop_assert!(read(&text).is_none_or(|script| !script.steps.is_empty()));
    }

    #[test]
    fn any_bytes_give_a_script_or_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (script, problems) = parse_bytes(&bytes);
        prop_assert!(script.is_some() || !problems.is_empty());
    }

    #[test]
    fn a_damaged_example_never_breaks_the_reader(
        which in 0..EXAMPLES.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[-#:>{};→а-яa-z0-9\n\r\t \u{a0}]{0,12}"), 1..6),
    ) {
        let mut signs: Vec<char> = EXAMPLES.get(which).unwrap().1.chars().collect();
        for (place, length, put) in &damage {
            let from = place.index(signs.len());
            let to = signs.len().min(from + length);
            signs.splice(from..to, put.chars());
        }
        let text: String = signs.into_iter().collect();
        let lines = text.split(['\n', '\r']).count();
        let (script, problems) = parse(&text);
        prop_assert!(script.is_some() || problems.iter().any(|problem| problem.severity == Severity::Error));
        prop_assert!(problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
    }
}
