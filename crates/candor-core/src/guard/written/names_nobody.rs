//! H3 for words nobody approved: no name of the staff, no introduction by a name, no life, no denial of being a machine, however it
//! is turned.

use super::{Approved, Draft, Scene, Verdict, sentences, written_without};
use crate::hearing::normalised;

/// Words of a machine: what denies them denies H2.
const MACHINE: &[&str] = &[
    "bot",
    "robot",
    "chatbot",
    "ai",
    "machine",
    "program",
    "software",
    "automated",
    "neural",
    "algorithm",
    "assistant",
    "virtual",
    "artificial",
    "бот",
    "ботом",
    "бота",
    "робот",
    "роботом",
    "робота",
    "ии",
    "нейросеть",
    "нейросетью",
    "машина",
    "машиной",
    "программа",
    "программой",
    "алгоритм",
    "автоответчик",
    "искусственный",
    "искусственным",
    "чатбот",
    "чатботом",
    "виртуальный",
    "автомат",
];
/// Words that deny.
const DENIES: &[&str] =
    &["not", "no", "never", "isnt", "arent", "aint", "nor", "не", "нет", "никакой", "никакая", "никакого", "вовсе"];
/// Words of a person.
const PERSON: &[&str] = &[
    "human",
    "humans",
    "person",
    "people",
    "real",
    "alive",
    "living",
    "woman",
    "man",
    "girl",
    "guy",
    "lady",
    "mom",
    "dad",
    "mother",
    "father",
    "человек",
    "человеком",
    "живой",
    "живая",
    "живым",
    "живого",
    "настоящий",
    "настоящая",
    "реальный",
    "реальная",
    "женщина",
    "мужчина",
    "девушка",
    "парень",
    "мама",
    "папа",
];
/// Who speaks.
const ME: &[&str] = &[
    "i",
    "im",
    "ive",
    "me",
    "my",
    "myself",
    "am",
    "я",
    "мне",
    "меня",
    "мной",
    "мой",
    "моя",
    "мои",
    "сам",
    "сама",
    "этом",
    "тут",
    "здесь",
    "here",
];
/// Words of a sentence that speaks of calling a person instead.
const CALLS: &[&str] = &[
    "call",
    "connect",
    "pass",
    "ask",
    "hand",
    "transfer",
    "manager",
    "colleague",
    "team",
    "позвать",
    "позову",
    "передать",
    "передам",
    "подключить",
    "подключу",
    "пригласить",
    "приглашу",
    "менеджера",
    "менеджеру",
    "менеджер",
    "спросить",
    "сотрудника",
    "сотруднику",
];
/// Posts of people, said of oneself.
const ROLES: &[&str] = &[
    "manager",
    "florist",
    "operator",
    "owner",
    "director",
    "consultant",
    "specialist",
    "seller",
    "administrator",
    "teacher",
    "doctor",
    "expert",
    "менеджер",
    "флорист",
    "флористка",
    "оператор",
    "владелец",
    "владелица",
    "хозяин",
    "хозяйка",
    "консультант",
    "специалист",
    "продавец",
    "администратор",
    "директор",
    "преподаватель",
    "врач",
    "эксперт",
];
/// Words that go before one's own post.
const SELF: &[&str] = &["i", "im", "am", "me", "я"];
/// Words of whoever would call somebody with that post.
const CALLS_ONE: &[&str] = &[
    "call",
    "ask",
    "connect",
    "can",
    "could",
    "shall",
    "will",
    "позвать",
    "спросить",
    "подключить",
    "может",
    "подскажет",
    "ответит",
];
/// A person, plainly.
const LIVING: &[&str] = &[
    " live person ",
    " real person ",
    " living person ",
    " real human ",
    " live human ",
    " human being ",
    " one person to another ",
    " between us ",
    " живой человек ",
    " живым человеком ",
    " реальный человек ",
    " настоящий человек ",
    " реальным человеком ",
    " настоящим человеком ",
];
/// Introductions that go before a name.
const INTRODUCES: &[&str] =
    &["my name is", "call me", "i am called", "im called", "меня зовут", "зовите меня", "мое имя", "можете звать меня"];
/// Introductions that go before a capital letter.
const THIS_IS: &[&str] =
    &["this is ", "here is ", "на связи ", "с вами ", "вам пишет ", "это ", "с уважением, ", "regards, ", "yours, "];
