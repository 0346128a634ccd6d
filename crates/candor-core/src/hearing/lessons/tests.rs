#![allow(clippy::unwrap_used)]

use super::*;
use crate::script::{parse, samples};

fn ear() -> Ear {
    Ear::train(&parse(samples::SMALL).0.unwrap())
}

fn message(number: i64, contact: &str, language: Language, words: &str) -> Unheard {
    let at = Moment::from_seconds(number);
    Unheard { number, contact: ContactId::from_unique(contact), at, language, words: words.to_owned() }
}

/// Two things asked in each language, a lone message in each, and one that is repeated.
fn gathered() -> Vec<Unheard> {
    let ru = [
        "можно прийти с собакой?",
        "а с собаками к вам пускают",
        "я могу взять с собой собаку?",
        "есть ли у вас парковка",
        "где можно припарковать машину",
        "парковка для машины есть?",
        "а что с дипломом после обучения",
    ];
    let en = [
        "can I bring my dog?",
        "are dogs allowed",
        "is it ok to come with a dog",
        "do you have parking",
        "where can I park my car",
        "how loud is the music",
        "ARE DOGS ALLOWED?",
    ];
    let ru = (1..).zip(ru).map(|(number, words)| message(number, "a", Language::Ru, words));
    let en = (101..).zip(en).map(|(number, words)| message(number, &format!("{number}"), Language::En, words));
    ru.chain(en).collect()
}

fn members(lessons: &[Lesson]) -> Vec<Vec<i64>> {
    lessons.iter().map(|lesson| lesson.members.clone()).collect()
}

#[test]
fn paraphrases_are_one_lesson_within_their_language_and_strangers_are_alone() {
    let lessons = lessons(&gathered(), &ear());
    let found = members(&lessons);
    if vectors::is_available() {
        let wanted: [&[i64]; 6] = [&[101, 102, 103, 107], &[4, 5, 6], &[1, 2, 3], &[104, 105], &[106], &[7]];
        assert_eq!(found, wanted);
    }
    assert!(found.iter().any(|group| [102, 107].iter().all(|number| group.contains(number))), "{found:?}");
    assert!(lessons.windows(2).all(|pair| pair[0].messages >= pair[1].messages));
}

#[test]
fn a_lesson_tells_how_many_wrote_and_shows_each_wording_once() {
    let lessons = lessons(&gathered(), &ear());
    let dogs = lessons.iter().find(|lesson| lesson.members.contains(&102)).unwrap();
    assert_eq!((dogs.messages, dogs.contacts), (dogs.members.len(), dogs.members.len()));
    assert_eq!(dogs.last_at, Moment::from_seconds(107));
    let same = dogs.wordings.iter().filter(|words| normalised(words) == "are dogs allowed");
    assert_eq!(same.collect::<Vec<_>>(), ["are dogs allowed"], "the oldest of the same words is shown");
    let one = lessons.iter().find(|lesson| lesson.members.contains(&1)).unwrap();
    assert_eq!(one.contacts, 1);
}

#[test]
fn the_order_of_the_messages_does_not_matter() {
    let ear = ear();
    let mut messages = gathered();
    let wanted = lessons(&messages, &ear);
    for _ in 0..messages.len() {
        messages.rotate_left(1);
        assert_eq!(lessons(&messages, &ear), wanted);
    }
    messages.reverse();
    assert_eq!(lessons(&messages, &ear), wanted);
}

#[test]
fn a_lesson_keeps_its_number_when_messages_are_added() {
    let ear = ear();
    let mut messages = gathered();
    let dogs = |messages: &[Unheard]| lessons(messages, &ear).into_iter().find(|one| one.members.contains(&1)).unwrap();
    let before = dogs(&messages);
    assert_eq!(before.number, 1);
    messages.push(message(200, "b", Language::Ru, "пускаете ли вы с собакой"));
    messages.push(message(201, "c", Language::Ru, "сертификат выдаёте?"));
    let after = dogs(&messages);
    assert_eq!(after.number, before.number);
    assert!(after.members.len() >= before.members.len());
}

#[test]
fn no_more_wordings_are_shown_than_can_be_read_and_they_differ() {
    let endings = ["", " сегодня", " завтра", " утром", " вечером", " в субботу", " на урок", " на занятие"];
    let messages: Vec<Unheard> = (1..)
        .zip(endings)
        .map(|(number, ending)| message(number, "a", Language::Ru, &format!("можно прийти с собакой{ending}")))
        .collect();
    let lessons = lessons(&messages, &ear());
    assert_eq!(lessons.len(), 1, "{lessons:?}");
    let wordings = &lessons[0].wordings;
    assert_eq!(wordings.len(), MOST_WORDINGS);
    assert_eq!(wordings.iter().collect::<BTreeSet<_>>().len(), MOST_WORDINGS);
}

#[test]
fn a_lesson_names_the_parts_of_the_script_it_may_belong_to() {
    let messages = [
        message(1, "a", Language::Ru, "а дорого у вас курс каллиграфии выходит"),
        message(2, "b", Language::Ru, "сколько денег надо за курс"),
    ];
    for lesson in lessons(&messages, &ear()) {
        assert!(lesson.near.len() <= 3);
        let topics: BTreeSet<&Topic> = lesson.near.iter().map(|(topic, _)| topic).collect();
        assert_eq!(topics.len(), lesson.near.len());
        assert!(topics.contains(&Topic::Step("offer".to_owned())), "{lesson:?}");
        assert!(lesson.near.iter().all(|(_, likeness)| (0.0..=1.0).contains(likeness)));
    }
}

#[test]
fn nothing_gathered_is_no_lesson_and_odd_messages_upset_nobody() {
    let ear = ear();
    assert_eq!(lessons(&[], &ear), []);
    assert_eq!(groups(&[], 0.5), Vec::<Vec<usize>>::new());
    let odd = ["", "…", "👍", "?", "  "];
    let odd: Vec<Unheard> = (1..).zip(odd).map(|(number, words)| message(number, "a", Language::En, words)).collect();
    let found = lessons(&odd, &Ear::default());
    assert_eq!(found.iter().map(|lesson| lesson.messages).sum::<usize>(), odd.len());
    assert!(found.iter().all(|lesson| lesson.near.is_empty()));
}

#[test]
fn what_is_remembered_changes_nothing_and_is_forgotten_with_its_message() {
    let (ear, messages, mut meanings) = (ear(), gathered(), Meanings::default());
    let wanted = lessons(&messages, &ear);
    assert_eq!(lessons_with(&messages, &ear, &mut meanings), wanted);
    assert_eq!(lessons_with(&messages, &ear, &mut meanings), wanted);
    assert!(!meanings.is_empty() && meanings.len() <= messages.len());
    assert_eq!(lessons_with(&messages[..1], &ear, &mut meanings).len(), 1);
    assert_eq!(meanings.len(), 1, "an erased message leaves nothing behind");
}
