//! Names offered as such: "меня зовут Анна", "my name is John Smith", "это Пётр из Ромашки". A name without such words
//! is not looked for.

use super::pieces::{Kind, Piece};
use crate::hearing::heard::{FoundValue, Value};

/// What goes before a name offered as such; the second says whether the name must be written with a capital.
const OPENINGS: [(&[&str], bool); 20] = [
    (&["меня", "зовут"], false),
    (&["меня", "звать"], false),
    (&["мое", "имя"], false),
    (&["имя"], true),
    (&["зовут"], true),
    (&["можно", "просто"], true),
    (&["я"], true),
    (&["это"], true),
    (&["на", "имя"], true),
    (&["контактное", "лицо"], true),
    (&["my", "name", "is"], false),
    (&["my", "name's"], false),
    (&["my", "names"], true),
    (&["name", "is"], true),
    (&["i", "am", "called"], false),
    (&["call", "me"], true),
    (&["this", "is"], true),
    (&["i'm"], true),
    (&["i", "am"], true),
    (&["name"], true),
];

/// All names offered in a text.
pub(super) fn find(text: &str, pieces: &[Piece]) -> Vec<FoundValue> {
    let mut found: Vec<FoundValue> = Vec::new();
    for at in 0..pieces.len() {
        let opening = OPENINGS.iter().find(|(words, _)| {
            words
                .iter()
                .enumerate()
                .all(|(ahead, word)| pieces.get(at + ahead).is_some_and(|piece| piece.is_word(&[word])))
        });
        let Some((words, needs_capital)) = opening else { continue };
        // "сколько страниц это Гарри" presents nobody.
        let is_first = at.checked_sub(1).and_then(|before| pieces.get(before)).is_none_or(|before| {
            before.kind != Kind::Word
                || before.is_word(&["hi", "hello", "hey", "привет", "здравствуйте", "день", "утро", "вечер", "алло"])
        });
        if !is_first
            && *needs_capital
            && words.first().is_some_and(|word| matches!(*word, "это" | "this" | "я" | "i" | "i'm"))
        {
            continue;
        }
        let mut place = at + words.len();
        let skipped = |place: usize| {
            pieces.get(place).is_some_and(|piece| matches!(piece.kind, Kind::Sign(':' | '-' | ',' | '"')))
        };
        let is_bare = words.len() == 1 && matches!(words.first(), Some(&("имя" | "name")));
        // "+7 912 345-67-89, name Maria": a list of what is told.
        let is_listed = at
            .checked_sub(1)
            .and_then(|before| pieces.get(before))
            .is_some_and(|before| matches!(before.kind, Kind::Sign(',' | ';') | Kind::Break));
        if is_bare && !skipped(place) && !is_listed {
            continue;
        }
        while skipped(place)
            && place < at + words.len() + 2
            && (is_bare || !matches!(words.first(), Some(&("я" | "это" | "i'm" | "i" | "this"))))
        {
            place += 1;
        }
        if let Some((start, end)) = name_at(text, pieces, place, *needs_capital)
            && found.last().is_none_or(|last| last.end <= start)
        {
            let name = text.get(start..end).unwrap_or_default().to_owned();
            found.push(FoundValue { value: Value::Name { name }, start, end });
        }
    }
    found
}

/// Up to three words of a name.
fn name_at(text: &str, pieces: &[Piece], at: usize, needs_capital: bool) -> Option<(usize, usize)> {
    let is_capital = |piece: &Piece| {
        text.get(piece.start..piece.end).and_then(|word| word.chars().next()).is_some_and(char::is_uppercase)
    };
    let is_name = |piece: &Piece| {
        piece.kind == Kind::Word
            && (2..=25).contains(&piece.text.chars().count())
            && !NO_NAMES.split_whitespace().any(|word| word == piece.text)
    };
    let first = pieces.get(at).filter(|piece| is_name(piece))?;
    // Shouted words have capitals throughout: these prove nothing.
    let is_shouted = text.chars().filter(|ch| ch.is_alphabetic()).all(char::is_uppercase);
    if needs_capital && (!is_capital(first) || is_shouted) {
        return None;
    }
    let mut end = first.end;
    let mut next = at + 1;
    while next < at + 4 {
        let hyphen = usize::from(pieces.get(next).is_some_and(|piece| piece.is_sign('-') && piece.is_glued));
        let Some(more) = pieces
            .get(next + hyphen)
            .filter(|more| is_name(more) && is_capital(more) && is_capital(first) && !is_shouted)
        else {
            break;
        };
        end = more.end;
        next += 1 + hyphen;
    }
    Some((first.start, end))
}

const NO_NAMES: &str = "не no not бот bot робот robot человек я the a an и and или or как what who что кто вы ты так there here так это вас вам тебя меня \
    ok sorry fine good happy interested looking sure from in at going just trying very всё все он она они просто хорошо никак по your my his her вопрос question \
    скидка доставка моя мой мое наш наша ваш ваша только очень russian american english russia иначе неважно секрет не-важно why how i";
