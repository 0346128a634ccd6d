//! Turns of speech whose words are not to be taken one by one.

use std::{collections::BTreeSet, sync::LazyLock};

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

static COUNTABLE: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(COUNTED).into_iter().collect());

/// A text in small letters, without the turns of speech that carry nothing.
pub(super) fn without_idioms(text: &str) -> String {
    let small = text.to_lowercase().replace('’', "'");
    IDIOMS.iter().fold(small, |text, idiom| text.replace(idiom, " "))
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
