//! The words a value can be, in English and Russian: kinds, yes and no, events, things heard. One row each.

use super::{
    keywords::fold,
    model::{Event, FactKind, Outcome, WhileWaiting},
    nearest::nearest,
};
use crate::{hearing::HeardKind, language::Language};

/// One value and all its spellings; the first English and the first Russian are the preferred ones.
pub(crate) struct Value<T: 'static> {
    pub means: T,
    pub en: &'static [&'static str],
    pub ru: &'static [&'static str],
}

const fn value<T>(means: T, en: &'static [&'static str], ru: &'static [&'static str]) -> Value<T> {
    Value { means, en, ru }
}

/// What sort of field, before its options are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldWord {
    Money,
    Date,
    Phone,
    Email,
    Quantity,
    Choice,
    Text,
}

/// The languages.
pub(crate) const LANGUAGES: &[Value<Language>] = &[
    value(Language::En, &["en", "English", "eng"], &["английский", "англ"]),
    value(Language::Ru, &["ru", "Russian", "rus"], &["русский", "рус"]),
];

/// Yes and no.
pub(crate) const YES_NO: &[Value<bool>] =
    &[value(true, &["yes", "true", "on"], &["да"]), value(false, &["no", "false", "off"], &["нет"])];

/// Sorts of facts.
pub(crate) const FACT_KINDS: &[Value<FactKind>] = &[
    value(FactKind::Price, &["price", "cost"], &["цена", "стоимость"]),
    value(FactKind::Date, &["date", "time", "when"], &["дата", "время", "когда"]),
    value(FactKind::Term, &["term", "terms", "condition"], &["условие", "условия"]),
    value(FactKind::Place, &["place", "address", "where"], &["место", "адрес", "где"]),
    value(FactKind::Other, &["other"], &["другое", "прочее"]),
];

/// Sorts of fields.
pub(crate) const FIELD_KINDS: &[Value<FieldWord>] = &[
    value(FieldWord::Money, &["money", "budget"], &["деньги", "сумма", "бюджет"]),
    value(FieldWord::Date, &["date", "day"], &["дата", "день"]),
    value(FieldWord::Phone, &["phone", "telephone"], &["телефон"]),
    value(FieldWord::Email, &["e-mail", "email", "mail"], &["почта", "емейл"]),
    value(FieldWord::Quantity, &["quantity", "number"], &["количество", "число"]),
    value(FieldWord::Choice, &["choice"], &["выбор"]),
    value(FieldWord::Text, &["text", "words"], &["текст", "слова"]),
];

/// Outcomes of a step.
pub(crate) const OUTCOMES: &[Value<Outcome>] = &[
    value(Outcome::HandOver, &["hand over", "person"], &["передать человеку", "человек"]),
    value(Outcome::Closed, &["close", "closed"], &["закрыть", "закрыто"]),
];

/// What the desk does until a person comes.
pub(crate) const WHILE_WAITING: &[Value<WhileWaiting>] = &[
    value(WhileWaiting::Help, &["help", "go on helping"], &["помогать", "помогает"]),
    value(WhileWaiting::Wait, &["wait", "only wait"], &["ждать", "ждёт"]),
];

/// Units of time, by their length in minutes.
pub(crate) const TIME_UNITS: &[Value<u32>] = &[
    value(1, &["minutes", "minute", "min", "mins", "m"], &["минут", "минуты", "минуту", "минута", "мин"]),
    value(60, &["hours", "hour", "h", "hrs"], &["часов", "часа", "час", "ч"]),
];

/// What a criterion demands of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConditionWord {
    Told,
    AtLeast,
    AtMost,
    OneOf,
    By,
    Within,
}

/// How a condition begins.
#[rustfmt::skip]
pub(crate) const CONDITIONS: &[Value<ConditionWord>] = &[
    value(ConditionWord::Told, &["told", "known", "is told", "is known"], &["известно", "известен", "известна", "известны", "указано", "сообщили"]),
    value(ConditionWord::AtLeast, &["at least", "from", "no less than", ">=", "≥"], &["от", "не меньше", "не менее"]),
    value(ConditionWord::AtMost, &["at most", "up to", "no more than", "<=", "≤"], &["до", "не больше", "не более"]),
    value(ConditionWord::OneOf, &["one of", "is", "any of"], &["одно из", "один из", "одна из"]),
    value(ConditionWord::By, &["by", "on or before", "no later than"], &["не позже", "не позднее"]),
    value(ConditionWord::Within, &["within"], &["в течение", "не позже чем через"]),
];

/// What points are called.
pub(crate) const POINTS: &[Value<()>] = &[value((), &["points", "point"], &["баллов", "балла", "балл"])];

/// Stretches of days, by their length.
pub(crate) const DAY_UNITS: &[Value<u16>] = &[
    value(1, &["days", "day"], &["дней", "дня", "день"]),
    value(7, &["weeks", "week"], &["недель", "недели", "неделю"]),
];

