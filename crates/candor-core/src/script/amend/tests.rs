#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{proof::without_lines, *};
use crate::script::{Severity, parse, samples};

fn step(id: &str) -> Topic {
    Topic::Step(id.to_owned())
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|words| (*words).to_owned()).collect()
}

fn asked(en: &[&str], ru: &[&str]) -> Phrasings {
    Phrasings { en: owned(en), ru: owned(ru) }
}

fn wording(en: &str, ru: &str) -> Wording {
    Wording { en: Some(en.to_owned()), ru: Some(ru.to_owned()) }
}

/// Asserts that the new text is the old one with exactly this put in somewhere.
#[track_caller]
fn assert_inserted(old: &str, new: &str, added: &str) {
    let is_it = |at: &usize| old.get(..*at).is_some_and(|before| new == [before, added, &old[*at..]].concat());
    assert!((0..=old.len()).any(|at| is_it(&at)), "{added:?} is not all that was put in: {new}");
}

#[test]
fn phrasings_join_their_list_and_nothing_else_changes() {
    let new = with_phrasings(samples::SMALL, &step("offer"), Language::Ru, &owned(&["Почём курс"])).unwrap();
    assert_inserted(samples::SMALL, &new, "- Почём курс\n");
    assert!(new.contains("- Мне интересно\n- Почём курс\n\nnext: sign-up"));
    let when = Topic::Question("when-start".to_owned());
    let new = with_phrasings(samples::SMALL, &when, Language::En, &owned(&["First lesson?", "Which day"])).unwrap();
    assert_inserted(samples::SMALL, &new, "- First lesson?\n- Which day\n");
    let fact = Topic::Fact("course".to_owned());
    let new = with_phrasings(samples::SMALL, &fact, Language::En, &owned(&["lettering, by hand"])).unwrap();
    assert!(new.contains("about: course, calligraphy\n- lettering, by hand\n"));
    assert_eq!(
        parse(&new).0.unwrap().fact("course").unwrap().about.en,
        ["course", "calligraphy", "lettering, by hand"]
    );
}

#[test]
fn phrasings_there_already_are_left_out_whatever_their_case_and_signs() {
    let words = owned(&["how much is it", "HOW MUCH IS IT?!", "what is the fee", "What is the fee?"]);
    let new = with_phrasings(samples::SMALL, &step("offer"), Language::En, &words).unwrap();
    assert_inserted(samples::SMALL, &new, "- what is the fee\n");
    let again = with_phrasings(&new, &step("offer"), Language::En, &words).unwrap();
    assert_eq!(again, new);
}

#[test]
fn a_missing_list_is_made_as_the_others_are() {
    let ru = "customers say ru:\n- Запишите меня\n- Хочу на курс\n- Записаться\n\n";
    let without = samples::SMALL.replace(ru, "");
    let new = with_phrasings(&without, &step("sign-up"), Language::Ru, &owned(&["Запишите меня"])).unwrap();
    assert_inserted(&without, &new, "\ncustomers say ru:\n- Запишите меня\n");
    assert!(new.contains("- Write me down\n\ncustomers say ru:\n- Запишите меня\n\nfind out: phone"));
    let close = "# Т\nимя: t\nкомпания: Т\nязыки: ru\nчасовой пояс: Europe/Moscow\n## Шаги\n### начало\nсказать: Привет.\nитог: закрыть";
    let new = with_phrasings(close, &step("начало"), Language::Ru, &owned(&["Добрый день"]));
    let new = new.unwrap();
    assert_inserted(close, &new, "\nклиент говорит:\n- Добрый день");
}

#[test]
fn line_ends_bullets_and_indents_are_those_of_the_list() {
    let windows = samples::SMALL.replace('\n', "\r\n").replace("- How much is it?", "  * How much is it?");
    let windows = windows.replace("- What does the course cost?", "  * What does the course cost?");
    let windows = windows.replace("- I am interested", "  * I am interested");
    let new = with_phrasings(&windows, &step("offer"), Language::En, &owned(&["the fee"])).unwrap();
    assert_inserted(&windows, &new, "  * the fee\r\n");
}

#[test]
fn a_note_behind_the_list_is_left_before_anything_is_added() {
    let text = samples::SMALL.replace("- I am interested\n", "- I am interested <!-- more\nof them -->\n");
    let new = with_phrasings(&text, &step("offer"), Language::En, &owned(&["the fee"])).unwrap();
    assert!(new.contains("of them -->\n- the fee\n"));
    let open = samples::SMALL.replace("- I am interested\n", "- I am interested <!-- more\n");
    assert!(with_phrasings(&open, &step("later"), Language::En, &owned(&["the fee"])).is_err());
}

