//! Turns of speech whose words are not to be taken one by one.

use std::{collections::BTreeSet, sync::LazyLock};

use super::phrases::in_one_form;
use crate::hearing::{Figure, figures, normalised, stems_of};

/// Turns of speech that carry nothing, though one of their words would.
const IDIOMS: &[&str] = &[
    "no rush at all",
    "no problem at all",
    "no trouble at all",
    "not at all",
    "all right",
    "all it takes is",
    "first of all",
    "that's all",
    "let's not hurry",
    "no hurry",
    "how many",
    "how often",
    "как часто",
    "если хотите просто",
    "if you only want",
    "if you just want",
    "could that work",
    "would that work",
    "does that work",
    "that works",
    "suit you better",
    "suits you better",
    "work better",
    "works better",
    "feel better",
    "в первую очередь",
    "прежде всего",
    "не спешим",
    "не торопимся",
    "how lovely",
    "всякое бывает",
    "так вышло",
    "так получилось",
    "так лучше?",
    "как лучше",
    "что лучше",
];
/// Things that may be counted without a figure in the script: "there are two ways".
const COUNTED: &str =
    "way ways option options question questions thing things способ способа вариант варианта вопрос вопроса вещи";
/// Words of a sentence that only says what is not known, or that somebody else may know: what is not known may be called anything.
const OPEN: &[&str] = &[
    "dont know",
    "do not know",
    "not know",
    "dont have information",
    "no information",
    "not sure",
    "cant say",
    "cannot say",
    "cant tell",
    "have the answer",
    "cannot tell",
    "have no word",
    "isnt in",
    "is not in",
    "nothing about",
    "не знаю",
    "сведений нет",
    "ответа у меня нет",
    "утвержденного ответа",
    "no approved answer",
    "ответа нет",
    "have an answer",
    "нет информации",
    "нет данных",
    "нет сведений",
    "не могу сказать",
    "не скажу",
    "не подскажу",
    "ничего не сказано",
    "не указано",
    "неизвестно",
    "не сказано",
];

/// Words that open what is not known: what stands behind them denies nothing.
const WHETHER: &[&str] = &[
    "dont know whether",
    "dont know if",
    "not know whether",
    "not know if",
    "not sure whether",
    "not sure if",
    "cant say whether",
    "cant say if",
    "no approved answer",
    "нет утвержденного ответа",
];

/// Words of a piece that only says what cannot be promised.
const PROMISES_NOT: &[&str] = &[
    "cant promise",
    "cannot promise",
    "not promise",
    "cant guarantee",
    "cannot guarantee",
    "обещать не могу",
    "не могу обещать",
    "не обещаю",
    "гарантировать не могу",
    "не могу гарантировать",
];
/// The most words of such a piece.
const MOST_UNPROMISED: usize = 8;
/// Stems of words for the talk itself, one of which a sentence about it holds.
const TALK: &str = "chat conversation message write ask question разговор чат переписка сообщение написать пишите напишите вопрос \
    спросить спрашивайте задать";
/// Stems of what else such a sentence may hold.
const ABOUT_TALK: &str = "come back return time moment continue want need like simply just always can may here any anytime whenever \
    вернуться возвращайтесь время момент продолжить можно всегда любой любое любую удобно этот";
/// Who is spoken of in a sentence that is not about the talk alone.
const OURS: &[&str] =
    &["we", "us", "our", "i", "they", "he", "she", "мы", "нас", "наш", "наша", "наши", "я", "они", "он", "она"];

static TALKING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(TALK).into_iter().collect());
static ABOUT_TALKING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ABOUT_TALK).into_iter().collect());
static COUNTABLE: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(COUNTED).into_iter().collect());

/// Words between commas that break no sentence in two.
const ASIDES: &[&str] = &[
    ", unfortunately,",
    ", of course,",
    ", sadly,",
    ", though,",
    ", however,",
    ", please,",
    ", к сожалению,",
    ", увы,",
    ", конечно,",
    ", разумеется,",
    ", кстати,",
    ", пожалуйста,",
    ", например,",
];

/// A text in small letters and in one form, without the turns of speech that carry nothing.
pub(super) fn without_idioms(text: &str) -> String {
    let small = text.to_lowercase().replace('’', "'");
    in_one_form(&ASIDES.iter().chain(IDIOMS).fold(small, |text, idiom| text.replace(idiom, " ")))
}

/// "Two ways", "два варианта": the words that follow name them.
pub(super) fn only_counts_ways(figure: &Figure, text: &str) -> bool {
    let is_in_words = figure.text.chars().all(char::is_alphabetic) && matches!(figure.key.as_str(), "2" | "3" | "4");
    let after =
        || text.get(figure.end..).unwrap_or_default().split_whitespace().next().map(stems_of).unwrap_or_default();
    is_in_words && after().first().is_some_and(|stem| COUNTABLE.contains(stem))
}

/// "I don't know whether you may park there": names of what is not known promise nothing, as long as no figure is told.
pub(super) fn only_tells_what_is_not_known(clause: &str) -> bool {
    let plain = normalised(clause);
    OPEN.iter().any(|open| plain.contains(open)) && figures(clause).is_empty()
}

/// "I don't know whether motorcycles are washed here" denies nothing the script says of them.
pub(super) fn leaves_open(plain: &str) -> bool {
    WHETHER.iter().any(|words| plain.contains(words))
}

/// "White roses I can't promise": a short piece that tells no figure and only says what is not promised.
pub(super) fn only_promises_not(piece: &str) -> bool {
    let plain = normalised(piece);
    plain.split(' ').count() <= MOST_UNPROMISED
        && PROMISES_NOT.iter().any(|words| plain.contains(words))
        && figures(piece).is_empty()
}

/// "You can come back to this chat at any time": of when the contact may write, and of nothing else.
pub(super) fn is_about_the_talk(plain: &str) -> bool {
    let stems = stems_of(plain);
    let carries = |stem: &&String| !super::is_grounded::is_plain(stem);
    !plain.split(' ').any(|word| OURS.contains(&word))
        && stems.iter().any(|stem| TALKING.contains(stem))
        && stems.iter().filter(carries).all(|stem| TALKING.contains(stem) || ABOUT_TALKING.contains(stem))
}
