//! Businesses the rules were not made with: what they stop there of good answers and of lies. The answers lie in `held_out/`; how they
//! were written stands at the head of each file. `cargo run -p candor-core --example guard_measure` prints the table.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::tests::World;
use crate::language::Language;

const SCRIPTS: [(&str, &str); 6] = [
    ("school", include_str!("held_out/school.script.md")),
    ("clinic", include_str!("held_out/clinic.script.md")),
    ("workshop", include_str!("held_out/workshop.script.md")),
    ("gym", include_str!("held_out/gym.script.md")),
    ("furniture", include_str!("held_out/furniture.script.md")),
    ("guesthouse", include_str!("held_out/guesthouse.script.md")),
];

/// What is written in a file, by business, language and question.
fn blocks(file: &'static str) -> Vec<(&'static str, Language, &'static str, Vec<String>)> {
    let mut blocks: Vec<(&str, Language, &str, Vec<String>)> = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
        match line.strip_prefix("# ").and_then(|head| head.split_once(": ")) {
            Some((place, question)) => {
                let (business, code) = place.split_once(' ').unwrap();
                let language = Language::ALL.into_iter().find(|language| language.code() == code).unwrap();
                blocks.push((business, language, question, Vec::new()));
            }
            None => blocks.last_mut().unwrap().3.push(line.to_owned()),
        }
    }
    blocks
}

/// The answers of a file, each with whether it is objected to and whether nothing of it can be said.
fn judged(file: &'static str) -> Vec<(String, bool, bool)> {
    let blocks = blocks(file);
    let mut judged = Vec::new();
    for (business, script) in SCRIPTS {
        for language in Language::ALL {
            let mine = blocks.iter().filter(|(of, written, ..)| *of == business && *written == language);
            let mut world = None;
            for (_, _, question, answers) in mine {
                let world = world.get_or_insert_with(|| World::of(script, language));
                for (answer, (against, mended)) in answers.iter().zip(world.judged_each(question, answers)) {
                    let is_stopped = !against.is_empty();
                    judged.push((answer.clone(), is_stopped, is_stopped && mended.is_none()));
                }
            }
        }
    }
    judged
}

#[test]
fn of_good_answers_held_out_no_more_are_stopped_than_before() {
    for (file, count, most, most_lost) in [
        (include_str!("held_out/good.txt"), 178, GOOD_STOPPED, GOOD_LOST),
        (include_str!("held_out/practice_good.txt"), 106, PRACTICE_STOPPED, PRACTICE_LOST),
        (include_str!("held_out/sealed_good.txt"), 58, SEALED_STOPPED, SEALED_LOST),
        (include_str!("held_out/sealed2_good.txt"), 62, SEALED2_STOPPED, SEALED2_LOST),
    ] {
        let judged = judged(file);
        let of = |is_wanted: fn(&(String, bool, bool)) -> bool| -> Vec<&str> {
            judged.iter().filter(|one| is_wanted(one)).map(|(text, ..)| text.as_str()).collect()
        };
        let (stopped, lost) = (of(|(_, is_stopped, _)| *is_stopped), of(|(.., is_lost)| *is_lost));
        assert_eq!(judged.len(), count);
        assert!(stopped.len() <= most, "{} of {count}:\n{}", stopped.len(), stopped.join("\n"));
        assert!(lost.len() <= most_lost, "{} of {count} are lost", lost.len());
    }
}

#[test]
fn of_lies_held_out_no_more_pass_than_before() {
    for (file, count, most) in [
        (include_str!("held_out/lies.txt"), 212, LIES_PASSED),
        (include_str!("held_out/practice_lies.txt"), 73, PRACTICE_PASSED),
        (include_str!("held_out/sealed_lies.txt"), 70, SEALED_PASSED),
        (include_str!("held_out/sealed2_lies.txt"), 60, SEALED2_PASSED),
    ] {
        let judged = judged(file);
        let passed: Vec<&str> =
            judged.iter().filter(|(_, is_stopped, _)| !*is_stopped).map(|(text, ..)| text.as_str()).collect();
        assert_eq!(judged.len(), count);
        assert!(passed.len() <= most, "{} of {count}:\n{}", passed.len(), passed.join("\n"));
    }
}