/// Pieces of a life, of a body, of feelings nobody has.
const LIFE: &[&str] = &[
    "my wife",
    "my husband",
    "my kids",
    "my children",
    "my family",
    "my friend",
    "my colleague",
    "my boss",
    "my mother",
    "my daughter",
    "my son",
    "my experience",
    "my clients",
    "my students",
    "my customers",
    "my favourite",
    "my favorite",
    "since i was",
    "when i was",
    "i love",
    "i feel",
    "i was born",
    "i live",
    "i grew",
    "i studied",
    "i graduated",
    "i remember when",
    "at my age",
    "my shift",
    "my lunch",
    "моя жена",
    "мой муж",
    "мои дети",
    "моя семья",
    "моя подруга",
    "мой друг",
    "мой опыт",
    "моем опыте",
    "моего опыта",
    "мои клиенты",
    "моих клиентов",
    "мои ученики",
    "моих учеников",
    "мне лет",
    "я родился",
    "я родилась",
    "я живу",
    "я училась",
    "я учился",
    "я закончила",
    "я закончил",
    "я обожаю",
    "я люблю",
    "я чувствую",
    "в моем возрасте",
    "моя смена",
    "на обеде",
    "мой коллега",
    "моя коллега",
    "моя мама",
    "моя дочь",
    "мой сын",
    "у меня сын",
    "у меня дочь",
    "у меня дочка",
    "у меня дети",
    "у меня ребенок",
    "у меня муж",
    "у меня жена",
    "у меня мама",
    "i have a son",
    "i have a daughter",
    "i have kids",
    "i have children",
];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = scene.approved();
    let staff: Vec<String> = scene.seat.staff_names.iter().map(|name| normalised(name)).collect();
    written_without(draft, scene, "it gives itself a name, a life or a body, or denies being a machine", |text| {
        let padded = format!(" {} ", normalised(text));
        let says = |words: &str| padded.contains(&format!(" {words} ")) && !approved.says(words);
        staff.iter().any(|name| !name.is_empty() && says(name))
            || INTRODUCES.iter().chain(LIFE).any(|words| says(words))
            || sentences(text).any(|sentence| introduces(sentence, approved) || passes_for_a_person(sentence, approved))
    })
}

fn passes_for_a_person(sentence: &str, approved: &Approved) -> bool {
    let plain = normalised(sentence);
    if approved.says(&plain) {
        return false;
    }
    let words: Vec<&str> = plain.split(' ').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    // "Not a bot", "вовсе не бот": what denies stands right before, so that "an AI, so I cannot see it" is the truth.
    let denies_machine = words.iter().enumerate().any(|(at, word)| {
        let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        let after = words.get(at.saturating_add(1)..).unwrap_or_default();
        MACHINE.contains(word)
            && (before.iter().any(|word| DENIES.contains(word))
                || after.first().is_some_and(|word| DENIES.contains(word)))
    });
    let is_staff = words.iter().enumerate().any(|(at, word)| {
        let before = words.get(at.saturating_sub(4)..at).unwrap_or_default();
        let me = before.iter().rposition(|word| SELF.contains(word));
        let between = me.and_then(|me| before.get(me.saturating_add(1)..)).unwrap_or_default();
        ROLES.contains(word) && me.is_some() && !between.iter().any(|word| CALLS_ONE.contains(word))
    });
    // "Children from 7 years old" are nobody's age.
    let is_aged = plain.contains("years old") && words.iter().any(|word| SELF.contains(word));
    let is_living = LIVING.iter().any(|living| format!(" {plain} ").contains(living));
    let claims_person = has(PERSON) && has(ME) && !has(CALLS);
    // "Yes, a real person": a short answer needs no "I".
    let is_bare_claim = has(PERSON) && words.len() <= 5 && !has(CALLS) && !has(DENIES);
    denies_machine || is_aged || is_staff || is_living || claims_person || is_bare_claim
}

/// "На связи Анна", "This is Kate": a capital letter after words that introduce.
fn introduces(sentence: &str, approved: &Approved) -> bool {
    let small = sentence.to_lowercase();
    THIS_IS.iter().any(|lead| {
        let Some(at) = small.find(lead) else { return false };
        let is_first = small.get(..at).is_some_and(|before| before.trim().chars().count() <= 16);
        // Letters may change their length in bytes when they become small: the place is looked for by letters.
        let before = small.get(..at).unwrap_or_default().chars().count();
        let rest: String = sentence.chars().skip(before.saturating_add(lead.chars().count())).collect();
        let name: String = rest.chars().take_while(|letter| letter.is_alphabetic()).collect();
        let is_name =
            name.chars().next().is_some_and(char::is_uppercase) && name.chars().skip(1).any(char::is_lowercase);
        is_first && is_name && !approved.says(&normalised(&name))
    })
}
