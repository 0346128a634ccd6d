#![allow(clippy::unwrap_used, clippy::panic)]
use super::{person::claims_person, safety::RESERVED};
use crate::{
    language::Language,
    script::{Problem, parse, samples::SMALL},
};

/// What is reported when one thing in the small script is replaced by another.
fn problems_with(from: &str, to: &str) -> Vec<Problem> {
    assert!(SMALL.contains(from), "the small script has no {from:?}");
    parse(&SMALL.replacen(from, to, 1)).1
}

/// That this replacement is reported under this code, in the line where it is made or that of the thing it is in.
fn reports(code: &str, from: &str, to: &str) -> Problem {
    let problems = problems_with(from, to);
    let found = problems.iter().find(|problem| problem.code == code);
    found.cloned().unwrap_or_else(|| panic!("{from:?} -> {to:?}: no {code} in {problems:#?}"))
}

fn says(problem: &Problem, words: &str) -> bool {
    problem.describe(Language::En).contains(words)
}

const END_OF_STEPS: &str = "## Triggers";
const STEP_WORDS: &str = "Shall I sign you up?";
const NOTICE: &str = "never say: cheap";

#[test]
fn names_must_be_plain_short_and_taken_once() {
    reports("S101", "name: small", "name: Small Script");
    reports("S101", "### offer", "### offer!");
    reports("S101", "### offer", "### a name that goes on and on until no button could carry it");
    reports("S102", "### start", "### course");
    reports("S102", "### phone", "### start");
}

#[test]
fn names_of_nothing_are_reported_with_the_nearest_name() {
    assert!(says(&reports("S103", "next: offer", "next: ofer"), "\"offer\""));
    assert!(says(&reports("S103", "find out: phone", "find out: fone"), "level, phone"));
    reports("S103", "- The course -> offer", "- The course -> nowhere");
    reports("S103", "go to: sign-up", "answer: when-stop");
    assert!(says(&reports("S104", "{course}", "{cuorse}"), "{course}"));
    reports("S104", "{course}", "{course");
    reports("S104", "for 8 lessons", "for {start}");
    reports("S104", NOTICE, "AI notice: I am an AI assistant. {course}\n\nAI notice ru: Я ИИ.");
}

#[test]
fn steps_must_be_reached_lead_on_and_end_with_a_person() {
    let lost = "### lost\nsay: Hi.\nsay ru: Привет.\n\n## Triggers";
    reports("S105", END_OF_STEPS, lost);
    reports("S106", END_OF_STEPS, lost);
    reports("S107", "outcome: hand over", "outcome: close");
    let empty = SMALL.split("## Steps").next().unwrap().to_owned();
    assert!(parse(&empty).1.iter().any(|problem| problem.code == "S010" && says(problem, "no steps")));
}

#[test]
fn what_nothing_uses_is_reported() {
    reports("S108", "### start", "### idle\nkind: other\nsays: We like ink.\nsays ru: Мы любим чернила.\n\n### start");
    reports("S109", "find out: level\n", "");
}

#[test]
fn phrasings_must_be_enough_and_different() {
    assert!(says(&reports("S201", "- I am interested\n", ""), "\"offer\" has 2"));
    assert!(says(&reports("S202", "- Not now", "- I'm  INTERESTED\n- i am interested!"), "under \"offer\""));
    reports("S201", "- Какой первый день?\n", "");
}

#[test]
fn every_language_has_its_text_and_no_other_has() {
    assert!(says(&reports("S203", "answer ru: {start}\n", ""), "Russian"));
    reports("S203", "- new: Я новичок; никогда\n", "");
    reports("S203", "- О курсе -> offer", "");
    reports("S204", "languages: en, ru", "languages: en");
}

#[test]
fn telegrams_limits_are_kept() {
    reports("S205", STEP_WORDS, &"word ".repeat(800));
    reports("S205", NOTICE, &format!("AI notice: I am an AI.{}\nAI notice ru: Я ИИ.", " Really.".repeat(60)));
    reports("S206", "- The course -> offer", "- Tell me everything about the calligraphy course -> offer");
    reports("S206", "- new: I am new", &format!("- {}: I am new", "x".repeat(60)));
    reports("S211", "words: enrol, join the group\n\nwords ru: записаться в группу", "link: привет");
    reports(
        "S211",
        "words: enrol, join the group\n\nwords ru: записаться в группу",
        &format!("link: {}", "a".repeat(65)),
    );
    assert!(
        problems_with("words: enrol, join the group\n\nwords ru: записаться в группу", "link: ad_2026-*").is_empty()
    );
}

