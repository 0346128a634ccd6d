//! The ear on a whole script: what it hears in real messages, and that no text of any kind upsets it.

use candor_core::{
    hearing::{Ear, HeardKind, Hearing, HearingContext, OptOut, Tone, Topic, screen},
    language::Language,
    script,
};
use jiff::civil::date;
use proptest::prelude::*;

fn flower_shop() -> Ear {
    let (script, problems) = script::parse(include_str!("hearing_shop.script.md"));
    Ear::train(&script.unwrap_or_else(|| panic!("the script must be read: {problems:?}")))
}

fn context(asked: Option<&str>) -> HearingContext {
    HearingContext {
        now: None,
        today: date(2026, 11, 21),
        language: Language::Ru,
        asked: asked.map(str::to_owned),
        step: Some("greeting".to_owned()),
    }
}

fn told(hearing: &Hearing) -> Vec<(&str, &str)> {
    hearing.told.iter().map(|told| (told.field.as_str(), told.value.as_str())).collect()
}

#[test]
fn messages_of_a_flower_shop_are_understood() {
    let ear = flower_shop();
    let cases: [(&str, HeardKind, bool); 24] = [
        ("Здравствуйте", HeardKind::Greets, true),
        ("Сколько стоят розы?", HeardKind::AsksPrice, true),
        ("ghbdtn, crjkmrj cnjzn hjps", HeardKind::AsksPrice, true),
        ("How much are red roses?", HeardKind::AsksPrice, true),
        ("когда привезете?", HeardKind::AsksDate, true),
        ("are you open on Sunday?", HeardKind::AsksDate, true),
        ("а доставка есть?", HeardKind::AsksTerms, true),
        ("do you deliver outside the city?", HeardKind::AsksTerms, true),
        ("дорого, скидку сделаете?", HeardKind::Objects, true),
        ("can you do it cheaper", HeardKind::Objects, true),
        ("нет, спасибо", HeardKind::Refuses, true),
        ("да", HeardKind::Agrees, true),
        ("yes please", HeardKind::Agrees, true),
        ("15 роз", HeardKind::TellsField, true),
        ("а вы бот?", HeardKind::AsksIfBot, false),
        ("am I talking to a machine?", HeardKind::AsksIfBot, false),
        ("позовите человека", HeardKind::AsksForPerson, false),
        ("стоп", HeardKind::OptsOut, false),
        ("cnjg!!!", HeardKind::OptsOut, false),
        ("unsubscribe", HeardKind::OptsOut, false),
        ("расскажи анекдот", HeardKind::AsksOther, false),
        ("tell me a joke", HeardKind::AsksOther, false),
        ("какая погода завтра в москве", HeardKind::AsksOther, false),
        ("асдфг", HeardKind::Unclear, false),
    ];
    for (text, kind, is_covered) in cases {
        let hearing = ear.hear(text, &context(None));
        assert!(hearing.says(kind), "{text}: {:?}", hearing.things);
        assert_eq!(hearing.fit >= 0.7, is_covered, "{text}: fit {:.2}, {:?}", hearing.fit, hearing.topics);
    }
}

#[test]
fn a_fact_named_in_a_question_is_the_topic() {
    let ear = flower_shop();
    let topic = |text: &str| ear.hear(text, &context(None)).topic().cloned();
    assert_eq!(topic("сколько стоит букет из 25 роз"), Some(Topic::Fact("roses_25".into())));
    assert_eq!(topic("how much are 51 roses?"), Some(Topic::Fact("roses_51".into())));
    assert_eq!(topic("можно оплатить картой?"), Some(Topic::Question("how_to_pay".into())));
    assert_eq!(topic("хочу букет маме на день рождения"), Some(Topic::Step("birthday".into())));
}

