//! What a person has seen to: no loop of hand-overs, and no request unheard.

use proptest::prelude::*;

use super::*;

#[test]
fn an_order_a_person_took_is_not_handed_over_again_by_a_nod() {
    for nod in NODS {
        let mut talk = Talk::with_an_order().seen_to();
        let done = talk.says(nod);
        assert_eq!((done.calls(), talk.is_waiting()), (None, false), "{nod}: {done:?}");
        assert!(!done.said.is_empty(), "{nod}: never silence");
    }
}

#[test]
fn a_corrected_value_of_an_order_a_person_took_is_noted_and_hands_nothing_over() {
    let mut talk = Talk::with_an_order().seen_to();
    let done = talk.says("sorry, my number is +7 916 765-43-21");
    assert_eq!(done.calls(), None, "{done:?}");
    assert_eq!(talk.conversation.fields.get("phone").unwrap().value, "+79167654321");
    assert!(!done.said.is_empty());
}

#[test]
fn asking_for_a_person_works_however_often_one_was_there() {
    let mut talk = Talk::with_an_order().seen_to();
    assert_eq!(talk.says("can I talk to a human please?").calls(), Some("asked_for_person"));
    let mut talk = talk.seen_to();
    assert_eq!(talk.commands("human").calls(), Some("asked_for_person"));
    assert!(talk.is_waiting());
}

#[test]
fn three_new_unclear_messages_call_a_person_and_the_old_ones_do_not_count() {
    let mut talk = Talk::begin(&SCHOOL);
    talk.says("Hello");
    for words in ["qwrtp zxcv", "mnbv lkjh qq"] {
        assert_eq!(talk.says(words).calls(), None);
    }
    assert_eq!(talk.says("plmk nbvg").calls(), Some("unclear_limit"));
    let mut talk = talk.seen_to();
    assert_eq!(talk.says("ok, thanks").calls(), None);
    for words in ["qwrtp zxcv", "mnbv lkjh qq"] {
        assert_eq!(talk.says(words).calls(), None);
    }
    assert_eq!(talk.says("plmk nbvg").calls(), Some("unclear_limit"));
}

#[test]
fn a_trigger_a_person_saw_to_is_settled_for_nods_and_another_trigger_is_new() {
    let mut talk = Talk::begin(&SCHOOL);
    talk.says("Hello");
    assert_eq!(talk.says("do you sell wholesale?").calls(), Some("big"));
    let mut talk = talk.seen_to();
    assert_eq!(talk.conversation.handed_back.as_ref().unwrap().reason, "big");
    assert_eq!(talk.says("ok, thanks for the wholesale").calls(), None);
    let done = talk.says("by the way, I am a journalist");
    assert_eq!(done.calls(), Some("press"), "{done:?}");
}

#[test]
fn complaints_and_insults_are_always_new() {
    let mut talk = Talk::with_an_order().seen_to();
    assert_eq!(talk.says("you are idiots").calls(), Some("insulted"));
    let mut talk = talk.seen_to();
    assert_eq!(talk.says("ok, thanks").calls(), None);
    assert_eq!(talk.says("you are idiots").calls(), Some("insulted"));
}

#[test]
fn a_new_order_after_the_old_one_calls_a_person() {
    let mut talk = Talk::with_an_order().seen_to();
    talk.says("ok, thanks");
    let done = talk.says("How much is it?");
    assert_eq!(talk.conversation.step.as_deref(), Some("offer"), "{done:?}");
    let done = talk.says("yes");
    assert_eq!(talk.conversation.step.as_deref(), Some("sign-up"), "{done:?}");
    assert_eq!(talk.says("yes").calls(), Some(READY_TO_BUY), "the script led here anew");
}

#[test]
fn whoever_makes_an_order_whole_after_talking_to_a_person_is_handed_over() {
    let mut talk = Talk::begin(&SCHOOL);
    for words in ["Hello", "I am new", "yes"] {
        talk.says(words);
    }
    assert_eq!(talk.says("can I talk to a human please?").calls(), Some("asked_for_person"));
    let mut talk = talk.seen_to();
    assert_eq!(talk.says("ok, thanks").calls(), None);
    assert_eq!(talk.says("+7 916 123-45-67").calls(), Some(READY_TO_BUY));
    assert_eq!(talk.conversation.outcome, Some(Outcome::HandOver));
}

#[test]
fn what_was_settled_yesterday_is_new_today() {
    let mut talk = Talk::with_an_order().seen_to();
    talk.now = talk.now.plus_seconds(25 * 3600);
    assert_eq!(talk.says("yes").calls(), Some(READY_TO_BUY));
}

#[test]
fn a_nod_to_the_farewell_of_an_ended_conversation_calls_nobody() {
    for nod in NODS {
        let mut talk = Talk::with_an_order();
        talk.taken();
        talk.conversation = conversation::end(&talk.conversation, "Vera", talk.now);
        let done = talk.says(nod);
        assert_eq!(done.calls(), None, "{nod}: {done:?}");
        assert!(!done.said.is_empty() && talk.conversation.ended.is_none(), "{nod}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// After a person gave it back no row of nods calls one, and a request always does; nothing is ever left unanswered.
    #[test]
    fn nods_never_make_a_loop_and_a_request_always_works(nods in proptest::collection::vec(0..NODS.len(), 0..6)) {
        let mut talk = Talk::with_an_order().seen_to();
        for nod in nods {
            let words = NODS.get(nod).copied().unwrap();
            let done = talk.says(words);
            prop_assert_eq!(done.calls(), None, "{}: {:?}", words, done);
            prop_assert!(!done.said.is_empty());
        }
        let done = talk.says("I want to talk to a human");
        prop_assert_eq!(done.calls(), Some("asked_for_person"));
    }
}
