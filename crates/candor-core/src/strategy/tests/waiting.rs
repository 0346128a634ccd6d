//! A contact waits for a person; conversations that end and go on.

use super::*;

#[test]
fn where_the_script_says_so_the_desk_only_waits() {
    let mut talk = Talk::begin(&WAITING_SCHOOL);
    talk.says("Hello");
    assert!(talk.says("can I talk to a human please?").said.contains("Mon-Fri"));
    for words in ["How much is it?", "I am new", "yes", "qwrtp zxcv", "thanks"] {
        let done = talk.says(words);
        assert_eq!(done.moves(), ["hand_over"], "{words}: {done:?}");
        assert!(done.said.contains("joined yet") && done.said.contains("Mon-Fri"), "{words}: {}", done.said);
        assert!(!done.said.contains('₽') && !done.said.contains("I'm here meanwhile"), "{words}: {}", done.said);
    }
    assert_eq!(talk.says("Are you a bot?").moves(), ["admit_being_ai"]);
    let Holder::Waiting { reason, .. } = &talk.conversation.holder else { panic!("still waiting") };
    assert_eq!(reason, "asked_for_person", "the first reason stays");
    assert_eq!(talk.says("stop").moves(), ["confirm_opt_out"]);
    assert!(!talk.is_waiting(), "nobody could answer any more");
}

#[test]
fn where_the_script_lets_it_the_desk_helps_until_a_person_comes() {
    let mut talk = Talk::with_an_order();
    let done = talk.says("How much is it?");
    assert!(done.said.contains("4900"), "{done:?}");
    assert!(talk.is_waiting());
}

#[test]
fn a_contact_who_waits_in_vain_is_told_so_honestly() {
    let mut talk = Talk::with_an_order();
    talk.conversation.unclear_in_a_row = 2;
    let first = talk.times_out();
    assert_eq!(first.moves(), ["still_waiting"]);
    assert!(first.said.contains("Nobody has been able to join") && first.said.contains("Mon-Fri"), "{}", first.said);
    assert!(first.said.contains("AI assistant"), "it offers its help and says what it is: {}", first.said);
    assert!(talk.is_waiting(), "the request stays");
    assert_eq!(talk.conversation.unclear_in_a_row, 2, "a timer hears nothing");
    let second = talk.times_out();
    assert_ne!(first.said, second.said, "not in the same words");
    talk.conversation.language = Language::Ru;
    assert!(talk.times_out().said.contains("пн-пт"));
}

#[test]
fn where_nobody_is_there_or_hours_are_unknown_it_says_that() {
    static NO_HOURS: LazyLock<Known> = LazyLock::new(|| {
        learn(
            &SMALL
                .replace("hours: Mon-Fri 10:00-19:00", "while waiting: wait")
                .replace("hours ru: пн-пт 10:00-19:00", ""),
        )
    });
    let mut talk = Talk::begin(&NO_HOURS);
    talk.says("can I talk to a human please?");
    let done = talk.times_out();
    assert!(done.said.contains("I don't know") && !done.said.contains("can help"), "{}", done.said);
    talk.has_staff = false;
    let done = talk.times_out();
    assert!(done.said.contains("nobody is connected") && !done.said.contains("called again"), "{}", done.said);
}

#[test]
fn a_timer_that_comes_too_late_says_nothing() {
    let mut taken = Talk::with_an_order();
    taken.taken();
    assert_eq!((taken.times_out().moves(), taken.times_out().said.as_str()), (vec![], ""));
    let mut back = Talk::with_an_order().seen_to();
    assert_eq!(back.times_out().moves(), [""; 0]);
    let mut gone = Talk::with_an_order();
    gone.is_opted_out = true;
    assert_eq!(gone.times_out().moves(), [""; 0], "no word to somebody who wants none");
    let mut ended = Talk::with_an_order();
    ended.conversation = conversation::end(&ended.conversation, "Vera", ended.now);
    assert_eq!(ended.times_out().moves(), [""; 0]);
    assert!(ended.conversation.ended.is_some(), "a timer opens nothing");
}

#[test]
fn an_ended_conversation_opens_with_the_contacts_next_words_and_not_with_a_block() {
    let mut talk = Talk::with_an_order();
    talk.conversation = conversation::end(&talk.conversation, "Vera", talk.now);
    talk.sends(Content::Blocked);
    assert!(talk.conversation.ended.is_some());
    talk.commands("start");
    assert!(talk.conversation.ended.is_none(), "who comes back opens it");
    let done = talk.says("How much is it?");
    assert!(done.said.contains("4900"), "{done:?}");
}

#[test]
fn a_kind_end_is_remembered_until_the_talk_goes_on() {
    let mut talk = Talk::begin(&SCHOOL);
    for words in ["Hello", "How much is it?", "no"] {
        talk.says(words);
    }
    assert_eq!(talk.conversation.outcome, Some(Outcome::Closed), "{:?}", talk.conversation.step);
    talk.says("How much is it?");
    assert_eq!(talk.conversation.outcome, None);
}
