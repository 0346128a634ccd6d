//! What a script expects to be said is heard as that: no phrasing of any script that comes along, and none that the
//! panel's own questions write, is taken for something that overrides the script, unless it really says so.

use candor_core::{
    hearing::{Ear, HeardKind, HearingContext, vectors},
    language::Language,
    script::{self, Script, samples},
};
use jiff::civil::date;

/// What overrides a script: the contract's own, and what it hands over for.
const OVERRIDING: [HeardKind; 7] = [
    HeardKind::ThreatensSelfHarm,
    HeardKind::OptsOut,
    HeardKind::AsksForPerson,
    HeardKind::AsksIfBot,
    HeardKind::Injects,
    HeardKind::Insults,
    HeardKind::Complains,
];

/// Phrasings that really say it, whatever step they lead to.
const SAY_IT: [(&str, HeardKind); 2] =
    [("Who are you?", HeardKind::AsksIfBot), ("Данные верные, жду звонка", HeardKind::AsksForPerson)];

const SCRIPTS: [&str; 7] = [
    include_str!("../../../../scripts/flower-shop.script.md"),
    include_str!("../../../../scripts/agency.script.md"),
    include_str!("../../../../scripts/dental-clinic.script.md"),
    include_str!("../../../../scripts/online-course.script.md"),
    samples::SMALL,
    include_str!("../../../candor-web/src/panel/scripts/begin.en.md"),
    include_str!("../../../candor-web/src/panel/scripts/begin.ru.md"),
];

/// The program text that holds how people ask what the panel's own questions make an answer of.
const BEGIN: &str = include_str!("../../../candor-web/src/panel/scripts/begin.rs");

fn phrasings(script: &Script) -> Vec<String> {
    let steps = script.steps.iter().map(|step| &step.heard_as);
    let questions = script.questions.iter().map(|question| &question.asked_as);
    steps.chain(questions).flat_map(|phrasings| phrasings.all()).map(str::to_owned).collect()
}

/// A phrasing as it is, and with what people put behind it.
fn with_tails(phrasing: &str) -> Vec<String> {
    let is_russian = phrasing.chars().any(|ch| matches!(ch, 'а'..='я' | 'А'..='Я'));
    let bare = phrasing.trim_end_matches(['?', '!', '.']);
    let sign = phrasing.get(bare.len()..).unwrap_or_default();
    let tails =
        if is_russian { [" на завтра", ", пожалуйста"] } else { [" for tomorrow", ", please"] };
    let tailed = tails.iter().map(|tail| format!("{bare}{tail}{sign}"));
    std::iter::once(phrasing.to_owned()).chain(tailed).collect()
}

fn overridden(ear: &Ear, phrasings: &[String]) -> Vec<String> {
    let context =
        HearingContext { today: date(2026, 11, 27), now: None, language: Language::Ru, asked: None, step: None };
    let mut wrong = Vec::new();
    for phrasing in phrasings {
        let really = |kind| SAY_IT.iter().any(|(words, says)| words == phrasing && *says == kind);
        for said in with_tails(phrasing) {
            let things = ear.hear(&said, &context).things;
            for heard in things.iter().filter(|heard| OVERRIDING.contains(&heard.kind) && !really(heard.kind)) {
                wrong.push(format!("{} {:.2}: {said}", heard.kind.word(), heard.confidence));
            }
        }
    }
    wrong
}