#[test]
fn the_field_asked_takes_a_bare_answer() {
    let ear = flower_shop();
    let hear = |text: &str, field: &str| ear.hear(text, &context(Some(field)));
    assert_eq!(told(&hear("15", "stems")), [("stems", "15")]);
    assert_eq!(told(&hear("пятнадцать", "stems")), [("stems", "15")]);
    assert_eq!(told(&hear("не 15, а 20", "stems")), [("stems", "20")]);
    assert_eq!(told(&hear("не сегодня", "day")), []);
    assert_eq!(told(&hear("не в пятницу, а в субботу", "day")), [("day", "2026-11-28")]);
    assert_eq!(told(&hear("not Friday, Saturday", "day")), [("day", "2026-11-28")]);
    assert_eq!(told(&hear("тысяч пять, наверное 5000", "stems")), []);
    // A number of another kind is no count, and a count is no sum.
    let tells = |text: &str, field: &str| told(&hear(text, field)).iter().any(|(told, _)| *told == field);
    for other in ["до 5000 рублей", "на 15 декабря", "15%", "к 15:00", "на 3 месяца"] {
        assert!(!tells(other, "stems"), "{other}");
    }
    assert_eq!(told(&hear("15, на завтра", "stems")), [("stems", "15"), ("day", "2026-11-22")]);
    for other in ["15 роз", "15%", "на 15 декабря"] {
        assert!(!tells(other, "budget"), "{other}");
    }
    assert!(!tells(&"а".repeat(4_096), "name"), "a name is no longer than any other answer");
    assert_eq!(told(&hear("около 5000", "budget")), [("budget", "5000.00")]);
    assert_eq!(told(&hear("до 5к", "budget")), [("budget", "0.00-5000.00")]);
    assert_eq!(told(&hear("завтра в 18:30", "day")), [("day", "2026-11-22T18:30")]);
    assert_eq!(told(&hear("89161234567", "phone")), [("phone", "+79161234567")]);
    assert_eq!(told(&hear("Анна", "name")), [("name", "Анна")]);
    assert_eq!(told(&hear("Anna Petrova", "name")), [("name", "Anna Petrova")]);
    for nothing in [
        "а сколько стоит?",
        "не хочу говорить",
        "вы бот?",
        "стоп",
        "нет",
        "спасибо",
        "позовите менеджера",
        "я подумаю",
        "🙂",
        " ",
    ] {
        assert_eq!(told(&hear(nothing, "name")), [], "{nothing}");
    }
}

#[test]
fn a_value_not_asked_for_needs_plain_words() {
    let ear = flower_shop();
    let hear = |text: &str| ear.hear(text, &context(None));
    assert_eq!(
        told(&hear("15 роз на завтра, телефон 8 916 123-45-67")),
        [("stems", "15"), ("day", "2026-11-22"), ("phone", "+79161234567")]
    );
    assert_eq!(told(&hear("15")), []);
    assert_eq!(told(&hear("какая погода завтра в москве")), []);
    assert_eq!(told(&hear("are you open on Sunday?")), []);
    assert_eq!(told(&hear("Добрый день")), []);
    assert_eq!(told(&hear("у меня 3 кошки")), []);
}

#[test]
fn a_burst_is_heard_line_by_line_as_one_message() {
    let ear = flower_shop();
    let hearing = ear.hear("привет\nhjps crjkmrj cnjzn\nзавтра нужно, 25 роз", &context(None));
    assert!(hearing.says(HeardKind::Greets) && hearing.says(HeardKind::AsksPrice), "{:?}", hearing.things);
    assert!(told(&hearing).contains(&("stems", "25")), "{:?}", hearing.told);
    assert!(hearing.says(HeardKind::TellsField));
}

#[test]
fn language_tone_keywords_and_idea_are_told() {
    let ear = flower_shop();
    let hearing = ear.hear("Сколько стоят красные розы?", &context(None));
    assert_eq!((hearing.language, hearing.tone), (Language::Ru, Tone::Neutral));
    assert_eq!(hearing.keywords, ["стоят", "красные", "розы"]);
    assert!(hearing.main_idea.starts_with("asks price: ros"), "{}", hearing.main_idea);
    let angry = ear.hear("Your service is terrible, the roses arrived dead!", &context(None));
    assert_eq!((angry.language, angry.tone), (Language::En, Tone::Angry));
    assert_eq!(ear.hear("срочно нужен букет", &context(None)).tone, Tone::Urgent);
}

#[test]
fn texts_without_words_are_unclear() {
    let ear = flower_shop();
    for text in [
        "",
        "   ",
        "\n\n",
        "\u{200b}\u{200d}\u{feff}",
        "\u{202e}\u{2066}",
        "🔥🔥🔥",
        "😀",
        "...",
        "?!",
        "\u{0}",
        "--",
        "🏳️‍🌈👨‍👩‍👧",
    ] {
        let hearing = ear.hear(text, &context(None));
        let kinds: Vec<HeardKind> = hearing.things.iter().map(|heard| heard.kind).collect();
        assert_eq!(kinds, [HeardKind::Unclear], "{text:?}");
        assert!(hearing.fit < 0.7 && hearing.told.is_empty(), "{text:?}");
        assert!(screen(text).is_clear(), "{text:?}");
    }
}

