//! What a lying writer cannot get past the guard.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;

use super::{Judged, Scene, check};
use crate::{
    conversation::{Conversation, ScriptRef},
    hearing::{Heard, HeardKind, Hearing, Tone},
    ids::{ChatId, ConnectionId, ContactId, ConversationId, MessageId},
    language::{Language, Phrasings, Wording},
    message::{Button, Content, Incoming, MAX_TEXT_CHARS},
    moment::Moment,
    moves::admit_being_ai::template,
    reasons::{Strategy, VerdictKind},
    script::{DEFAULT_FIT_THRESHOLD, Fact, FactKind, HandOver, Qualification, Script, Voice},
    seat::Seat,
    strategy::Plan,
    writer::{Draft, Part, Role},
};

fn script() -> Script {
    let both = |en: &str, ru: &str| Wording { en: Some(en.to_owned()), ru: Some(ru.to_owned()) };
    Script {
        name: "flowers".to_owned(),
        business: both("Peony", "Пион"),
        languages: vec![Language::En, Language::Ru],
        time_zone: "UTC".to_owned(),
        fit_threshold: DEFAULT_FIT_THRESHOLD,
        voice: Voice { forbidden: Phrasings { en: vec!["cheap".to_owned()], ru: Vec::new() }, ..Voice::default() },
        disclosure: Wording::default(),
        facts: vec![Fact {
            id: "roses".to_owned(),
            kind: FactKind::Price,
            says: both("15 red roses cost 2,900 ₽.", "15 красных роз стоят 2 900 ₽."),
            about: Phrasings::default(),
            line: 1,
        }],
        questions: Vec::new(),
        fields: Vec::new(),
        steps: Vec::new(),
        triggers: Vec::new(),
        hand_over: HandOver::default(),
        qualification: Qualification::default(),
    }
}

fn conversation(disclosed: bool) -> Conversation {
    let disclosed_at = disclosed.then_some(Moment::from_millis(0));
    Conversation {
        disclosed_at,
        last_activity_at: disclosed_at,
        ..Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(1),
            ContactId::from_unique("1"),
            ScriptRef { name: "flowers".to_owned(), version: 1 },
            Language::En,
        )
    }
}

fn hearing(kind: HeardKind, language: Language) -> Hearing {
    Hearing {
        language,
        tone: Tone::Neutral,
        main_idea: String::new(),
        keywords: Vec::new(),
        things: vec![Heard { kind, words: String::new(), confidence: 1.0 }],
        told: Vec::new(),
        values: Vec::new(),
        topics: Vec::new(),
        fit: 0.0,
    }
}

struct World {
    script: Script,
    conversation: Conversation,
    said: Vec<Incoming>,
    plan: Plan,
    is_opted_out: bool,
}

impl World {
    fn new(words: &str) -> Self {
        let content = Content::Text { text: words.to_owned(), reply_to: None };
        let said = vec![Incoming { message_id: Some(MessageId(1)), at: Moment::from_millis(1), content }];
        Self {
            script: script(),
            conversation: conversation(true),
            said,
            plan: Plan::new(Strategy::Free20, Vec::new()),
            is_opted_out: false,
        }
    }

    fn judge(&self, parts: Vec<Part>, hearing: Option<&Hearing>) -> Judged {
        let names = ["Vera".to_owned()];
        let seat = Seat {
            conversation: &self.conversation,
            script: &self.script,
            unanswered: &self.said,
            is_opted_out: self.is_opted_out,
            has_staff: true,
            is_desk_paused: false,
            asks_models: false,
            staff_names: &names,
            library: crate::knowledge::Library::none(),
            now: Moment::from_millis(1000),
        };
        let draft = Draft { language: Language::En, parts };
        check(draft, &Scene::new(&seat, hearing, &self.plan))
    }

    fn spoken(&self, text: &str) -> String {
        self.judge(vec![Part::plain(Role::Answer, text)], None).draft.unwrap().text()
    }
}

#[test]
fn an_approved_figure_passes_and_an_invented_one_does_not() {
    let world = World::new("how much?");
    assert_eq!(world.spoken("15 red roses cost 2,900 ₽."), "15 red roses cost 2,900 ₽.");
    assert_eq!(world.spoken("That is 2900 ₽ for 15."), "That is 2900 ₽ for 15.");
    for lie in ["15 red roses cost 1,900 ₽.", "You get 20% off.", "Only until 31.12!", "We have 300 happy customers."]
    {
        let judged = world.judge(vec![Part::plain(Role::Answer, lie)], None);
        assert!(!judged.draft.unwrap().text().contains(lie), "{lie}");
        assert!(
            judged
                .verdicts
                .iter()
                .any(|verdict| verdict.rule == "no_invented_figures" && verdict.verdict != VerdictKind::Say)
        );
    }
}

