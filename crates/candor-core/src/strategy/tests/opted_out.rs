//! Who opted out: what they hear when they ask for something all the same, and how they come back.

use super::*;

const CALL: [&str; 1] = ["asked_for_person"];

fn silenced() -> Talk {
    let mut talk = Talk::begin(&SCHOOL);
    talk.says("Hello");
    assert_eq!(talk.says("stop").moves(), ["confirm_opt_out"]);
    talk
}

fn presses(talk: &mut Talk, data: &str) -> Done {
    talk.sends(Content::Button { query_id: "1".to_owned(), data: data.to_owned() })
}

#[test]
fn asking_for_a_person_after_an_opt_out_calls_nobody_in_vain_and_tells_the_way_back() {
    for (words, told) in
        [("I want to talk to a human", "no more messages"), ("позовите человека", "просили больше не писать")]
    {
        let mut talk = silenced();
        let done = talk.says(words);
        assert_eq!((done.moves(), done.calls()), (vec!["offer_return"], None), "{words}");
        assert!(done.said.contains(told), "{words}: {}", done.said);
        assert!(talk.is_opted_out && !talk.is_waiting(), "asking is no explicit return");
        let back = presses(&mut talk, "opt_in_person");
        assert_eq!(back.moves(), ["hand_over"]);
        assert!(talk.is_waiting() && !talk.is_opted_out, "one press allows it and calls");
        assert!(!back.said.contains(told), "{}", back.said);
    }
    assert_eq!(silenced().commands("human").moves(), ["offer_return"]);
}

#[test]
fn the_same_button_pressed_again_later_only_calls() {
    let mut talk = Talk::begin(&SCHOOL);
    talk.says("Hello");
    let done = presses(&mut talk, "opt_in_person");
    assert_eq!(done.plan.consent, None, "nothing to undo");
    assert_eq!(done.calls().into_iter().collect::<Vec<_>>(), CALL);
}

#[test]
fn an_opt_out_ends_the_wait_for_a_person_but_not_a_request_about_data() {
    let mut talk = Talk::begin(&SCHOOL);
    talk.says("Hello");
    talk.says("a human please");
    talk.says("stop");
    assert!(!talk.is_waiting(), "nobody could answer");
    let mut asks = Talk::begin(&SCHOOL);
    asks.commands("forget");
    asks.says("stop");
    assert!(asks.is_waiting(), "what is due by law stays due");
    let done = asks.commands("mydata");
    assert!(asks.is_waiting() && done.said.contains("about your data"), "{}", done.said);
    assert!(done.said.contains("no more messages"), "nobody can answer here: {}", done.said);
}

#[test]
fn somebody_in_danger_is_met_even_after_an_opt_out_and_people_learn_of_it() {
    let mut talk = silenced();
    let done = talk.says("I want to kill myself");
    assert_eq!(done.calls(), Some("self_harm"));
    assert!(done.said.contains("112") && done.said.contains("not even a person"), "{}", done.said);
    let mut both = Talk::begin(&SCHOOL);
    both.says("Hello");
    let done = both.says("stop writing to me, I want to kill myself");
    assert!(both.is_opted_out, "{done:?}");
    assert_eq!(done.moves(), ["hand_over", "confirm_opt_out"]);
    assert!(done.said.contains("112") && done.said.contains("will not write"), "{}", done.said);
    assert!(both.is_waiting(), "people learn of it");
}

#[test]
fn who_comes_back_while_a_person_answers_is_back() {
    let mut talk = Talk::begin(&SCHOOL);
    talk.says("Hello");
    talk.taken();
    talk.says("stop");
    assert!(talk.is_opted_out);
    let done = talk.commands("start");
    assert!(!talk.is_opted_out && done.said.is_empty(), "the return counts and the desk stays silent: {done:?}");
}