#[test]
fn hostile_and_endless_texts_do_no_harm() {
    let ear = flower_shop();
    let long_words = "я".repeat(4096);
    let negations = "не ".repeat(1365);
    let pattern_bait = "can i talk to with ".repeat(215);
    let digits = "1 234 ".repeat(682);
    let brackets = "<b>{{стоп}}</b>".repeat(270);
    let accents = "а\u{301}".repeat(2048);
    for text in [
        "<script>alert(1)</script>",
        "{{7*7}} ${jndi:ldap://x} %s %n",
        "'; DROP TABLE contacts; --",
        "\u{202e}привет\u{202c} \u{2067}שלום\u{2069} مرحبا",
        "🙂".repeat(2000).as_str(),
        "@".repeat(4096).as_str(),
        "+".repeat(4096).as_str(),
        "8(".repeat(2048).as_str(),
        "a@b.".repeat(1024).as_str(),
        long_words.as_str(),
        negations.as_str(),
        pattern_bait.as_str(),
        digits.as_str(),
        brackets.as_str(),
        accents.as_str(),
    ] {
        let hearing = ear.hear(text, &context(Some("name")));
        assert!(!hearing.things.is_empty());
        assert!((0.0..=1.0).contains(&hearing.fit));
    }
}

#[test]
fn the_same_script_and_words_give_the_same_hearing() {
    let (first, second) = (flower_shop(), flower_shop());
    for text in ["Сколько стоят розы?", "хочу 25 роз маме завтра", "how do I pay", "вы бот?"]
    {
        assert_eq!(first.hear(text, &context(None)), second.hear(text, &context(None)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_the_ear(text in any::<String>(), words in "[а-яёa-z0-9 ,.?!\n@+%₽$-]{0,300}") {
        let ear = EAR.with(Clone::clone);
        for text in [text, words] {
            let hearing = ear.hear(&text, &context(Some("day")));
            prop_assert!(!hearing.things.is_empty() && hearing.keywords.len() <= 8 && hearing.topics.len() <= 3);
            for value in &hearing.values {
                prop_assert!(text.get(value.start..value.end).is_some());
            }
            for figure in candor_core::hearing::figures(&text) {
                prop_assert_eq!(text.get(figure.start..figure.end), Some(figure.text.as_str()));
            }
        }
    }

    #[test]
    fn a_plain_stop_is_heard_however_it_is_dressed(word in prop::sample::select(vec!["стоп", "отписаться", "stop", "unsubscribe", "не пишите", "хватит"]), dressing in prop::sample::select(vec!["", "!", "!!!", ".", " 🛑", " пожалуйста", "\u{200b}"]), capitals: bool) {
        let word = if capitals { word.to_uppercase() } else { word.to_owned() };
        prop_assert_eq!(screen(&format!("{word}{dressing}")).opts_out, OptOut::Certain);
    }
}

thread_local! {
    static EAR: std::rc::Rc<Ear> = std::rc::Rc::new(flower_shop());
}

#[test]
fn a_wish_for_a_living_person_is_no_threat_and_a_threat_is_no_wish_for_silence() {
    if !candor_core::hearing::vectors::is_available() {
        return;
    }
    let ear = Ear::default();
    let says = |text: &str, kind| ear.hear(text, &context(None)).says(kind);
    for text in ["хочу поговорить с живым человеком", "дайте живого", "I want a living person", "ты вообще живой?"]
    {
        assert!(!says(text, HeardKind::ThreatensSelfHarm), "{text}");
    }
    for text in ["я больше не хочу жить", "не хочу больше жить, надоело все", "I don't want to live anymore"]
    {
        assert!(says(text, HeardKind::ThreatensSelfHarm), "{text}");
        assert!(!says(text, HeardKind::OptsOut), "{text}");
    }
    assert!(
        says("не пишите мне больше, я повешусь", HeardKind::OptsOut),
        "a plain opt-out counts whatever else is said"
    );
}

#[test]
fn what_was_learnt_is_taken_up_again_and_hears_the_same() {
    let (script, _) = script::parse(include_str!("hearing_shop.script.md"));
    let script = script.unwrap_or_else(|| panic!("the script must be read"));
    let ear = Ear::train(&script);
    let kept = ear.kept();
    let again = Ear::wake(&script, &kept).unwrap_or_else(|| panic!("what this build kept it can take up"));
    for text in ["Сколько стоят розы?", "are you open on Sunday?", "кто выиграл матч вчера вечером", "ok"]
    {
        assert_eq!(again.hear(text, &context(None)), ear.hear(text, &context(None)), "{text}");
    }
    assert!(Ear::wake(&script, &[]).is_none() && Ear::wake(&script, &kept[..kept.len() / 2]).is_none());
}