#[test]
fn what_cannot_be_added_is_refused_with_what_to_do() {
    let add = |topic: &Topic, words: &[&str]| with_phrasings(samples::SMALL, topic, Language::En, &owned(words));
    assert_eq!(add(&step("nowhere"), &["hi"]), Err(AmendError::UnknownTopic));
    assert_eq!(add(&step("offer"), &["", "?", "{}"]), Err(AmendError::NoWords));
    assert_eq!(add(&step("offer"), &[]), Err(AmendError::NoWords));
    let twice = samples::SMALL.replace("### later", "### offer");
    assert_eq!(with_phrasings(&twice, &step("offer"), Language::En, &owned(&["x"])), Err(AmendError::UnknownTopic));
    let long = "x".repeat(crate::script::MAX_SCRIPT_BYTES + 1);
    assert_eq!(with_phrasings(&long, &step("offer"), Language::En, &owned(&["x"])), Err(AmendError::TooLong));
    let ask =
        |id: &str, en: &str| with_question(samples::SMALL, id, &asked(&["Is it hard?"], &[]), &wording(en, "Нет."));
    for id in ["", "a b", "a\n## Steps", "#", "Big", "a:b", &"x".repeat(49)] {
        assert_eq!(ask(id, "No."), Err(AmendError::BadName), "{id:?}");
    }
    let refused = |error: Result<String, AmendError>| {
        error.unwrap_err().problems().iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(refused(ask("when-start", "No.")), ["S102"]);
    assert_eq!(refused(ask("hard", "It takes 8 lessons.")), ["S301"]);
    assert_eq!(refused(ask("hard", "As {nothing} says.")), ["S104"]);
    assert_eq!(refused(ask("hard", "I am a real person, not a bot.")), ["S304"]);
    assert_eq!(refused(ask("hard", " ")), ["S203"]);
    let silent = with_question(samples::SMALL, "hard", &asked(&["Is it hard?"], &[]), &Wording::default());
    assert_eq!(silent, Err(AmendError::NoAnswer));
    let unasked = with_question(samples::SMALL, "hard", &asked(&["?"], &[]), &wording("No.", "Нет."));
    assert_eq!(unasked, Err(AmendError::NoWords));
}

#[test]
fn a_question_stands_behind_the_last_one() {
    let answer = wording("No: {course}\n\nCome <!-- soon -->.", "Нет.");
    let new = with_question(samples::SMALL, "hard", &asked(&["Is it hard?"], &["Это сложно?"]), &answer).unwrap();
    let added = "\n### hard\n\ncustomers ask:\n- Is it hard?\n\ncustomers ask ru:\n- Это сложно?\n\nanswer:\n> No: {course}\n>\n> Come <!-- soon -->.\n\nanswer ru: Нет.\n";
    assert_inserted(samples::SMALL, &new, added);
    let script = parse(&new).0.unwrap();
    assert_eq!(script.questions.last().unwrap().answer, answer);
}

#[test]
fn a_script_without_questions_gets_a_section_for_them() {
    let (before, rest) = samples::SMALL.split_once("## Questions").unwrap();
    let (_, after) = rest.split_once("## What to find out").unwrap();
    let without = format!("{before}## What to find out{after}");
    let new = with_question(&without, "hard", &asked(&["Is it hard?"], &[]), &wording("No.", "Нет.")).unwrap();
    assert!(new.contains("\nabout ru: начало, группа\n\n## Questions\n\n### hard\n\ncustomers ask:\n"));
    let russian = "# Т\nимя: t\nкомпания: Т\nязыки: ru\nчасовой пояс: Europe/Moscow\n## Шаги\n### начало\nсказать: Привет.\nитог: закрыть\n";
    let answer = Wording { en: None, ru: Some("Нет.".to_owned()) };
    let new = with_question(russian, "slozhno", &asked(&[], &["Это сложно?"]), &answer).unwrap();
    let added = "\n## Вопросы\n\n### slozhno\nклиент спрашивает:\n- Это сложно?\nответ: Нет.\n";
    assert_inserted(russian, &new, added);
}

/// Words that try to be something else.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-#>*:{}<!a-zё \r\n\t•–—;,|`'\"\u{a0}\u{200b}\u{feff}\u{2028}0-9.]{0,40}",
        prop::sample::select(vec![
            "## Steps",
            "\n## Steps\n### evil\nsay: hi\n",
            "answer: yes",
            "customers say: yes\r\nnext: later",
            "<!--",
            "-->",
            "<!-- a -->b",
            "---",
            "{business}",
            "{ price",
            "> quoted",
            "- - item",
            "1. one",
            "стоп",
            "a\u{2028}## Steps",
            "a\u{b}say: x",
        ])
        .prop_map(str::to_owned),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    let texts = vec![
        samples::SMALL.to_owned(),
        samples::SMALL.replace('\n', "\r\n"),
        samples::SMALL.replace("- ", "  • ").trim_end().to_owned(),
        samples::SMALL.replace("\n\n", "\n"),
        samples::SMALL.replace("\n- ", "\n<!-- note\n -->\n- "),
    ];
    prop::sample::select(texts)
}

