//! A correction is answered with what was meant, and asked back where it does not say.

use super::*;
use crate::script::samples::EXAMPLES;

static SHOP: LazyLock<Known> = LazyLock::new(|| learn(EXAMPLES.first().map(|(_, text)| *text).unwrap_or_default()));

#[test]
fn what_was_meant_is_answered_and_not_what_was_denied() {
    for (greeting, asked, corrected) in [
        ("Здравствуйте", "сколько стоит букет из 15 роз?", "не, не то, я про доставку спрашивал"),
        ("Здравствуйте", "где вы находитесь?", "я не про адрес, а про доставку по городу"),
        ("Hello", "how much are 15 roses?", "no, I meant the delivery"),
        ("Hello", "how much are 15 roses?", "not the roses but the delivery cost"),
    ] {
        let mut talk = Talk::begin(&SHOP);
        talk.says(greeting);
        talk.says(asked);
        let done = talk.says(corrected);
        assert!(done.said.contains("390") && !done.said.contains("роз"), "{corrected}: {done:?}");
    }
}

#[test]
fn who_was_misunderstood_and_does_not_say_what_was_meant_is_asked() {
    for (greeting, corrected) in [("Здравствуйте", "Вы меня не так поняли"), ("Hello", "you misunderstood me")]
    {
        let mut talk = Talk::begin(&SHOP);
        talk.says(greeting);
        let done = talk.says(corrected);
        assert!(done.moves().contains(&"clarify"), "{corrected}: {done:?}");
    }
}

#[test]
fn a_person_is_called_where_what_was_meant_stays_unclear() {
    let mut talk = Talk::begin(&SHOP);
    talk.says("Hello");
    let limit = SHOP.script.hand_over.unclear_limit;
    let calls: Vec<bool> = (0..limit).map(|_| talk.says("you misunderstood me").calls().is_some()).collect();
    assert!(calls.iter().rev().skip(1).all(|called| !called) && calls.last() == Some(&true), "{calls:?}");
}
