//! The whole desk is paused.

use proptest::prelude::*;

use super::*;

#[test]
fn a_paused_desk_hands_over_whatever_the_contract_does_not_see_to() {
    for words in ["Hello", "How much is it?", "I am new", "qwrtp zxcv", "yes", "thanks"] {
        let mut talk = Talk::begin(&SCHOOL);
        talk.is_desk_paused = true;
        let done = talk.says(words);
        assert_eq!(done.calls(), Some("desk_paused"), "{words}: {done:?}");
        assert!(done.said.contains("passing this to a person"), "{words}: {}", done.said);
        assert!(done.said.contains("Mon-Fri"), "{}", done.said);
        let again = talk.says(words);
        assert!(again.said.contains("joined yet") && !again.said.contains("meanwhile"), "{}", again.said);
        assert!(!again.said.contains('₽'), "{words}: a paused desk sells nothing: {}", again.said);
    }
    let mut talk = Talk::begin(&SCHOOL);
    talk.is_desk_paused = true;
    let sticker = Content::Other { what: "sticker".to_owned(), caption: None, reply_to: None, file: None };
    assert_eq!(talk.sends(sticker).calls(), Some("desk_paused"));
    assert!(!talk.commands("start").said.is_empty());
    let press = Content::Button { query_id: "1".to_owned(), data: "go:offer".to_owned() };
    assert_eq!(talk.sends(press).plan.arrives_at(), None);
}

#[test]
fn what_a_contact_told_a_paused_desk_is_kept() {
    let mut talk = Talk::begin(&SCHOOL);
    talk.is_desk_paused = true;
    talk.says("my number is +7 916 123-45-67");
    assert_eq!(talk.conversation.fields.get("phone").unwrap().value, "+79161234567");
}

#[test]
fn a_paused_desk_still_does_what_the_contract_demands() {
    let paused = || {
        let mut talk = Talk::begin(&SCHOOL);
        talk.is_desk_paused = true;
        talk
    };
    assert_eq!(paused().says("stop writing to me").moves(), ["confirm_opt_out"]);
    assert_eq!(paused().says("Are you a bot?").moves(), ["admit_being_ai"]);
    assert_eq!(paused().says("Ты бот? Сколько стоит курс?").moves(), ["admit_being_ai", "hand_over"]);
    assert_eq!(paused().says("can I talk to a human please?").calls(), Some("asked_for_person"));
    assert_eq!(paused().commands("privacy").moves(), ["reserved"]);
    assert_eq!(paused().commands("help").moves(), ["reserved"]);
    assert_eq!(paused().commands("forget").calls(), Some("data_request"));
    let mut back = paused();
    back.is_opted_out = true;
    assert_eq!(back.says("How much is it?").moves(), [""; 0], "opted out stays opted out");
    let done = back.commands("start");
    assert_eq!(done.moves(), ["welcome_back", "hand_over"]);
    assert_eq!(done.plan.consent.unwrap().0, ConsentAction::OptedIn);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A paused desk never goes along the script and is never silent, whatever is said to it.
    #[test]
    fn a_paused_desk_answers_everything_and_sells_nothing(words in "\\PC{1,60}") {
        let mut talk = Talk::begin(&SCHOOL);
        talk.is_desk_paused = true;
        let done = talk.says(&words);
        prop_assert!(!done.said.is_empty(), "{words:?}: {:?}", done.plan);
        prop_assert_eq!(done.plan.arrives_at(), None);
    }
}