fn topics() -> impl Strategy<Value = Topic> {
    prop::sample::select(vec![
        step("hello"),
        step("later"),
        Topic::Question("when-start".to_owned()),
        Topic::Fact("start".to_owned()),
    ])
}

fn languages() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn phrasings_of_any_words_are_refused_or_change_one_list(
        text in texts(),
        topic in topics(),
        language in languages(),
        words in prop::collection::vec(nasty(), 0..4),
    ) {
        match with_phrasings(&text, &topic, language, &words) {
            Err(error) => prop_assert!(!matches!(error, AmendError::Misplaced | AmendError::UnknownTopic), "{error:?}"),
            Ok(new) => {
                let (mut old, mut new) = (parse(&text).0.unwrap(), parse(&new).0.unwrap());
                let count = phrasings_mut(&mut old, &topic).unwrap().in_language(language).len();
                let list = phrasings_mut(&mut new, &topic).unwrap().list_mut(language);
                prop_assert!(list.len() <= count + words.len());
                list.truncate(count);
                prop_assert_eq!(without_lines(old), without_lines(new));
            }
        }
    }

    #[test]
    fn a_question_of_any_words_is_refused_or_is_all_that_changes(
        text in texts(),
        id in prop_oneof![Just("new".to_owned()), nasty()],
        asked in prop::collection::vec(nasty(), 0..3),
        en in nasty(),
        ru in nasty(),
    ) {
        let asked = Phrasings { en: asked, ru: Vec::new() };
        match with_question(&text, &id, &asked, &wording(&en, &ru)) {
            Err(error) => prop_assert!(!matches!(error, AmendError::Misplaced), "{error:?}"),
            Ok(new) => {
                let (new, problems) = parse(&new);
                prop_assert!(problems.iter().all(|problem| problem.severity == Severity::Warning));
                let mut new = new.unwrap();
                prop_assert_eq!(&new.questions.pop().unwrap().id, &id);
                prop_assert_eq!(without_lines(parse(&text).0.unwrap()), without_lines(new));
            }
        }
    }

    #[test]
    fn texts_of_any_kind_are_never_upset(
        text in "[-#>*:{}<! a-z\r\n]{0,80}",
        words in nasty(),
    ) {
        let text = format!("# a\n{text}\n## Steps\n### hello\nsay: x\n{text}");
        let _ = with_phrasings(&text, &step("hello"), Language::En, std::slice::from_ref(&words));
        let _ = with_question(&text, "new", &asked(&[words.as_str()], &[]), &wording("x", "x"));
    }

    #[test]
    fn a_made_name_can_always_be_a_name(words in nasty()) {
        let script = parse(samples::SMALL).0.unwrap();
        let name = question_id(&words, &script);
        prop_assert!(super::super::checks::names::is_name(&name) && name.is_ascii());
        prop_assert!(script.question(&name).is_none());
    }
}

#[test]
fn words_are_put_anew_where_they_stand_and_nothing_else_changes() {
    let start = Topic::Fact("start".to_owned());
    let new = with_words(samples::SMALL, &start, Language::Ru, "Следующая группа начинает 8 декабря.").unwrap();
    assert_eq!(new, samples::SMALL.replace("начинает 1 декабря", "начинает 8 декабря"));
    let same = with_words(samples::SMALL, &start, Language::En, " The next group starts on 1 December. ").unwrap();
    assert_eq!(same, samples::SMALL);
    let new =
        with_words(samples::SMALL, &step("hello"), Language::En, "Hello.\nNote: we are open.\n\nnext: time").unwrap();
    assert!(new.contains("say:\n> Hello.\n> Note: we are open.\n>\n> next: time\n\nsay ru:"), "{new}");
    let told = parse(&new).0.unwrap().step("hello").unwrap().say.en.clone();
    assert_eq!(told.as_deref(), Some("Hello.\nNote: we are open.\n\nnext: time"));
    let back = with_words(&new, &step("hello"), Language::En, "Hello.").unwrap();
    assert!(back.contains("say:\n> Hello.\n\nsay ru:"), "{back}");
}