#[test]
fn settings_stay_within_their_ranges() {
    assert!(says(&reports("S207", "Europe/Moscow", "Europe/Moskow"), "Europe/Moscow"));
    assert!(says(&reports("S207", "Europe/Moscow", "Moscow"), "Europe/Moscow"));
    reports("S208", "time zone:", "follow the script from: 1.5\ntime zone:");
    reports("S208", "time zone:", "follow the script from: NaN\ntime zone:");
    assert!(problems_with("time zone:", "follow the script from: 80%\ntime zone:").is_empty());
    reports("S209", "after unclear messages: 3", "after unclear messages: 0");
    reports("S209", "after unclear messages: 3", "after unclear messages: 1000000");
    reports("S213", "on insult: yes", "answer within: 0 minutes");
    reports("S213", "on insult: yes", "answer within: 73 hours");
    reports("S213", "on insult: yes", "answer within: 99999999999999999999 hours");
    assert!(problems_with("on insult: yes", "on insult: yes\nanswer within: 72 hours").is_empty());
    reports(
        "S210",
        "- some: I tried; a little\n\noptions ru:\n- new: Я новичок; никогда\n- some: Пробовал; немного",
        "options ru:\n- new: Я новичок",
    );
}

/// What is reported of a section of qualification put behind the small script.
fn of_qualification(section: &str) -> Vec<Problem> {
    parse(&format!("{SMALL}\n## Qualification\n\n{section}\n")).1
}

#[test]
fn criteria_must_fit_their_fields_and_be_reachable() {
    for (code, section, advice) in [
        ("S103", "points:\n- phon: told — 1 point", "\"phone\""),
        ("S103", "points:\n- nobody: told", "level, phone"),
        ("S103", "points:\n- level: expert — 2 points", "new, some"),
        ("S103", "not qualified if:\n- level: expert", "new, some"),
        ("S214", "points:\n- phone: at least 3 — 1 point", "only \"told\""),
        ("S214", "points:\n- level: by 2027-01-01", "options"),
        ("S011", "points:\n- phone: whenever — 1 point", "only \"told\""),
        ("S011", "points:\n- level: told yesterday", "options"),
        ("S215", "points:\n- phone: told — 0 points", "3 points"),
        ("S215", "points:\n- phone: told — 101 points", "3 points"),
        ("S215", "points:\n- phone: told — 99999999999999999999 points", "3 points"),
        ("S215", "points:\n- phone: told — 2 points\nqualified from: 3 points", "from 1 to 2"),
        ("S215", "qualified from: 0 points\n", "from 1 to 2"),
        ("S009", "points:\n- phone\nqualified from: many", "4 points"),
        ("S006", "- phone: told — 1 point", "\"points:\""),
        ("S004", "points:\n- phone\n\nqualifed from: 1", "\"qualified from:\""),
        ("S008", "points:\nqualified from: 1", "Write what it should be"),
        ("S007", "points ru:\n- phone", "Leave the language out"),
    ] {
        let problems = of_qualification(section);
        let found = problems.iter().find(|problem| problem.code == code);
        let found = found.unwrap_or_else(|| panic!("{section}: no {code} in {problems:#?}"));
        assert!(says(found, advice), "{section}: {}", found.describe(Language::En));
        assert!(found.reason.ru.is_some() && found.advice.ru.is_some());
    }
    for sound in [
        "points:\n- phone: told — 1 point\n- level: new — 2 points\nqualified from: 2 points",
        "points:\n* phone - 3 points\n* level: I am new, some",
        "points: phone; level: new – 2",
        "qualified from: 2 points",
        "not qualified if: level: I tried",
        "баллы:\n- level: Я новичок — 2 балла\n- phone: известно = 1 балл\nподходит от: 2 баллов\nне подходит:\n- level: пробовал",
    ] {
        let problems = of_qualification(sound);
        assert!(problems.is_empty(), "{sound}: {problems:#?}");
    }
}

#[test]
fn figures_stand_in_facts_alone() {
    for figure in
        ["Only 4900 ₽.", "It lasts two thousand years.", "10% off.", "Come on Friday.", "At 9:00.", "On 1 December."]
    {
        reports("S301", STEP_WORDS, figure);
        reports("S301", "answer: {start}", &format!("answer: {{start}} {figure}"));
        reports("S301", "- Glad you asked.", &format!("- {figure}"));
        reports("S301", "ask: Have you held", &format!("ask: {figure} Have you held"));
    }
    for plain in ["Two questions first.", "One thing more: which pen?", "Which of the two?"] {
        let problems = problems_with(STEP_WORDS, plain);
        assert!(problems.is_empty(), "{plain}: {problems:#?}");
    }
}

#[test]
fn promises_stand_in_facts_alone() {
    for promise in ["We guarantee a result.", "Last places!", "A discount for you.", "Hurry up!"] {
        reports("S302", STEP_WORDS, promise);
    }
    reports("S302", "Записать вас?", "Гарантируем результат.");
    reports("S302", "Записать вас?", "Скидку дадим.");
}