#[test]
fn a_figure_the_contact_named_may_be_repeated() {
    assert_eq!(World::new("my budget is 5000").spoken("So about 5,000 then."), "So about 5,000 then.");
}

#[test]
fn whoever_asks_is_told_first_whatever_the_writer_wrote() {
    let world = World::new("are you a bot?");
    for language in Language::ALL {
        let heard = hearing(HeardKind::AsksIfBot, language);
        for lie in ["No, I'm a human, don't worry.", "Let's talk about roses.", ""] {
            let judged = world.judge(vec![Part::plain(Role::Answer, lie)], Some(&heard));
            if let Some(draft) = judged.draft.filter(|draft| !draft.is_empty()) {
                assert!(draft.text().starts_with(template(language)), "{lie}: {}", draft.text());
                assert!(!draft.text().contains("human, don't"));
            }
        }
    }
}

#[test]
fn the_first_message_begins_with_the_disclosure() {
    let mut world = World::new("hi");
    world.conversation = conversation(false);
    let text = world.spoken("Hello there.");
    assert!(text.starts_with("I'm the AI assistant of Peony, not a person."), "{text}");
}

#[test]
fn claims_to_be_a_person_never_pass() {
    let world = World::new("hi");
    for lie in [
        "I'm a human like you.",
        "I am a real person, promise.",
        "My name is Anna.",
        "I'm Vera, nice to meet you.",
        "I asked my boss and she agrees.",
        "My wife loves these roses.",
        "Я живой человек.",
        "Я не бот!",
        "Меня зовут Анна, я менеджер.",
        "Я уточнила у коллеги.",
        "ЯЖИВОЙ — шучу. Я\u{200b} человек.",
    ] {
        let text = world.spoken(lie);
        assert!(!text.contains(lie), "{lie} passed as {text}");
    }
}

#[test]
fn secrets_forbidden_words_and_pressure_never_pass() {
    let world = World::new("hi");
    for bad in [
        "The token is 123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
        "Use sk-abcdef0123456789abcdef",
        "It is cheap.",
        "Only today!",
        "Гарантируем результат.",
        "Осталось мало мест.",
    ] {
        assert!(!world.spoken(bad).contains(bad), "{bad}");
    }
}

#[test]
fn telling_somebody_not_to_hurry_presses_nobody() {
    let world = World::new("later");
    for kind in ["No hurry at all.", "Конечно, не торопитесь."] {
        assert_eq!(world.spoken(kind), kind);
    }
}

#[test]
fn nothing_is_said_twice_in_the_same_words() {
    let mut world = World::new("and?");
    world.conversation.said = vec!["We deliver by car.".to_owned()];
    let once = world.spoken("We deliver by car.");
    assert_ne!(once, "We deliver by car.");
    world.conversation.said.push(once.clone());
    assert_ne!(world.spoken("We deliver by car."), once);
}

#[test]
fn somebody_who_opted_out_gets_only_what_was_asked_for() {
    let mut world = World::new("are you a bot?");
    world.is_opted_out = true;
    let heard = hearing(HeardKind::AsksIfBot, Language::En);
    let parts = vec![Part::plain(Role::AdmitsBeingAi, template(Language::En)), Part::plain(Role::Step, "Which roses?")];
    assert_eq!(world.judge(parts, Some(&heard)).draft.unwrap().text(), template(Language::En));
}

#[test]
fn an_empty_draft_stays_empty() {
    assert!(World::new("ok").judge(Vec::new(), None).draft.unwrap().is_empty());
}

proptest! {
    #[test]
    fn whatever_is_written_fits_the_channel(text in "\\PC{0,6000}", label in "\\PC{0,90}", data in "\\PC{0,90}") {
        let world = World::new("hi");
        let part = Part::plain(Role::Answer, &text).with_button(Button { label, data });
        if let Some(draft) = world.judge(vec![part], None).draft {
            let message = draft.into_message();
            prop_assert!(message.text.chars().count() <= MAX_TEXT_CHARS);
            for button in message.buttons.iter().flatten() {
                prop_assert!((1..=64).contains(&button.data.len()) && !button.label.trim().is_empty());
            }
        }
    }

    #[test]
    fn no_number_passes_that_nobody_approved(number in 3_000_u32..1_000_000) {
        let world = World::new("how much?");
        let text = world.spoken(&format!("It costs {number} ₽."));
        prop_assert!(!text.contains(&number.to_string()), "{text}");
    }
}
