//! A model acts on nothing, so it did nothing: "I booked it", "I have checked", "я отправила" are never true of it. Nor does anybody
//! else do what it announces.

use super::{Approved, Draft, Scene, Verdict, sentences, written_without};
use crate::hearing::normalised;

/// Irregular forms of the past in English that tell a deed by themselves.
const IRREGULAR: &[&str] =
    &["spoke", "spoken", "wrote", "written", "gave", "given", "met", "paid", "brought", "bought", "went", "gone"];
/// Those that tell one only of whoever stands right before them.
const WEAK: &[&str] = &[
    "made", "done", "got", "took", "taken", "put", "saw", "seen", "held", "told", "said", "found", "heard", "kept",
    "left", "came", "chose", "chosen", "picked", "sent", "set",
];
/// Those that say how a thing is, unless who speaks stands right before them.
const STATES: &[&str] = &[
    "included",
    "covered",
    "located",
    "situated",
    "required",
    "allowed",
    "closed",
    "limited",
    "recommended",
    "advised",
    "unused",
    "provided",
    "shared",
];
/// Who stands before a weak form.
const OURS: &[&str] = &[
    "i",
    "ive",
    "we",
    "weve",
    "manager",
    "florist",
    "courier",
    "мы",
    "наши",
    "коллеги",
    "коллегой",
    "они",
    "ребята",
    "девочки",
];
/// Forms that say of an order or a bouquet that something is done.
const DONE: &[&str] = &[
    "placed",
    "confirmed",
    "booked",
    "reserved",
    "registered",
    "shipped",
    "packed",
    "scheduled",
    "arranged",
    "cancelled",
    "paid",
    "activated",
    "approved",
];
/// Words in -ed that tell no deed.
const NO_DEEDS_ED: &[&str] =
    &["need", "needed", "wanted", "liked", "interested", "red", "mixed", "based", "wed", "indeed", "speed", "feed"];
/// Russian words that look like a past and are none, or tell no deed of anybody.
const NO_DEEDS_RU: &[&str] = &[
    "сначала",
    "начало",
    "стал",
    "стала",
    "если",
    "или",
    "ли",
    "либо",
    "была",
    "были",
    "было",
    "был",
    "могла",
    "могли",
    "хотел",
    "хотела",
    "хотели",
    "хотелось",
    "стало",
    "мало",
    "сколько",
    "жаль",
    "дела",
    "подошел",
    "подошла",
    "подошли",
    "подошло",
    "неделя",
    "недели",
    "цели",
    "столы",
    "зала",
    "понял",
    "поняла",
    "поняли",
    "прошел",
    "прошла",
    "прошло",
    "вышло",
    "осталось",
    "остался",
    "осталась",
    "случилось",
    "произошло",
    "получилось",
    "понравилось",
    "показалось",
];
/// Deeds as done or under way, without who did them.
const UNDER_WAY: &[&str] = &[
    "готово",
    "передан",
    "передана",
    "передано",
    "оформлен",
    "оформлена",
    "оформлено",
    "принят",
    "принята",
    "принято",
    "собран",
    "собрана",
    "отправлен",
    "отправлена",
    "отправлено",
    "забронирован",
    "забронировано",
    "забронирована",
    "записан",
    "записана",
    "оплачен",
    "оплачено",
    "подтвержден",
    "подтверждено",
    "проверено",
    "согласован",
    "собирают",
    "собирает",
    "отправляю",
    "оформляю",
    "бронирую",
    "записываю",
    "заказываю",
    "отложен",
    "отложено",
    "зарезервировано",
    "сделано",
    "активирован",
];
/// Words that make a deed an offer.
const OFFERS: &[&str] = &["shall", "should", "may", "can", "could"];
/// Who may have done something: what the contact did, or would, is no claim of ours.
const OTHERS: &[&str] = &[
    "you",
    "youve",
    "youre",
    "if",
    "once",
    "after",
    "is",
    "its",
    "isnt",
    "are",
    "arent",
    "was",
    "be",
    "order",
    "orders",
    "what",
    "not",
    "вы",
    "если",
    "чтобы",
    "бы",
    "когда",
];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    let approved = scene.approved();
    written_without(draft, scene, "it claims a deed nobody did", |text| {
        sentences(text).any(|sentence| claims_a_deed(&normalised(sentence), approved))
    })
}

fn claims_a_deed(plain: &str, approved: &Approved) -> bool {
    let words: Vec<&str> = plain.split(' ').collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = |count: usize| words.get(at.saturating_sub(count)..at).unwrap_or_default();
        let is_ours = || !before(4).iter().any(|word| OTHERS.contains(word));
        let is_plural = || is_plural_past(word) && before(4).iter().any(|word| OURS.contains(word));
        // "Shall I put you down?" is no deed yet.
        let is_offered = || before(2).iter().any(|word| OFFERS.contains(word));
        let is_weak_deed = || WEAK.contains(word) && before(2).iter().any(|word| OURS.contains(word)) && !is_offered();
        let acts = |word: &str| OURS.contains(&word) || matches!(word, "have" | "has" | "ive" | "weve" | "already");
        let is_state = STATES.contains(word) && !before(3).iter().any(|word| acts(word));
        // "The rest is paid on delivery" tells when, and no deed.
        let next = words.get(at.saturating_add(1)).copied().unwrap_or_default();
        let is_rule = *word == "paid"
            && matches!(next, "on" | "when" | "once" | "upon" | "after" | "before" | "by" | "separately");
        let is_done = || DONE.contains(word) && before(2).iter().any(|word| matches!(*word, "is" | "are"));
        let is_deed =
            UNDER_WAY.contains(word) || (is_past(word) && is_ours()) || is_weak_deed() || is_plural() || is_done();
        let tells_a_rule = is_state || (is_rule && before(1).iter().any(|word| matches!(*word, "is" | "are")));
        is_deed && !tells_a_rule && !approved.says(word)
    })
}

/// Whether a word is a past by its form. The plural is that of the contact as well, and counts only behind whoever is ours.
fn is_past(word: &str) -> bool {
    const SINGULAR: &[&str] = &[
        "ал", "ил", "ел", "ял", "ул", "ыл", "ала", "ила", "ела", "яла", "ула", "ало", "ило", "ело", "лся", "лась",
        "лось", "шел", "шла",
    ];
    let letters = word.chars().count();
    let is_english = word.ends_with("ed") && letters > 4 && !NO_DEEDS_ED.contains(&word);
    let is_russian =
        letters > 3 && SINGULAR.iter().any(|ending| word.ends_with(ending)) && !NO_DEEDS_RU.contains(&word);
    is_english || is_russian || IRREGULAR.contains(&word)
}

/// «мы отправили», «коллеги собрали».
fn is_plural_past(word: &str) -> bool {
    word.chars().count() > 4
        && ["али", "или", "ели", "яли", "ули", "лись", "шли"].iter().any(|ending| word.ends_with(ending))
        && !NO_DEEDS_RU.contains(&word)
}
