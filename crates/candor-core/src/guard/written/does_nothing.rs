//! A model acts on nothing, so it did nothing: "I booked it", "I have checked", "я отправила" are never true of it. Nor does anybody
//! else do what it announces.

use super::{Approved, Draft, Scene, Verdict, has_written, sentences, written_without};
use crate::hearing::normalised;

/// Deeds in English, in the forms that claim them done or under way.
const DEEDS: &[&str] = &[
    "booked",
    "reserved",
    "checked",
    "asked",
    "called",
    "spoke",
    "spoken",
    "sent",
    "arranged",
    "scheduled",
    "confirmed",
    "ordered",
    "placed",
    "registered",
    "signed",
    "enrolled",
    "charged",
    "refunded",
    "applied",
    "approved",
    "agreed",
    "talked",
    "contacted",
    "texted",
    "emailed",
    "paid",
    "shipped",
    "packed",
    "prepared",
    "visited",
    "tried",
    "tested",
    "used",
    "bought",
    "met",
    "saw",
    "cancelled",
    "canceled",
    "unsubscribed",
    "transferred",
    "forwarded",
    "passed",
    "notified",
    "saved",
    "held",
    "activated",
    "issued",
    "given",
    "added",
];
/// Deeds in Russian, by their stems' beginnings, in the past and in the first person of the future that closes a deal.
const DEEDS_RU: &[&str] = &[
    "заброниров",
    "оформил",
    "оформлен",
    "записал",
    "проверил",
    "уточнил",
    "спросил",
    "позвонил",
    "созвонил",
    "поговорил",
    "отправил",
    "отправлен",
    "выслал",
    "зарезервиров",
    "заказал",
    "договорил",
    "согласовал",
    "подтвердил",
    "зарегистриров",
    "списал",
    "вернул",
    "передал",
    "отложил",
    "подготовил",
    "собрал",
    "оплатил",
    "активиров",
    "начислил",
    "отменил",
    "отписал",
    "выписал",
    "пообщал",
    "узнал",
    "пробовал",
    "попробовал",
    "купил",
    "встретил",
    "видел",
    "сделал",
    "закрепил",
    "примен",
    "одобрил",
    "одобрен",
    "подключил",
    "отправля",
    "оформля",
    "высыла",
    "брониру",
];
/// Who is said to have done it.
const DOERS: &[&str] = &[
    "i",
    "ive",
    "we",
    "weve",
    "manager",
    "team",
    "it",
    "youre",
    "your",
    "я",
    "мы",
    "менеджер",
    "вам",
    "вас",
    "ваш",
    "ваша",
    "ваше",
    "уже",
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
    if approved.says(plain) || !words.iter().any(|word| DOERS.contains(word)) {
        return false;
    }
    let is_asked_or_open =
        ["if", "could", "would", "can", "shall", "may", "если", "могу", "можем", "можно", "хотите", "когда"];
    if words.iter().any(|word| is_asked_or_open.contains(word)) {
        return false;
    }
    // Whoever did it stands at most three words before it: "I have already booked".
    words.iter().enumerate().any(|(at, word)| {
        let is_deed = DEEDS.contains(word) || DEEDS_RU.iter().any(|stem| word.starts_with(stem));
        let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        is_deed && before.iter().any(|word| DOERS.contains(word)) && !approved.says(word)
    })
}
