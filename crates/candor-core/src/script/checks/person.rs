//! H1, H3: nothing the desk sends claims to be a person, under whatever name, and nothing denies being a machine.

use crate::{
    guard,
    hearing::normalised,
    script::{
        codes,
        problem::{Problem, both},
        reading::{Reading, Role},
    },
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    reading
        .texts
        .iter()
        .filter(|said| said.role.is_sent() || said.role == Role::FactSays)
        .filter(|said| match said.role {
            // A notice may give the assistant a name, as long as it says in the same breath what bears it.
            Role::AiNotice => claims_person(&said.text),
            _ => claims_person(&said.text) || guard::claims(&said.text, &[]),
        })
        .map(|said| {
            let reason = both(
                "these words claim to be a person, or deny being a machine",
                "эти слова выдают себя за человека или отрицают, что пишет машина",
            );
            let advice = both(
                "let the assistant speak as what it is: \"I am the AI assistant of …\"",
                "пусть помощник говорит как есть: «Я ИИ-помощник …»",
            );
            Problem::at(said.line, codes::CLAIMS_PERSON, reason, advice)
        })
        .collect()
}

/// Whether a text presents its writer as a person or denies that a machine writes.
pub(super) fn claims_person(text: &str) -> bool {
    text.split(['.', '!', '?', '\n', ';', '{', '}']).any(|sentence| {
        let plain = normalised(sentence);
        let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
        let is_named_machine = words.iter().any(|word| MACHINES.contains(word));
        (0..words.len()).any(|at| {
            let rest = words.get(at..).unwrap_or_default();
            INTRODUCTIONS.iter().any(|introduction| {
                let behind = rest.get(introduction.len()..).unwrap_or_default();
                let opens = words.get(..at).unwrap_or_default().iter().all(|word| GREETINGS.contains(word));
                rest.starts_with(introduction)
                    && (opens || !POINTING.contains(introduction))
                    && presents_person(behind, is_named_machine, introduction)
            })
        })
    })
}

/// How a writer presents itself. Plain words: without apostrophes, ё as е.
const INTRODUCTIONS: &[&[&str]] = &[
    &["i", "am"],
    &["im"],
    &["this", "is"],
    &["my", "name", "is"],
    &["you", "are", "talking", "to"],
    &["youre", "talking", "to"],
    &["you", "are", "chatting", "with"],
    &["youre", "chatting", "with"],
    &["you", "are", "writing", "to"],
    &["answering", "you", "is"],
    &["я"],
    &["это"],
    &["меня", "зовут"],
    &["мое", "имя"],
    &["с", "вами"],
    &["на", "связи"],
    &["вам", "пишет"],
    &["вам", "отвечает"],
    &["пишет", "вам"],
    &["отвечает", "вам"],
    &["вы", "говорите", "с"],
    &["вы", "общаетесь", "с"],
    &["вы", "пишете"],
];

/// Introductions that may as well point at something else: they present the writer only where a sentence opens.
const POINTING: &[&[&str]] = &[&["this", "is"], &["это"]];

/// What may stand before an opening.
const GREETINGS: &[&str] = &[
    "hello",
    "hi",
    "hey",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "здравствуйте",
    "привет",
    "добрый",
    "доброе",
    "день",
    "утро",
    "вечер",
];

/// Words between the introduction and what it presents.
const FILLERS: &[&str] = &[
    "a",
    "an",
    "the",
    "your",
    "just",
    "only",
    "simply",
    "personal",
    "here",
    "senior",
    "head",
    "and",
    "also",
    "actually",
    "ваш",
    "ваша",
    "ваше",
    "вашим",
    "вашей",
    "просто",
    "лично",
    "личный",
    "личная",
    "персональный",
    "персональная",
    "здесь",
    "и",
    "тоже",
    "старший",
    "старшая",
    "главный",
    "главная",
    "общается",
    "говорит",
    "наш",
    "наша",
    "обычный",
];

