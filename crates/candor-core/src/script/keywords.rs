//! The grammar's words, one row each: what it means, its English and its Russian spellings. Both are always accepted,
//! whatever language the script is in. Nothing else in the module knows a spelling.
//! No keyword may ever switch off an invariant of the honesty contract: a test holds the closed list.

use std::sync::LazyLock;

use super::{nearest::nearest, values};
use crate::language::Language;

/// A part of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Under the title: what the script is.
    Head,
    /// How the desk sounds.
    Voice,
    /// Approved facts.
    Facts,
    /// Questions and answers.
    Questions,
    /// What is to be learnt about the contact.
    Fields,
    /// The steps.
    Steps,
    /// The triggers.
    Triggers,
    /// When a person takes over.
    HandOver,
    /// When a lead is worth a person's time.
    Qualification,
}

/// What a section is called.
#[derive(Clone, Copy, Debug)]
pub struct SectionWord {
    /// Which section.
    pub section: Section,
    /// English headings, the preferred one first.
    pub en: &'static [&'static str],
    /// Russian headings, the preferred one first.
    pub ru: &'static [&'static str],
    /// What one thing in it may be called before its name ("Step: greeting"); empty where it holds no things.
    pub one: &'static [&'static str],
}

/// All sections that have a heading.
pub const SECTIONS: &[SectionWord] = &[
    SectionWord {
        section: Section::Voice, en: &["Voice", "Tone of voice"], ru: &["Голос", "Манера"], one: &[]
    },
    SectionWord { section: Section::Facts, en: &["Facts"], ru: &["Факты"], one: &["fact", "факт"] },
    SectionWord {
        section: Section::Questions,
        en: &["Questions", "FAQ"],
        ru: &["Вопросы", "Вопросы и ответы"],
        one: &["question", "вопрос"],
    },
    SectionWord {
        section: Section::Fields,
        en: &["What to find out", "Fields"],
        ru: &["Что узнать", "Поля"],
        one: &["field", "поле"],
    },
    SectionWord { section: Section::Steps, en: &["Steps"], ru: &["Шаги"], one: &["step", "шаг"] },
    SectionWord {
        section: Section::Triggers, en: &["Triggers"], ru: &["Триггеры"], one: &["trigger", "триггер"]
    },
    SectionWord {
        section: Section::HandOver,
        en: &["Hand over to a person", "Hand-over", "Handover"],
        ru: &["Передача человеку", "Передача менеджеру"],
        one: &[],
    },
    SectionWord {
        section: Section::Qualification,
        en: &["Qualification", "Who fits"],
        ru: &["Квалификация", "Кто подходит"],
        one: &[],
    },
];

/// What a keyword means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each row of KEYWORDS says what its key means")]
pub enum Key {
    Name,
    Business,
    Languages,
    TimeZone,
    FitThreshold,
    Tone,
    Openers,
    Vocabulary,
    Samples,
    NeverSay,
    AiNotice,
    FactKind,
    Says,
    About,
    AskedAs,
    Answer,
    FieldKind,
    Label,
    Ask,
    Required,
    Options,
    Goal,
    Say,
    WordForWord,
    HeardAs,
    Asks,
    Next,
    IfRefused,
    Buttons,
    Outcome,
    Words,
    Heard,
    Event,
    Link,
    GoTo,
    AnswerQuestion,
    CallPerson,
    UnclearLimit,
    OnInsult,
    OnComplaint,
    CallWords,
    Hours,
    AnswerWithin,
    WhileWaiting,
    Points,
    QualifiedFrom,
    NotQualifiedIf,
}

/// What follows a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One short value on one line.
    Value,
    /// Names or values, separated by commas.
    Names,
    /// One text, of one or more lines; in a language.
    Text,
    /// Several sentences: list lines, or separated by `;`; in a language.
    Phrases,
    /// Several words: list lines, or separated by commas; in a language.
    Words,
    /// List lines with a name and a label; in a language.
    Labels,
    /// List lines with a field and a condition.
    Conditions,
}

