//! The words of a summary in both languages.

use super::{Line, MOST_LINES, Point};
use crate::{
    hearing::HeardKind,
    language::{
        Language,
        Language::{En, Ru},
    },
    message::Author,
};

/// What is worth telling of what was heard, in words; none for the rest.
pub(super) const fn notable(kind: HeardKind, language: Language) -> Option<&'static str> {
    let (english, russian) = match kind {
        HeardKind::AsksForPerson => ("wants a person", "просит человека"),
        HeardKind::ThreatensSelfHarm => ("speaks of harming themselves", "говорит о вреде себе"),
        HeardKind::OptsOut => ("wants no messages", "не хочет сообщений"),
        HeardKind::Complains => ("complains", "жалуется"),
        HeardKind::Insults => ("insults", "оскорбляет"),
        HeardKind::ObjectsPrice => ("finds it too dear", "считает, что дорого"),
        HeardKind::ObjectsTrust => ("does not trust it", "не доверяет"),
        HeardKind::ObjectsTime => ("has no time for it", "говорит, что нет времени"),
        HeardKind::ObjectsNeed => ("sees no need for it", "не видит надобности"),
        HeardKind::ObjectsCompetitor => ("compares with others", "сравнивает с другими"),
        HeardKind::Objects => ("objects", "возражает"),
        HeardKind::AsksDiscount => ("asks for a discount", "просит скидку"),
        HeardKind::Postpones => ("puts it off", "откладывает решение"),
        HeardKind::AsksIfBot => ("asks if a machine is writing", "спрашивает, не машина ли пишет"),
        _ => return None,
    };
    Some(match language {
        En => english,
        Ru => russian,
    })
}

pub(super) const fn of_note(language: Language) -> &'static str {
    match language {
        En => "Of note",
        Ru => "Обратите внимание",
    }
}

pub(super) const fn unanswered(language: Language) -> &'static str {
    match language {
        En => "Not answered yet",
        Ru => "Пока без ответа",
    }
}

pub(super) const fn last(language: Language) -> &'static str {
    match language {
        En => "Said last",
        Ru => "Последнее",
    }
}

/// Who wrote a line.
pub(super) fn author(author: &Author, language: Language) -> &str {
    match (author, language) {
        (Author::Contact, En) => "contact",
        (Author::Contact, Ru) => "клиент",
        (Author::Ai, En) => "AI",
        (Author::Ai, Ru) => "ИИ",
        (Author::Operator { name }, _) => name,
        (Author::System, En) => "system",
        (Author::System, Ru) => "система",
    }
}

/// That messages give the desk orders, which is why no model was shown them; `None` if there are none among the newest lines, which are all
/// that could be shown.
pub fn left_out(lines: &[Line], language: Language) -> Option<Point> {
    let newest = lines.get(lines.len().saturating_sub(MOST_LINES)..).unwrap_or_default();
    let places: Vec<i64> = newest.iter().filter(|line| line.gives_orders()).map(|line| line.place).collect();
    let text = match (language, places.len()) {
        (_, 0) => return None,
        (En, 1) => "One message tries to give the AI orders; it was left out here.",
        (En, _) => "Some messages try to give the AI orders; they were left out here.",
        (Ru, 1) => "Одно сообщение пытается командовать ИИ; здесь оно не учтено.",
        (Ru, _) => "Некоторые сообщения пытаются командовать ИИ; здесь они не учтены.",
    };
    Some(Point { text: text.to_owned(), places })
}