/// Things that happen.
pub(crate) const EVENTS: &[Value<Event>] = &[
    value(Event::Started, &["started", "start"], &["начало", "нажал старт"]),
    value(Event::LeadComplete, &["everything is known", "lead complete"], &["всё известно", "заявка заполнена"]),
    value(Event::Returned, &["came back", "returned"], &["вернулся"]),
];

/// Things heard.
pub(crate) const HEARD: &[Value<HeardKind>] = &[
    value(HeardKind::Greets, &["greets"], &["здоровается"]),
    value(HeardKind::Agrees, &["agrees"], &["соглашается"]),
    value(HeardKind::Refuses, &["refuses"], &["отказывается"]),
    value(HeardKind::AsksPrice, &["asks price", "asks the price"], &["спрашивает цену"]),
    value(HeardKind::AsksDate, &["asks date", "asks when"], &["спрашивает дату", "спрашивает когда"]),
    value(HeardKind::AsksTerms, &["asks terms"], &["спрашивает условия"]),
    value(HeardKind::AsksOther, &["asks other"], &["спрашивает другое"]),
    value(HeardKind::TellsField, &["tells field", "tells details"], &["сообщает данные"]),
    value(HeardKind::Objects, &["objects"], &["возражает"]),
    value(HeardKind::AsksForPerson, &["asks for person", "asks for a person"], &["просит человека"]),
    value(HeardKind::AsksIfBot, &["asks if bot"], &["спрашивает бот ли"]),
    value(HeardKind::OptsOut, &["opts out"], &["отписывается"]),
    value(HeardKind::Postpones, &["postpones"], &["откладывает"]),
    value(HeardKind::Corrects, &["corrects"], &["поправляет"]),
    value(HeardKind::Thanks, &["thanks"], &["благодарит"]),
    value(HeardKind::Insults, &["insults"], &["оскорбляет"]),
    value(HeardKind::Complains, &["complains"], &["жалуется"]),
    value(HeardKind::ObjectsPrice, &["objects price", "too dear"], &["возражает по цене", "дорого"]),
    value(HeardKind::ObjectsTrust, &["objects trust", "no trust"], &["не доверяет", "возражает по доверию"]),
    value(HeardKind::ObjectsTime, &["objects time", "no time"], &["нет времени", "возражает по времени"]),
    value(HeardKind::ObjectsNeed, &["objects need", "no need"], &["не видит нужды", "не нужно"]),
    value(HeardKind::ObjectsCompetitor, &["objects competitor"], &["возражает по конкурентам", "у других лучше"]),
    value(HeardKind::AsksPlace, &["asks place", "asks where"], &["спрашивает место", "спрашивает где"]),
    value(HeardKind::AsksGuarantee, &["asks guarantee"], &["спрашивает гарантию"]),
    value(HeardKind::AsksDiscount, &["asks discount", "asks for a discount"], &["просит скидку"]),
    value(HeardKind::ThreatensSelfHarm, &["threatens self harm"], &["грозит навредить себе"]),
    value(HeardKind::Injects, &["injects"], &["подменяет указания"]),
    value(HeardKind::Unclear, &["unclear"], &["непонятно"]),
];

/// The value of a word, in whichever language it is written.
pub(crate) fn find<T: Copy>(values: &[Value<T>], word: &str) -> Option<T> {
    let word = fold(word);
    values.iter().find(|row| row.en.iter().chain(row.ru).any(|spelling| fold(spelling) == word)).map(|row| row.means)
}

/// The value a text begins with, and the rest of the text; the longest spelling wins.
pub(crate) fn leading<'a, T: Copy>(values: &[Value<T>], text: &'a str) -> Option<(T, &'a str)> {
    const LONGEST_IN_WORDS: usize = 4;
    let text = text.trim_start();
    let gaps = text.char_indices().filter(|(_, sign)| sign.is_whitespace() || *sign == ':').map(|(at, _)| at);
    let mut ends: Vec<usize> = gaps.take(LONGEST_IN_WORDS).chain([text.len()]).collect();
    ends.reverse();
    ends.into_iter().find_map(|end| {
        let (head, rest) = text.split_at_checked(end)?;
        find(values, head).map(|means| (means, rest.trim_start_matches([':', ' ', '\u{a0}', '\t'])))
    })
}

/// The language of a word such as `ru`.
pub(crate) fn language(word: &str) -> Option<Language> {
    find(LANGUAGES, word)
}

/// The preferred words in a language, for advice: "price, date, term".
pub(crate) fn listed<T>(values: &[Value<T>], language: Language) -> String {
    let words: Vec<&str> = values
        .iter()
        .filter_map(|row| match language {
            Language::En => row.en.first(),
            Language::Ru => row.ru.first(),
        })
        .copied()
        .collect();
    words.join(", ")
}

/// The value most like a mistyped one.
pub(crate) fn nearest_value<T>(values: &'static [Value<T>], word: &str) -> Option<&'static str> {
    nearest(&fold(word), values.iter().flat_map(|row| row.en.iter().chain(row.ru)).copied())
}