impl Takes {
    /// Whether a language can be named after the keyword (`say ru:`).
    pub const fn is_worded(self) -> bool {
        matches!(self, Self::Text | Self::Phrases | Self::Words | Self::Labels)
    }
}

/// One keyword.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    /// What it means.
    pub key: Key,
    /// Where it stands.
    pub section: Section,
    /// What follows it.
    pub takes: Takes,
    /// English spellings, the preferred one first.
    pub en: &'static [&'static str],
    /// Russian spellings, the preferred one first.
    pub ru: &'static [&'static str],
}

const fn row(
    section: Section,
    key: Key,
    takes: Takes,
    en: &'static [&'static str],
    ru: &'static [&'static str],
) -> Keyword {
    Keyword { key, section, takes, en, ru }
}

/// All keywords.
#[rustfmt::skip]
pub const KEYWORDS: &[Keyword] = &[
    // A short name of the script: small letters, digits and hyphens.
    row(Section::Head, Key::Name, Takes::Value, &["name", "script"], &["имя", "скрипт"]),
    // The business as contacts know it.
    row(Section::Head, Key::Business, Takes::Text, &["business", "company"], &["компания", "бизнес"]),
    // The languages, the main one first.
    row(Section::Head, Key::Languages, Takes::Names, &["languages", "language"], &["языки", "язык"]),
    // The time zone as in the IANA database.
    row(Section::Head, Key::TimeZone, Takes::Value, &["time zone", "timezone"], &["часовой пояс"]),
    // From this fit (0 to 1, or per cent) the desk follows the script.
    row(Section::Head, Key::FitThreshold, Takes::Value, &["follow the script from", "fit threshold"], &["следовать скрипту от", "порог"]),

    // The manner in words; for people and models, never sent.
    row(Section::Voice, Key::Tone, Takes::Text, &["tone", "manner"], &["тон", "манера"]),
    // Short openers of free answers.
    row(Section::Voice, Key::Openers, Takes::Phrases, &["begin with", "openers"], &["начинать с", "вступления"]),
    // Words the business prefers; for models.
    row(Section::Voice, Key::Vocabulary, Takes::Words, &["use words", "vocabulary"], &["говорить словами", "словарь"]),
    // Sentences that sound like the business; models learn the manner from them.
    row(Section::Voice, Key::Samples, Takes::Phrases, &["sounds like", "examples"], &["звучит так", "примеры"]),
    // Words that must never be said.
    row(Section::Voice, Key::NeverSay, Takes::Words, &["never say", "forbidden words"], &["не говорить", "запретные слова"]),
    // The owner's wording of "I am an AI"; the built-in one stays where there is none.
    row(Section::Voice, Key::AiNotice, Takes::Text, &["AI notice", "disclosure"], &["предупреждение об ИИ", "об ИИ"]),

    // What sort of fact.
    row(Section::Facts, Key::FactKind, Takes::Value, &["kind", "type"], &["вид", "тип"]),
    // The fact in words, with its figures.
    row(Section::Facts, Key::Says, Takes::Text, &["says", "fact", "text"], &["текст", "факт"]),
    // How contacts name what it is about.
    row(Section::Facts, Key::About, Takes::Words, &["about"], &["о чём", "про"]),

    // How contacts ask.
    row(Section::Questions, Key::AskedAs, Takes::Phrases, &["customers ask", "clients ask", "asked as"], &["клиент спрашивает", "клиенты спрашивают", "спрашивают"]),
    // The approved answer.
    row(Section::Questions, Key::Answer, Takes::Text, &["answer"], &["ответ", "ответить"]),

    // What values look like.
    row(Section::Fields, Key::FieldKind, Takes::Value, &["kind", "type"], &["вид", "тип"]),
    // What operators read beside the value.
    row(Section::Fields, Key::Label, Takes::Text, &["label"], &["подпись"]),
    // How the desk asks for it.
    row(Section::Fields, Key::Ask, Takes::Text, &["ask"], &["спросить"]),
    // Whether a lead without it is incomplete.
    row(Section::Fields, Key::Required, Takes::Value, &["required"], &["обязательно"]),
    // What can be chosen.
    row(Section::Fields, Key::Options, Takes::Labels, &["options"], &["варианты"]),

    // What the step is for; never sent.
    row(Section::Steps, Key::Goal, Takes::Text, &["goal"], &["цель"]),
    // What the desk says on arriving here.
    row(Section::Steps, Key::Say, Takes::Text, &["say"], &["сказать"]),
    // Whether its words are said exactly as they stand, whatever writes.
    row(Section::Steps, Key::WordForWord, Takes::Value, &["word for word", "verbatim"], &["дословно", "слово в слово"]),
    // What contacts write here, or to come here.
    row(Section::Steps, Key::HeardAs, Takes::Phrases, &["customers say", "clients say", "heard as"], &["клиент говорит", "клиенты говорят"]),
    // The fields asked here.
    row(Section::Steps, Key::Asks, Takes::Names, &["find out", "asks"], &["узнать"]),
    // Where to go on.
    row(Section::Steps, Key::Next, Takes::Value, &["next", "then"], &["дальше", "затем"]),
    // Where to go when the contact refuses or objects.
    row(Section::Steps, Key::IfRefused, Takes::Value, &["if refused", "if not"], &["при отказе", "если нет"]),
    // Buttons under the words.
    row(Section::Steps, Key::Buttons, Takes::Labels, &["buttons"], &["кнопки"]),
    // What agreeing here means.
    row(Section::Steps, Key::Outcome, Takes::Value, &["outcome", "result"], &["итог"]),

    // Fires on words or phrases.
    row(Section::Triggers, Key::Words, Takes::Words, &["words", "keywords"], &["слова"]),
    // Fires on something heard.
    row(Section::Triggers, Key::Heard, Takes::Names, &["heard", "customer"], &["клиент", "услышано"]),
    // Fires on something that happened.
    row(Section::Triggers, Key::Event, Takes::Value, &["event"], &["событие"]),
    // Fires when the contact came by this link.
    row(Section::Triggers, Key::Link, Takes::Value, &["link"], &["ссылка"]),
    // Goes to a step.
    row(Section::Triggers, Key::GoTo, Takes::Value, &["go to", "goto"], &["перейти", "перейти к"]),
    // Answers a question.
    row(Section::Triggers, Key::AnswerQuestion, Takes::Value, &["answer"], &["ответить", "ответ"]),
    // Hands over to a person.
    row(Section::Triggers, Key::CallPerson, Takes::Value, &["hand over", "call a person"], &["передать человеку", "позвать человека"]),

    // After so many unclear messages in a row a person takes over.
    row(Section::HandOver, Key::UnclearLimit, Takes::Value, &["after unclear messages", "unclear limit"], &["после непонятных сообщений", "непонятных подряд"]),
    // Whether an insult calls a person.
    row(Section::HandOver, Key::OnInsult, Takes::Value, &["on insult"], &["при оскорблении"]),
    // Whether a complaint calls a person.
    row(Section::HandOver, Key::OnComplaint, Takes::Value, &["on complaint"], &["при жалобе"]),
    // What the contact reads when a person is called.
    row(Section::HandOver, Key::CallWords, Takes::Text, &["say"], &["сказать"]),
    // When people answer.
    row(Section::HandOver, Key::Hours, Takes::Text, &["hours", "people answer"], &["часы", "люди отвечают"]),
    // How long a person may take to come, before the contact is told and the staff is called again.
    row(Section::HandOver, Key::AnswerWithin, Takes::Value, &["answer within"], &["ответить за", "ответить в течение"]),
    // Whether the desk goes on helping until a person comes.
    row(Section::HandOver, Key::WhileWaiting, Takes::Value, &["while waiting"], &["пока ждут", "пока ждёт"]),

    // What gives points.
    row(Section::Qualification, Key::Points, Takes::Conditions, &["points", "criteria"], &["баллы", "критерии"]),
    // From so many points a lead is qualified.
    row(Section::Qualification, Key::QualifiedFrom, Takes::Value, &["qualified from"], &["подходит от"]),
    // What rules a contact out, whatever the points.
    row(Section::Qualification, Key::NotQualifiedIf, Takes::Conditions, &["not qualified if"], &["не подходит", "не подходит если"]),
];

