//! What must be heard as a wish for silence, and what must not.

use super::*;
use crate::hearing::{kinds::tests::check, reading::read, screen};

fn is_certain_text(text: &str) -> bool {
    read(text, &|_| false).iter().any(is_certain)
}

#[test]
fn plain_words_are_certain() {
    let plain = [
        "стоп",
        "СТОП",
        "Стоп!!!",
        "стоооп",
        "сто-о-оп",
        "ст0п".replace('0', "о").as_str(),
        "стоп 🛑",
        "cnjg",
        "Cnjg!",
        "cтoп",
        "с т о п",
        "отписаться",
        "отписатся",
        "jngbcfnmcz",
        "Отпишись",
        "отписка",
        "отмена рассылки",
        "не пишите",
        "не пишите мне",
        "Больше не пишите",
        "больше не пишите мне!!",
        "прекратите",
        "хватит",
        "ну хватит уже",
        "удалите меня",
        "отзываю согласие",
        "не беспокойте",
        "/stop",
        "стоп, пожалуйста",
        "пожалуйста, не пишите мне больше",
        "stop",
        "STOP!",
        "stooop",
        "ыещз",
        "stop please",
        "Please stop.",
        "stopall",
        "stop all",
        "quit",
        "end",
        "cancel",
        "unsubscribe",
        "Unsubscribe me",
        "unsubcribe",
        "opt out",
        "opt-out",
        "optout",
        "revoke",
        "remove me",
        "don't message me",
        "Don’t message me",
        "dont text me",
        "s.t.o.p",
        "stop 🙏",
        "leave me alone",
        "Стоп. Хватит!",
        "стоп, хватит уже",
        "не пишите мне больше, спасибо",
        "STOP STOP STOP",
    ]
    .map(str::to_owned);
    let missed: Vec<&String> = plain.iter().filter(|text| !is_certain_text(text)).collect();
    assert!(missed.is_empty(), "not certain: {missed:?}");
}

#[test]
fn anything_more_than_the_plain_words_is_not_certain() {
    let more = [
        "стоп?",
        "стоп, подождите",
        "стоп, а сколько стоит?",
        "не хочу стоп-кран",
        "не пишите цену, я знаю",
        "хватит на 10 человек?",
        "описка",
        "подписка",
        "отписалась вам в почту",
        "да",
        "не",
        "пишите",
        "прекратите это и пришлите букет",
        "stop by tomorrow?",
        "non-stop delivery",
        "the end of May",
        "cancel my order please",
        "remove the roses from my order",
        "cancer",
        "ends when?",
        "quite",
        "weekend",
        "unsubscribe from the newsletter is separate?",
        "stop, wait",
        "opt",
        "",
        "🙂",
    ];
    let certain: Vec<&&str> = more.iter().filter(|text| is_certain_text(text)).collect();
    assert!(certain.is_empty(), "certain: {certain:?}");
}

#[test]
fn one_letter_that_turns_the_meaning_round_is_no_slip() {
    let meant_otherwise = [
        "напишите",
        "Напишите мне",
        "напишите мне, пожалуйста",
        "напиши",
        "напиши мне",
        "мне напишите",
        "отпишусь",
        "не пишете мне",
        "мне не пишете",
        "запишите меня",
        "опишите меня",
    ];
    let certain: Vec<&&str> = meant_otherwise.iter().filter(|text| is_certain_text(text)).collect();
    assert!(certain.is_empty(), "{certain:?}");
    for slip in ["ни пишите", "не пешите", "не пишыте мне", "непишите", "неписите мне"]
    {
        assert!(is_certain_text(slip), "{slip}");
    }
}

#[test]
fn a_wish_for_silence_is_heard_inside_a_sentence() {
    check(
        HeardKind::OptsOut,
        &[
            "пожалуйста, больше не пишите мне",
            "не пишите мне больше никогда",
            "я же просила, не пишите мне",
            "хватит мне писать",
            "перестаньте присылать сообщения",
            "как отписаться от вашей рассылки",
            "хочу отписаться",
            "отпишите меня от рассылки",
            "уберите меня из рассылки пожалуйста",
            "удалите мой номер из базы",
            "отключите рассылку",
            "не хочу получать вашу рекламу",
            "я отзываю согласие на обработку данных",
            "отстаньте от меня",
            "оставьте меня в покое",
            "прекратите спамить",
            "Не надо мне больше писать!",
            "не присылайте мне ничего больше",
            "больше не беспокойте меня",
            "я передумал, стоп",
            "удалите меня из списка",
            "хватит спама",
            "меня удалите пожалуйста",
            "мне не нужна ваша рассылка",
            "прошу не беспокоить",
            "исключите меня из базы",
            "я отписываюсь",
            "больше никогда не пишите сюда",
            "пожалуйста, не пишите больше сюда",
            "please stop texting me",
            "stop sending me these messages",
            "I want to unsubscribe",
            "how do I unsubscribe?",
            "please unsubscribe me from this list",
            "take me off your list",
            "remove me from your mailing list",
            "don't message me again",
            "do not contact me anymore",
            "leave me alone please",
            "I'd like to opt out",
            "no more messages please",
            "quit spamming me",
            "I don't want any more messages from you",
            "I withdraw my consent",
            "delete my number",
            "stop it",
            "I said stop",
            "never text me again",
            "opt me out",
            "stop bothering me already",
            "can you stop messaging me",
            "I am opting out of this",
            "unsubscribe from all",
            "please remove me from the list",
            "don't write to me anymore",
            "lose my number",
            "stop these messages",
        ],
        &[
            "не пишите цену, я знаю",
            "хватит на 10 человек?",
            "стоп, подождите",
            "стоп, а сколько стоит?",
            "не хочу стоп-кран",
            "отпишитесь, когда будет готово",
            "отпишусь завтра",
            "не пишите, лучше позвоните",
            "а можно будет потом отписаться?",
            "не беспокойтесь, все хорошо",
            "удалите розы из заказа",
            "мне хватит трех",
            "этого хватит",
            "сделаете рассылку?",
            "не присылайте красные, лучше белые",
            "не пишите на открытке имя",
            "прекратили продажу?",
            "как работает стоп-лист",
            "уберите из заказа ленту",
            "напишите мне",
            "не пишите заглавными",
            "нужна рассылка для клиентов",
            "не звоните в дверь, ребенок спит",
            "стоп-сигнал есть?",
            "remove the roses from my order",
            "unsubscribe from the newsletter is separate?",
            "can I unsubscribe anytime?",
            "stop, wait",
            "don't stop",
            "stop by on Friday",
            "is it possible to cancel later?",
            "can I opt out of the insurance?",
            "I can't stop looking at these roses",
            "where is the bus stop",
            "delete the second item",
            "please don't write the price on the card",
            "don't text me the price, just call",
            "end of the month",
            "quit smoking course?",
            "cancel my appointment on Friday",
            "take me to the list of prices",
            "leave a message",
            "non-stop",
            "when does the course end",
            "no more than 5 roses",
        ],
    );
}

#[test]
fn a_question_after_the_word_leaves_doubt() {
    assert_eq!(screen("стоп").opts_out, screen::OptOut::Certain);
    assert_eq!(screen("стоп\nа сколько стоит доставка?").opts_out, screen::OptOut::InSentence);
    assert_eq!(screen("привет\nстоп").opts_out, screen::OptOut::Certain);
    assert_eq!(screen("🛑").opts_out, screen::OptOut::Certain);
    assert_eq!(screen("я передумала, больше мне не пишите").opts_out, screen::OptOut::InSentence);
    assert_eq!(screen("стоп, подождите").opts_out, screen::OptOut::No);
}
