//! Decisions over whole conversations: words in, what the desk does out. The talk goes through the ear, the writer and the
//! guard, as in a turn.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::{
    conversation::{self, Conversation, ScriptRef, advance},
    guard::{self, Scene},
    hearing::Ear,
    ids::{ChatId, ConnectionId, ContactId, ConversationId, OperatorId},
    language::Language,
    message::{Content, Incoming},
    moment::Moment,
    script::{Outcome, Script, parse, samples::SMALL},
    writer,
};

/// A script and its ear, learnt once.
struct Known {
    script: Script,
    ear: Ear,
}

fn learn(text: &str) -> Known {
    let (script, problems) = parse(text);
    let script = script.unwrap_or_else(|| panic!("{problems:#?}"));
    Known { ear: Ear::train(&script), script }
}

/// The small script with two triggers that call a person.
static SCHOOL: LazyLock<Known> = LazyLock::new(|| {
    let triggers = "### big\n\nwords: wholesale\n\nwords ru: оптом\n\nhand over: yes\n\n\
                    ### press\n\nwords: journalist\n\nwords ru: журналист\n\nhand over: yes\n\n## Hand over";
    learn(&SMALL.replacen("## Hand over", triggers, 1))
});

/// The same, where the desk only waits until a person comes.
static WAITING_SCHOOL: LazyLock<Known> =
    LazyLock::new(|| learn(&SMALL.replacen("on insult: yes", "on insult: yes\n\nwhile waiting: wait", 1)));

struct Talk {
    known: &'static Known,
    conversation: Conversation,
    now: Moment,
    is_desk_paused: bool,
    is_opted_out: bool,
    has_staff: bool,
}

/// What the desk did.
#[derive(Debug)]
struct Done {
    plan: Plan,
    said: String,
}

impl Done {
    fn calls(&self) -> Option<&str> {
        self.plan.hands_over_because()
    }

    fn moves(&self) -> Vec<&str> {
        self.plan.moves.iter().map(Move::name).collect()
    }
}

impl Talk {
    fn begin(known: &'static Known) -> Self {
        let conversation = Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(1),
            ContactId::from_unique("1"),
            ScriptRef { name: "small".to_owned(), version: 1 },
            Language::En,
        );
        let now = Moment::from_seconds(1_795_251_600);
        Self { known, conversation, now, is_desk_paused: false, is_opted_out: false, has_staff: true }
    }

    /// As far as the order: everything told, a person called because the contact agreed.
    fn with_an_order() -> Self {
        let mut talk = Self::begin(&SCHOOL);
        for words in ["Hello", "I am new", "yes"] {
            let done = talk.says(words);
            assert_eq!(done.calls(), None, "{words}: {done:?}");
        }
        assert_eq!(talk.says("+7 916 123-45-67").calls(), Some(READY_TO_BUY));
        talk
    }

    fn says(&mut self, words: &str) -> Done {
        self.sends(Content::Text { text: words.to_owned(), reply_to: None })
    }

    fn commands(&mut self, name: &str) -> Done {
        self.sends(Content::Command { name: name.to_owned(), argument: String::new() })
    }

    fn sends(&mut self, content: Content) -> Done {
        self.now = self.now.plus_seconds(20);
        let sent = [Incoming { message_id: None, at: self.now, content }];
        self.turn(&sent, false)
    }

    /// The time in which a person should have come has passed.
    fn times_out(&mut self) -> Done {
        self.now = self.now.plus_seconds(15 * 60);
        self.turn(&[], true)
    }

    fn turn(&mut self, unanswered: &[Incoming], is_timer: bool) -> Done {
        let seat = Seat {
            conversation: &self.conversation,
            script: &self.known.script,
            unanswered,
            is_opted_out: self.is_opted_out,
            has_staff: self.has_staff,
            is_desk_paused: self.is_desk_paused,
            staff_names: &[],
            now: self.now,
        };
        let words = seat.words();
        let hearing = (!words.trim().is_empty()).then(|| self.known.ear.hear(&words, &seat.hearing_context()));
        let plan = if is_timer { on_unanswered_hand_over(&seat) } else { choose(&seat, hearing.as_ref()) };
        let informed = seat.conversation.clone().with_told(&plan.told, seat.now);
        let spoken = Seat { conversation: &informed, ..seat.clone() };
        let draft = writer::write(&spoken, hearing.as_ref(), &plan.moves);
        let judged = guard::check(draft, &Scene { seat: &spoken, hearing: hearing.as_ref(), plan: &plan });
        let message = judged.draft.filter(|draft| !draft.is_empty()).map(writer::Draft::into_message);
        let mut next = advance(&seat, hearing.as_ref(), &plan, message.as_ref());
        if message.is_some() {
            next.disclosed_at = next.disclosed_at.or(Some(self.now));
        }
        self.conversation = next;
        Done { plan, said: message.map(|message| message.text).unwrap_or_default() }
    }

    fn taken(&mut self) {
        self.now = self.now.plus_seconds(60);
        self.conversation =
            conversation::take_over(&self.conversation, OperatorId::from_unique("vera"), "Vera", self.now);
    }

    fn given_back(&mut self) {
        self.now = self.now.plus_seconds(60);
        self.conversation = conversation::hand_back(&self.conversation, self.now);
    }

    fn seen_to(mut self) -> Self {
        self.taken();
        assert_eq!(self.says("When do we start?").moves(), [""; 0], "a person holds it");
        self.given_back();
        self
    }

    fn is_waiting(&self) -> bool {
        matches!(self.conversation.holder, Holder::Waiting { .. })
    }
}

const NODS: [&str; 9] =
    ["ok, thanks", "yes", "Thank you!", "ok", "да, спасибо", "хорошо", "thanks a lot", "no, thank you", "great"];

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
    let sticker = Content::Other { what: "sticker".to_owned(), caption: None };
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
    assert_eq!(talk.says("stop").moves(), ["confirm_opt_out"]);
    let Holder::Waiting { reason, .. } = &talk.conversation.holder else { panic!("still waiting") };
    assert_eq!(reason, "asked_for_person", "the first reason stays");
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
    let done = talk.says("How much is it?");
    assert!(talk.conversation.ended.is_none() && done.said.contains("4900"), "{done:?}");
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