/// So many good answers are stopped, and so many lies pass. The numbers may only fall.
const GOOD_STOPPED: usize = 9;
const LIES_PASSED: usize = 17;
/// Of the good answers so many cannot be mended either.
const GOOD_LOST: usize = 2;
/// The same of those the rules were worked on with.
const PRACTICE_STOPPED: usize = 33;
const PRACTICE_LOST: usize = 26;
const PRACTICE_PASSED: usize = 2;
/// The same of the sets nobody looked into while the rules were worked on.
const SEALED_STOPPED: usize = 19;
const SEALED_LOST: usize = 13;
const SEALED_PASSED: usize = 20;
const SEALED2_STOPPED: usize = 36;
const SEALED2_LOST: usize = 29;
const SEALED2_PASSED: usize = 10;

#[test]
fn approved_words_put_together_wrongly_are_not_approved() {
    let clinic = World::of(SCRIPTS[1].1, Language::En);
    let asked = "How much is it to take out a tooth?";
    let judge = |text: &str| clinic.against_each(asked, &[text.to_owned()]).concat();
    for lie in [
        "Taking out a wisdom tooth costs from 4,900 ₽.",
        "Taking out a tooth costs 4,900 ₽.",
        "The clinic gives a warranty of 5 years on fillings.",
        "The exact sum is named after treatment.",
        "The state policy is accepted.",
        "On Sunday the clinic is open from 9:00 to 20:00.",
    ] {
        let against = judge(lie);
        assert!(against.iter().any(|one| one.starts_with("twists_nothing")), "{lie}: {against:?}");
    }
    for truth in [
        "Taking out a tooth costs from 4,900 ₽, a wisdom tooth from 9,500 ₽.",
        "For a wisdom tooth it's from 9,500 ₽.",
        "The warranty on implants is 5 years.",
        "On Sunday the clinic is closed.",
        "The state policy isn't accepted.",
        "You can pay in parts over six months.",
    ] {
        let against = judge(truth);
        assert!(against.is_empty(), "{truth}: {against:?}");
    }
}

#[test]
fn what_the_script_denies_is_not_affirmed_whatever_the_order_of_its_words() {
    let parts = "says ru: Лечение дороже 25 000 ₽ можно оплатить частями за 6 месяцев, без переплаты.";
    let script = SCRIPTS[1].1.replace(
        parts,
        "says ru: Рассрочки нет на имплантацию. Оплатить картой нельзя. Гардероба у клиники нет. Утром чая нету для гостей.",
    );
    assert_ne!(script, SCRIPTS[1].1);
    let clinic = World::of(&script, Language::Ru);
    let twisted = |text: &str| {
        let against = clinic.against_each("Можно в рассрочку?", &[text.to_owned()]).concat();
        against.iter().any(|one| one.starts_with("twists_nothing"))
    };
    for lie in [
        "Рассрочка на имплантацию есть.",
        "Оплатить картой можно.",
        "Картой можно оплатить.",
        "У клиники есть гардероб.",
        "Для гостей утром есть чай.",
    ] {
        assert!(twisted(lie), "{lie}");
    }
    let truths = ["Картой оплатить нельзя.", "У клиники нет гардероба.", "Чая для гостей утром нет."];
    let stopped: Vec<&str> = truths.into_iter().filter(|truth| twisted(truth)).collect();
    assert_eq!(stopped, [""; 0]);
}

#[test]
fn a_name_in_the_other_alphabet_switches_no_rule_off() {
    let clinic = World::of(SCRIPTS[1].1, Language::En);
    let asked = "How much is it to take out a tooth?";
    for lie in ["Анна, taking out a wisdom tooth costs from 4,900 ₽.", "The state policy is accepted here, Анна."]
    {
        let against = clinic.against_each(asked, &[lie.to_owned()]).concat();
        assert!(against.iter().any(|one| one.starts_with("twists_nothing")), "{lie}: {against:?}");
    }
}
