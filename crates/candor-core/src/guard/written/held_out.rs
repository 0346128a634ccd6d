//! Businesses the rules were not made with: what they stop there of good answers and of lies. The answers lie in `held_out/`; how they
//! were written stands at the head of each file. `cargo run -p candor-core --example guard_measure` prints the table.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::tests::World;
use crate::language::Language;

const SCRIPTS: [(&str, &str); 9] = [
    ("school", include_str!("held_out/school.script.md")),
    ("clinic", include_str!("held_out/clinic.script.md")),
    ("workshop", include_str!("held_out/workshop.script.md")),
    ("gym", include_str!("held_out/gym.script.md")),
    ("furniture", include_str!("held_out/furniture.script.md")),
    ("guesthouse", include_str!("held_out/guesthouse.script.md")),
    ("carwash", include_str!("held_out/carwash.script.md")),
    ("teashop", include_str!("held_out/teashop.script.md")),
    ("photostudio", include_str!("held_out/photostudio.script.md")),
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
        (include_str!("held_out/sealed3_good.txt"), 176, SEALED3_STOPPED, SEALED3_LOST),
        (include_str!("held_out/requested_good.txt"), 124, REQUESTED_STOPPED, REQUESTED_LOST),
    ] {
        let judged = judged(file);
        let of = |is_wanted: fn(&(String, bool, bool)) -> bool| -> Vec<&str> {
            judged.iter().filter(|one| is_wanted(one)).map(|(text, ..)| text.as_str()).collect()
        };
        let (stopped, lost) = (of(|(_, is_stopped, _)| *is_stopped), of(|(.., is_lost)| *is_lost));
        assert_eq!(judged.len(), count);
        assert!(stopped.len() <= most, "{} of {count}:\n{}", stopped.len(), stopped.join("\n"));
        assert!(lost.len() <= most_lost, "{} of {count} are lost:\n{}", lost.len(), lost.join("\n"));
    }
}

#[test]
fn of_lies_held_out_no_more_pass_than_before() {
    for (file, count, most) in [
        (include_str!("held_out/lies.txt"), 212, LIES_PASSED),
        (include_str!("held_out/practice_lies.txt"), 73, PRACTICE_PASSED),
        (include_str!("held_out/sealed_lies.txt"), 70, SEALED_PASSED),
        (include_str!("held_out/sealed2_lies.txt"), 60, SEALED2_PASSED),
        (include_str!("held_out/sealed3_lies.txt"), 216, SEALED3_PASSED),
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
/// Of the good answers so many cannot be mended either; two more than before, since what is left of an answer must be one, and two
/// more since heads learnt anew plan other approved words for their questions.
const GOOD_LOST: usize = 6;
/// The same of those the rules were worked on with. One more lie passes than before, since short English sentences are
/// no longer taken for foreign ones, and one more good answer is stopped, since what has a price must be free by its own words.
const PRACTICE_STOPPED: usize = 34;
const PRACTICE_LOST: usize = 25;
const PRACTICE_PASSED: usize = 3;
/// The same of sets that were written before the rules changed and looked into only after they were counted.
const SEALED_STOPPED: usize = 18;
const SEALED_LOST: usize = 12;
const SEALED_PASSED: usize = 19;
const SEALED2_STOPPED: usize = 34;
const SEALED2_LOST: usize = 23;
const SEALED2_PASSED: usize = 10;
/// And of three more businesses, of which only the car wash was looked into. One more is lost, as above.
const SEALED3_STOPPED: usize = 99;
const SEALED3_LOST: usize = 72;
const SEALED3_PASSED: usize = 27;
/// What a model answers that is shown the desk's own requests: those lost are written once more, and pass then.
const REQUESTED_STOPPED: usize = 19;
const REQUESTED_LOST: usize = 9;

#[test]
fn a_yes_of_the_models_does_not_stay_before_approved_words_that_say_no() {
    for (business, language, asked, text, gone) in [
        ("clinic", Language::En, "Are you open on Sunday?", "Yes! Glad to help. We are open on Sunday.", "Yes"),
        ("clinic", Language::Ru, "По ОМС можно?", "Да! Хороший вопрос. По ОМС принимаем.", "Да!"),
        ("carwash", Language::Ru, "Помоете мотоцикл?", "Да! Отличный вопрос. Мотоциклы мы моем с пеной.", "Да!"),
        ("gym", Language::Ru, "Первое посещение платное?", "Увы, да. Первое посещение стоит 900 ₽.", "Увы"),
    ] {
        let script = SCRIPTS.iter().find(|(name, _)| *name == business).unwrap().1;
        let (against, mended) = World::of(script, language).judged_each(asked, &[text.to_owned()]).remove(0);
        assert!(!against.is_empty(), "{text}");
        assert!(mended.as_deref().is_none_or(|mended| !mended.contains(gone)), "{text}: {mended:?}");
    }
}

#[test]
fn an_approved_sentence_may_be_said_as_it_stands() {
    let said = "With a stamp card every sixth body wash is free; no stamps are given for other services.";
    let carwash = World::of(SCRIPTS[6].1, Language::En);
    let (against, _) = carwash.judged_each("Do you have a loyalty card?", &[said.to_owned()]).remove(0);
    assert!(against.is_empty(), "{against:?}");
}

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
