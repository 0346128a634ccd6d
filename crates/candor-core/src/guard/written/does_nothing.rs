//! A model acts on nothing, so it did nothing: "I booked it", "I have checked", "я отправила" are never true of it. Nor does anybody
//! else do what it announces.

use super::{Approved, Draft, Scene, Verdict, has_written, sentences, written_without};
use crate::hearing::normalised;

/// Irregular forms of the past in English.
const IRREGULAR: &[&str] = &[
    "sent", "spoke", "spoken", "wrote", "written", "made", "done", "gave", "given", "got", "took", "taken", "put",
    "met", "saw", "seen", "held", "paid", "told", "said", "brought", "bought", "found", "heard", "kept", "left",
    "went", "gone", "came", "chose", "chosen", "picked",
];
/// Words in -ed that tell no deed.
const NO_DEEDS_ED: &[&str] =
    &["need", "needed", "wanted", "liked", "interested", "red", "mixed", "based", "wed", "indeed", "speed", "feed"];
/// Russian words that look like a past and are none, or tell no deed of anybody.
const NO_DEEDS_RU: &[&str] = &[
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
/// Who may have done something: what the contact did, or would, is no claim of ours.
const OTHERS: &[&str] = &[
    "you",
    "youve",
    "if",
    "once",
    "after",
    "as",
    "is",
    "are",
    "was",
    "be",
    "вы",
    "вам",
    "вами",
    "если",
    "чтобы",
    "бы",
    "как",
    "когда",
];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    if !has_written(draft) {
        return Verdict::Say;
    }
    let approved = Approved::of(scene);
    written_without(draft, scene, "it claims a deed nobody did", |text| {
        sentences(text).any(|sentence| claims_a_deed(&normalised(sentence), &approved))
    })
}

fn claims_a_deed(plain: &str, approved: &Approved) -> bool {
    let words: Vec<&str> = plain.split(' ').collect();
    words.iter().enumerate().any(|(at, word)| {
        let is_ours = || {
            let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
            !before.iter().any(|word| OTHERS.contains(word))
        };
        (UNDER_WAY.contains(word) || (is_past(word) && is_ours())) && !approved.says(word)
    })
}

/// Whether a word is a past by its form.
fn is_past(word: &str) -> bool {
    let letters = word.chars().count();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_english = ends(&["ed"]) && letters > 4 && !NO_DEEDS_ED.contains(&word);
    let is_russian = letters > 3
        && ends(&[
            "ал", "ил", "ел", "ял", "ул", "ыл", "ала", "ила", "ела", "яла", "ула", "али", "или", "ели", "яли", "ули",
            "ало", "ило", "ело", "лся", "лась", "лись", "лось", "шел", "шла", "шли",
        ])
        && !NO_DEEDS_RU.contains(&word);
    is_english || is_russian || IRREGULAR.contains(&word)
}