#[test]
fn words_of_a_language_that_lacks_them_stand_behind_the_others() {
    let without = samples::SMALL.replace("answer ru: {start}\n\n", "");
    let question = Topic::Question("when-start".to_owned());
    let new = with_words(&without, &question, Language::Ru, "{ Start }").unwrap();
    assert_inserted(&without, &new, "\nanswer ru: {start}\n");
}

#[test]
fn a_note_among_the_words_is_not_lost() {
    let noted = samples::SMALL.replace("answer: {start}", "answer: {start} <!-- ask Vera -->");
    let question = Topic::Question("when-start".to_owned());
    assert_eq!(with_words(&noted, &question, Language::En, "Soon."), Err(AmendError::Misplaced));
}

#[test]
fn a_figure_that_stands_in_no_fact_is_refused_with_the_problem() {
    let refused = with_words(samples::SMALL, &step("hello"), Language::En, "It costs 777 ₽.").unwrap_err();
    assert!(!refused.problems().is_empty(), "{refused:?}");
    assert_eq!(with_words(samples::SMALL, &step("hello"), Language::En, " \n"), Err(AmendError::NoWords));
    assert_eq!(with_words(samples::SMALL, &step("nowhere"), Language::En, "x"), Err(AmendError::UnknownTopic));
}

#[test]
fn a_list_loses_what_is_not_given_any_more_and_gains_what_is_new() {
    let when = Topic::Question("when-start".to_owned());
    let list = owned(&["when do you START", "What is the first day?", "Which month?"]);
    let new = with_list(samples::SMALL, &when, Language::En, &list).unwrap();
    let expected = samples::SMALL
        .replace("- When is the next group?\n- What is the first day?\n", "- What is the first day?\n- Which month?\n");
    assert_eq!(new, expected);
    let fact = Topic::Fact("course".to_owned());
    let new = with_list(samples::SMALL, &fact, Language::En, &owned(&["calligraphy"])).unwrap();
    assert_eq!(new, samples::SMALL.replace("about: course, calligraphy", "about: calligraphy"));
    let new = with_list(samples::SMALL, &fact, Language::En, &owned(&["lettering"])).unwrap();
    assert_eq!(new, samples::SMALL.replace("about: course, calligraphy", "about:\n- lettering"));
    assert_eq!(with_list(samples::SMALL, &fact, Language::En, &owned(&[" ", "?"])), Err(AmendError::NoWords));
    assert_eq!(
        with_list(samples::SMALL, &fact, Language::En, &owned(&["calligraphy", "Course"])).unwrap(),
        samples::SMALL
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_words_are_refused_or_are_all_that_changes(
        text in texts(),
        topic in topics(),
        language in languages(),
        said in nasty(),
    ) {
        if let Ok(new) = with_words(&text, &topic, language, &said) {
            let (mut old, mut new) = (parse(&text).0.unwrap(), parse(&new).0.unwrap());
            for script in [&mut old, &mut new] {
                for step in &mut script.steps { if topic == Topic::Step(step.id.clone()) { step.say = Wording::default(); } }
                for fact in &mut script.facts { if topic == Topic::Fact(fact.id.clone()) { fact.says = Wording::default(); } }
                for question in &mut script.questions {
                    if topic == Topic::Question(question.id.clone()) { question.answer = Wording::default(); }
                }
            }
            prop_assert_eq!(without_lines(old), without_lines(new));
        }
    }

    #[test]
    fn a_list_of_any_words_is_refused_or_is_all_that_changes(
        text in texts(),
        topic in topics(),
        language in languages(),
        list in prop::collection::vec(nasty(), 0..4),
    ) {
        if let Ok(new) = with_list(&text, &topic, language, &list) {
            let (mut old, mut new) = (parse(&text).0.unwrap(), parse(&new).0.unwrap());
            for script in [&mut old, &mut new] {
                let phrasings = phrasings_mut(script, &topic).unwrap().list_mut(language);
                phrasings.clear();
            }
            prop_assert_eq!(without_lines(old), without_lines(new));
        }
    }
}