#[test]
fn no_phrasing_of_any_script_is_taken_for_what_overrides_the_script() {
    if !vectors::is_available() {
        println!("not measured: this build carries no sentence vectors");
        return;
    }
    let mut wrong = Vec::new();
    for text in SCRIPTS {
        let script = script::read(text).unwrap();
        wrong.extend(overridden(&Ear::train(&script), &phrasings(&script)));
    }
    let made = BEGIN.split("=> &[").skip(1).filter_map(|list| list.split(']').next());
    let made: Vec<String> = made.flat_map(|list| list.split('"').skip(1).step_by(2)).map(str::to_owned).collect();
    assert_eq!(made.len(), 36, "the panel's questions are found");
    let like: String = made.iter().map(|phrasing| format!("- {phrasing}\n")).collect();
    for begin in SCRIPTS.iter().rev().take(2) {
        let section = if begin.contains("## Steps") { "## Questions" } else { "## Вопросы" };
        let (asked, answer) = if begin.contains("## Steps") {
            ("customers ask", "answer")
        } else {
            ("клиент спрашивает", "ответ")
        };
        let own: String = like
            .lines()
            .filter(|line| line.is_ascii() == begin.contains("## Steps"))
            .map(|line| format!("{line}\n"))
            .collect();
        let steps = if begin.contains("## Steps") { "## Steps" } else { "## Шаги" };
        let question = format!("{section}\n\n### asked\n{asked}:\n{own}{answer}: OK.\n\n{steps}");
        let script = script::read(&begin.replacen(steps, &question, 1)).unwrap();
        wrong.extend(overridden(&Ear::train(&script), &phrasings(&script)));
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} phrasings: {wrong:#?}", wrong.len());
}

#[test]
fn who_wants_to_book_is_not_sent_to_a_helpline_in_any_script_or_in_none() {
    let context =
        HearingContext { today: date(2026, 11, 27), now: None, language: Language::Ru, asked: None, step: None };
    let ears = [
        Ear::default(),
        Ear::train(&script::read(SCRIPTS[0]).unwrap()),
        Ear::train(&script::read(SCRIPTS[2]).unwrap()),
    ];
    for (at, ear) in ears.iter().enumerate() {
        for text in [
            "хочу записаться",
            "я хочу записаться",
            "хочу записаться на завтра",
            "Хочу записаться, пожалуйста",
            "хочу этот букет на завтра",
            "Просто порадовать себя",
            "I'll come myself",
            "Just to cheer myself up",
        ] {
            let heard = ear.hear(text, &context);
            // Only the shop whose phrasing it is knows that for certain.
            let is_unknown = text.contains("cheer") && at != 1;
            assert!(is_unknown || !heard.says(HeardKind::ThreatensSelfHarm), "{text}: {:?}", heard.things);
        }
        for text in
            ["хочу умереть", "I want to end my life", "хочу записаться, но лучше бы мне умереть", "не хочу больше жить"]
        {
            assert!(!vectors::is_available() || ear.hear(text, &context).says(HeardKind::ThreatensSelfHarm), "{text}");
        }
    }
}

#[test]
fn pain_silences_nobody_and_home_is_no_question_about_machines() {
    let context =
        HearingContext { today: date(2026, 11, 27), now: None, language: Language::Ru, asked: None, step: None };
    let clinic = Ear::train(&script::read(SCRIPTS[2]).unwrap());
    for ear in [&Ear::default(), &clinic] {
        for text in
            ["сил нет терпеть", "больше не могу терпеть", "зуб болит ночью, сил нет терпеть", "сил нет, так болит"]
        {
            assert!(!ear.hear(text, &context).says(HeardKind::OptsOut), "{text}");
        }
        for text in [
            "what if nobody is home?",
            "what if nobody answers the door?",
            "anyone?",
            "у вас чат или звонок",
            "Which street are you on?",
        ] {
            assert!(!ear.hear(text, &context).says(HeardKind::AsksIfBot), "{text}");
        }
        for text in ["will someone call me before?", "есть живое общение с наставником?", "what if nobody is home?"]
        {
            assert!(!ear.hear(text, &context).says(HeardKind::AsksForPerson), "{text}");
        }
    }
}

#[test]
fn complaints_and_insults_are_no_orders_to_the_desk() {
    let context =
        HearingContext { today: date(2026, 11, 27), now: None, language: Language::En, asked: None, step: None };
    for text in [
        "You are liars, give my money back",
        "My bouquet wilted, I want a refund",
        "I'll sue you",
        "ужас",
        "Вы мошенники! Букет завял, верните деньги",
    ] {
        let heard = Ear::default().hear(text, &context);
        assert!(heard.says(HeardKind::Complains) && !heard.says(HeardKind::Injects), "{text}: {:?}", heard.things);
    }
}