impl Keyword {
    /// All its spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.en.iter().chain(self.ru).copied()
    }

    /// The preferred spelling in a language.
    pub fn in_language(&self, language: Language) -> &'static str {
        let spellings = match language {
            Language::En => self.en,
            Language::Ru => self.ru,
        };
        spellings.first().copied().unwrap_or_default()
    }
}

/// The row of a key.
pub(crate) fn keyword(key: Key) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.key == key)
}

/// The section of a heading.
pub(crate) fn section(title: &str) -> Option<Section> {
    let title = fold(title);
    SECTIONS.iter().find(|row| row.en.iter().chain(row.ru).any(|word| fold(word) == title)).map(|row| row.section)
}

/// The section heading most like a mistyped one.
pub(crate) fn nearest_section(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let titles: Vec<(String, &'static str)> =
        SECTIONS.iter().flat_map(|row| row.en.iter().chain(row.ru)).map(|title| (fold(title), *title)).collect();
    let found = nearest(&folded, titles.iter().map(|(folded, _)| folded.as_str()))?;
    titles.iter().find(|(folded, _)| folded == found).map(|(_, title)| *title)
}

/// Every spelling folded once: a long text asks thousands of times.
static FOLDED: LazyLock<Vec<(&'static Keyword, String, &'static str)>> = LazyLock::new(|| {
    let spelled = |row: &'static Keyword| row.spellings().map(move |spelling| (row, fold(spelling), spelling));
    KEYWORDS.iter().flat_map(spelled).collect()
});

/// The keyword of a section, and the language named after it.
pub(crate) fn find(section: Section, written: &str) -> Option<(&'static Keyword, Option<Language>)> {
    let folded = fold(written);
    let exact = |words: &str| {
        FOLDED.iter().find(|(row, spelling, _)| row.section == section && spelling == words).map(|(row, _, _)| *row)
    };
    if let Some(keyword) = exact(&folded) {
        return Some((keyword, None));
    }
    let (words, last) = folded.rsplit_once(' ')?;
    let keyword = exact(words)?;
    values::language(last).map(|language| (keyword, Some(language)))
}

/// The sections in which these words are a keyword.
pub(crate) fn sections_of(written: &str) -> impl Iterator<Item = Section> {
    SECTIONS
        .iter()
        .map(|row| row.section)
        .chain([Section::Head])
        .filter(move |section| find(*section, written).is_some())
}

/// The keyword of a section most like a mistyped one.
pub(crate) fn nearest_keyword(section: Section, written: &str) -> Option<&'static str> {
    let folded = fold(written);
    let words = match folded.rsplit_once(' ') {
        Some((words, last)) if values::language(last).is_some() => words,
        _ => &folded,
    };
    let in_section = || FOLDED.iter().filter(|(row, _, _)| row.section == section);
    let found = nearest(words, in_section().map(|(_, spelling, _)| spelling.as_str()))?;
    in_section().find(|(_, spelling, _)| spelling == found).map(|(_, _, spelling)| *spelling)
}

/// Words without case, emphasis, brackets, hyphens and the dots over ё, so that small differences do not matter.
pub(crate) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '_' | '‑' | '–')) {
        let word: String = word
            .chars()
            .filter(|sign| {
                !matches!(sign, '*' | '`' | '(' | ')' | '[' | ']' | '"' | '\u{200b}' | '\u{feff}' | '\u{200d}')
            })
            .flat_map(char::to_lowercase)
            .map(|sign| if sign == 'ё' { 'е' } else { sign })
            .collect();
        if word.is_empty() {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}
