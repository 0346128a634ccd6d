//! Complaints go to a person before any trigger, and the question whether this is a machine is answered by the truth alone.

use super::*;
use crate::script::samples::EXAMPLES;

static SHOP: LazyLock<Known> = LazyLock::new(|| learn(EXAMPLES.first().map(|(_, text)| *text).unwrap_or_default()));

/// The small script with the question of the panel's own questions that is most like "are you a bot?".
static SOMEWHERE: LazyLock<Known> = LazyLock::new(|| {
    let question = "### where\n\ncustomers ask:\n- Where are you?\n- What is your address?\n- How do I get to you?\n- Where can I find \
                    you?\n- Which street are you on?\n- Can I come by myself?\n\ncustomers ask ru:\n- Где вы находитесь?\n- Какой у вас адрес?\n- На какой вы \
                    улице?\n\nanswer: Opposite the bank.\n\nanswer ru: Напротив банка.\n\n## What";
    learn(&SMALL.replacen("## What", question, 1))
});

#[test]
fn a_complaint_with_a_demand_goes_to_a_person_before_the_trigger_of_a_doubt() {
    for words in [
        "Вы мошенники! Букет завял, верните деньги",
        "My bouquet wilted, I want a refund",
        "You are liars, give my money back",
        "I'll sue you",
    ] {
        let mut talk = Talk::begin(&SHOP);
        talk.says("Hello");
        let done = talk.says(words);
        assert_eq!(done.calls(), Some("complained"), "{words}: {done:?}");
    }
}

#[test]
fn a_mere_doubt_still_goes_where_the_script_leads_it() {
    let mut talk = Talk::begin(&SHOP);
    talk.says("Здравствуйте");
    let done = talk.says("а вы не мошенники?");
    assert_eq!((done.calls(), done.plan.arrives_at()), (None, Some("trust")), "{done:?}");
}

#[test]
fn whether_it_is_a_machine_is_answered_by_the_truth_and_nothing_else_of_the_script() {
    for words in ["are you a robot?", "are you a bot?", "Hi, are you a bot?", "ты бот?"] {
        let mut talk = Talk::begin(&SOMEWHERE);
        talk.says("Hello");
        let done = talk.says(words);
        assert!(done.moves().contains(&"admit_being_ai") && !done.moves().contains(&"answer"), "{words}: {done:?}");
        assert!(!done.said.contains("bank") && !done.said.contains("банка"), "{words}: {}", done.said);
    }
}