#[test]
fn the_ai_notice_can_be_worded_and_not_emptied() {
    let notice = |en: &str, ru: &str| format!("AI notice: {en}\n\nAI notice ru: {ru}\n\n{NOTICE}");
    for (en, ru) in [
        ("I am the AI assistant of {business}, not a person.", "Я ИИ-помощник «{business}», не человек."),
        ("Hello! I'm Anna, a bot.", "Здравствуйте! Меня зовут Анна, я бот."),
        ("A chatbot is writing to you.", "Вам отвечает чат-бот."),
    ] {
        let problems = problems_with(NOTICE, &notice(en, ru));
        assert!(problems.is_empty(), "{en} / {ru}: {problems:#?}");
    }
    for en in [
        "I am Anna, your manager.",
        "I am your smart assistant.",
        "I am not a bot.",
        "I write with the help of AI.",
        "Hello!",
    ] {
        let problems = problems_with(NOTICE, &notice(en, "Я ИИ-помощник."));
        assert!(problems.iter().any(|problem| ["S303", "S304"].contains(&problem.code)), "{en}");
    }
    for ru in ["Я Анна, ваш менеджер.", "Я ваш умный помощник.", "Я не бот.", "Отвечаю с помощью ИИ.", "Привет!"]
    {
        let problems = problems_with(NOTICE, &notice("I am an AI assistant.", ru));
        assert!(problems.iter().any(|problem| ["S303", "S304"].contains(&problem.code)), "{ru}");
    }
    reports("S303", NOTICE, "AI notice:\n\nnever say: cheap");
    reports("S203", NOTICE, "AI notice: I am an AI assistant.\n\nnever say: cheap");
}

#[test]
fn nothing_sent_claims_to_be_a_person() {
    for claim in [
        "I am Anna, your manager.",
        "I'm a human.",
        "I'm a real person!",
        "This is Kate.",
        "My name is Zara.",
        "You are talking to a live operator.",
        "I am not a bot.",
        "This is not a robot",
        "Hi there! I'm your personal consultant",
        "Я Анна, ваш менеджер.",
        "Меня зовут Зульфия.",
        "Это Мария, администратор.",
        "С вами на связи живой человек",
        "На связи Ольга!",
        "Я не бот, а живой человек",
        "Я человек.",
        "Вам пишет не робот",
        "Я ваш личный консультант.",
        "Я — флорист",
        "Здравствуйте, это Мария!",
        "Hello, this is your manager.",
        "This is a real person.",
    ] {
        assert!(claims_person(claim), "{claim}");
        reports("S304", STEP_WORDS, claim);
    }
}

#[test]
fn speaking_of_people_is_no_claim_to_be_one() {
    for honest in [
        "I am an AI assistant, not a person.",
        "I'm not a person, I'm a bot.",
        "I am calling a manager.",
        "This is a question for a doctor.",
        "I am glad to help.",
        "A florist will look at it and write to you.",
        "This is Peony, a flower shop.",
        "Я позову менеджера.",
        "Я не человек, я ИИ-помощник.",
        "Я передам, и администратор ответит.",
        "Это решает врач.",
        "Это вопрос к врачу.",
        "С вами свяжется менеджер.",
        "This is real chocolate.",
        "This is a live course.",
        "Это настоящий подарок.",
        "Это живая запись.",
        "Доктор Иванова — это специалист по детям.",
        "Выбирает за вас это флорист.",
    ] {
        assert!(!claims_person(honest), "{honest}");
    }
}

#[test]
fn triggers_cannot_shadow_the_contract() {
    let words = "words: enrol, join the group";
    for reserved in RESERVED {
        reports("S305", words, &format!("words: {reserved}"));
        reports("S305", words, &format!("words: /{reserved}"));
    }
    for opt_out in ["unsubscribe", "don't write to me", "стоп", "отписаться", "не пишите мне"]
    {
        reports("S306", words, &format!("words: {opt_out}"));
    }
    reports("S307", words, "words: are you a bot");
    reports("S307", words, "words: I want to talk to a human");
    assert!(problems_with("go to: sign-up", "hand over: yes").is_empty());
    for heard in ["opts out", "asks if bot", "asks for a person", "отписывается"] {
        reports("S307", "heard: postpones", &format!("heard: {heard}"));
    }
    let calls = problems_with("heard: postpones\n\ngo to: later", "heard: asks for a person\n\nhand over: yes");
    assert!(calls.is_empty(), "{calls:#?}");
}

#[test]
fn the_script_does_not_say_what_it_forbids() {
    reports("S212", STEP_WORDS, "It is cheap.");
    reports("S212", "for 8 lessons", "and that is cheap");
}
