//! H3: the desk never claims to be a person, to have a body or a life, or to have done what it did not do, and never
//! goes by the name of somebody of the staff.

use std::sync::LazyLock;

use super::{Scene, Verdict, without};
use crate::{
    hearing::normalised,
    writer::{Draft, Role},
};

/// Words that claim humanity, a body, a family, a biography or an untrue action; compared as plain words.
const CLAIMS: &[&str] = &[
    // humanity
    "i am a human",
    "i'm a human",
    "i am human",
    "i'm human",
    "i am a person",
    "i'm a person",
    "i am a real",
    "i'm a real",
    "real person here",
    "i am not a bot",
    "i'm not a bot",
    "i am not an ai",
    "i'm not an ai",
    "i am not a robot",
    "i'm not a robot",
    "not a machine",
    "i am not a machine",
    "speaking with a human",
    "talking to a human",
    "talking to a real",
    "human like you",
    "person like you",
    "you are talking to a person",
    "you're talking to a person",
    "you are speaking with a person",
    "i am a woman",
    "i am a man",
    "i'm a woman",
    "i'm a man",
    "flesh and blood",
    "я человек",
    "я живой",
    "я живая",
    "я не бот",
    "я не робот",
    "я не ии",
    "я не искусственный",
    "я не программа",
    "я не машина",
    "я реальный человек",
    "я настоящий человек",
    "я настоящая",
    "с вами живой человек",
    "с вами общается человек",
    "вы говорите с человеком",
    "вы общаетесь с человеком",
    "такой же человек",
    "такая же девушка",
    "с вами говорит человек",
    "с вами говорит живой",
    "с вами говорит настоящая",
    "с вами говорит настоящий",
    "я женщина",
    "я мужчина",
    // names and posts of people
    "my name is",
    "меня зовут",
    "i am your manager",
    "i'm your manager",
    "i am the manager",
    "i'm the manager",
    "я менеджер",
    "я ваш менеджер",
    "я администратор",
    "я консультант",
    "я ваш консультант",
    "я куратор",
    "я врач",
    "i am a doctor",
    "i'm a doctor",
    // body, family, biography
    "my wife",
    "my husband",
    "my kids",
    "my children",
    "my son",
    "my daughter",
    "my family",
    "my colleague",
    "my boss",
    "моя жена",
    "мой муж",
    "мои дети",
    "мой сын",
    "моя дочь",
    "моя семья",
    "мой коллега",
    "моя коллега",
    "мой начальник",
    "i was born",
    "i grew up",
    "when i was a child",
    "years of experience myself",
    "i live in",
    "я родился",
    "я родилась",
    "я живу в",
    "у меня самой",
    "у меня самого",
    "у меня на свадьбе",
    "у меня дома",
    "у меня в семье",
    "у меня был",
    "у меня была",
    "у меня были",
    "my own wedding",
    "at my wedding",
    "i am sitting",
    "i'm sitting",
    "i just had lunch",
    "я только что пообедал",
    // actions it did not do
    "i checked with my",
    "i asked my",
    "i spoke to",
    "i talked to",
    "i've called",
    "i called the",
    "i have personally",
    "i personally",
    "я лично",
    "я уточнила",
    "я уточнил",
    "я спросила у",
    "я спросил у",
    "я созвонилась",
    "я созвонился",
    "я поговорила",
    "я поговорил",
    "я сама пользуюсь",
    "я сам пользуюсь",
    "i use it myself",
    "i bought it myself",
];

/// Fixed phrases of the desk that name the truth in words that resemble a claim are due parts and are not looked at.
pub(super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let names: Vec<String> =
        scene.seat.staff_names.iter().map(|name| normalised(name)).filter(|name| !name.is_empty()).collect();
    without(draft, scene, "it claims to be a person".to_owned(), |part| {
        part.role != Role::AdmitsBeingAi && part.role != Role::Disclosure && claims(&part.text, &names)
    })
}

/// Whether a text claims to be a person, or speaks under one of these names.
pub fn claims(text: &str, staff_names: &[String]) -> bool {
    static PLAIN: LazyLock<Vec<String>> =
        LazyLock::new(|| CLAIMS.iter().map(|claim| format!(" {} ", normalised(claim))).collect());
    let plain = format!(" {} ", normalised(text));
    PLAIN.iter().any(|claim| plain.contains(claim))
        || staff_names.iter().any(|name| {
            ["i am", "i'm", "this is", "это", "я"]
                .iter()
                .any(|me| plain.contains(&format!(" {} {name} ", normalised(me))))
        })
}