/// Words no machine may say of itself.
const PEOPLE: &[&str] = &[
    "human",
    "humans",
    "person",
    "man",
    "woman",
    "girl",
    "guy",
    "mother",
    "father",
    "manager",
    "consultant",
    "administrator",
    "operator",
    "receptionist",
    "florist",
    "doctor",
    "dentist",
    "teacher",
    "tutor",
    "curator",
    "specialist",
    "employee",
    "founder",
    "owner",
    "director",
    "nurse",
    "coach",
    "человек",
    "человеком",
    "женщина",
    "мужчина",
    "девушка",
    "парень",
    "мама",
    "менеджер",
    "менеджером",
    "консультант",
    "консультантом",
    "администратор",
    "администратором",
    "оператор",
    "оператором",
    "флорист",
    "флористом",
    "врач",
    "врачом",
    "доктор",
    "стоматолог",
    "преподаватель",
    "преподавателем",
    "учитель",
    "наставник",
    "куратор",
    "куратором",
    "специалист",
    "специалистом",
    "сотрудник",
    "сотрудница",
    "основатель",
    "основательница",
    "владелец",
    "владелица",
    "директор",
    "медсестра",
    "тренер",
    "секретарь",
];

/// Words that make a person of whom they describe; of a thing they say nothing ("this is real chocolate").
const ALIVE: &[&str] = &[
    "real",
    "living",
    "live",
    "живой",
    "живая",
    "живым",
    "реальный",
    "реальная",
    "реальным",
    "настоящий",
    "настоящая",
    "настоящим",
];

/// What a machine may be called.
const MACHINES: &[&str] = &[
    "ai",
    "bot",
    "chatbot",
    "robot",
    "machine",
    "program",
    "ии",
    "бот",
    "робот",
    "чатбот",
    "нейросеть",
    "программа",
    "машина",
    "автоответчик",
    "искусственный",
];

const NOT: &[&str] = &["not", "no", "не", "никакой", "вовсе", "совсем"];

/// First names most often given to pretended managers; a name alone, without a word for the machine, presents a person.
const NAMES: &[&str] = &[
    "anna",
    "ann",
    "anne",
    "kate",
    "mary",
    "maria",
    "olga",
    "helen",
    "elena",
    "julia",
    "emma",
    "sophia",
    "sofia",
    "alice",
    "jane",
    "lisa",
    "sarah",
    "kelly",
    "natalie",
    "victoria",
    "john",
    "alex",
    "max",
    "mike",
    "michael",
    "david",
    "tom",
    "james",
    "peter",
    "paul",
    "mark",
    "daniel",
    "анна",
    "аня",
    "анной",
    "мария",
    "маша",
    "марией",
    "екатерина",
    "катя",
    "катей",
    "елена",
    "лена",
    "леной",
    "ольга",
    "оля",
    "ольгой",
    "наталья",
    "наташа",
    "татьяна",
    "таня",
    "ирина",
    "ира",
    "светлана",
    "юлия",
    "юля",
    "виктория",
    "вика",
    "дарья",
    "даша",
    "алина",
    "полина",
    "ксения",
    "софия",
    "соня",
    "алиса",
    "марина",
    "людмила",
    "вероника",
    "александр",
    "саша",
    "алексей",
    "андрей",
    "дмитрий",
    "дима",
    "сергей",
    "максим",
    "иван",
    "михаил",
    "миша",
    "артем",
    "никита",
    "илья",
    "павел",
    "николай",
    "денис",
    "роман",
    "кирилл",
    "егор",
    "олег",
];

fn presents_person(rest: &[&str], is_named_machine: bool, introduction: &[&str]) -> bool {
    let gives_name = matches!(introduction, ["my", "name", "is"] | ["меня", "зовут"] | ["мое", "имя"]);
    if gives_name && !is_named_machine {
        return true;
    }
    let mut denies = false;
    let mut has_name = gives_name;
    for (at, word) in rest.iter().enumerate().take(6) {
        if NOT.contains(word) {
            denies = true;
        } else if MACHINES.contains(word) {
            return denies;
        } else if PEOPLE.contains(word) || (ALIVE.contains(word) && !POINTING.contains(&introduction)) {
            return !denies;
        } else if ALIVE.contains(word) {
        } else if NAMES.contains(word) || (gives_name && at == 0) {
            has_name = true;
        } else if !FILLERS.contains(word) {
            break;
        }
    }
    has_name && !is_named_machine && !denies
}
