//! H8 for words nobody approved: what could be a promise must stand in the script. A claim is known by the words no promise does
//! without; that such a word stands in an approved text lets it pass, and so does a sentence that only says it is not known.

use super::{Approved, Draft, Scene, Verdict, has_written, sentences, written_without};
use crate::hearing::stems_of;

/// Beginnings of stems that promise, by what they promise. A beginning covers all endings: «скидк» is «скидка», «скидкой».
const CLAIMS: &[(&str, &[&str])] = &[
    (
        "an offer",
        &[
            "скидк",
            "скидок",
            "акци",
            "бесплатн",
            "подар",
            "бонус",
            "промокод",
            "рассрочк",
            "кэшбэк",
            "кешбэк",
            "распродаж",
            "выгодн",
            "дешевл",
            "дешев",
            "даром",
            "вдвое",
            "халяв",
            "discount",
            "free",
            "gift",
            "bonus",
            "promo",
            "coupon",
            "cashback",
            "instal",
            "cheaper",
            "cheapest",
            "sale",
            "saving",
            "save",
            "half",
            "complimentari",
            "giveaway",
            "voucher",
        ],
    ),
    (
        "a guarantee or a result",
        &[
            "гарант",
            "обеща",
            "возврат",
            "вернем",
            "возвращ",
            "результат",
            "успех",
            "вылеч",
            "излеч",
            "избав",
            "похуде",
            "заработ",
            "доход",
            "трудоустр",
            "навсегд",
            "безопасн",
            "безболезнен",
            "риск",
            "обязательн",
            "точн",
            "стопроцент",
            "guarante",
            "warranti",
            "promis",
            "refund",
            "result",
            "success",
            "cure",
            "heal",
            "earn",
            "incom",
            "profit",
            "painless",
            "risk",
            "forev",
            "definit",
            "certain",
            "absolut",
            "100",
        ],
    ),
    (
        "scarcity or a deadline",
        &[
            "остал",
            "оста",
            "последн",
            "заканчива",
            "раскуп",
            "подорожа",
            "вырас",
            "повыс",
            "поднима",
            "срочн",
            "торопи",
            "спеши",
            "успе",
            "дефицит",
            "ограничен",
            "мест",
            "истека",
            "дедлайн",
            "сгор",
            "left",
            "last",
            "sell",
            "sold",
            "hurri",
            "urgent",
            "expir",
            "deadlin",
            "limit",
            "scarc",
            "increas",
            "rise",
            "soon",
            "quick",
            "almost",
            "today",
            "tonight",
            "now",
        ],
    ),
    (
        "other people",
        &[
            "клиент",
            "покупател",
            "ученик",
            "студент",
            "выпускник",
            "пациент",
            "отзыв",
            "рейтинг",
            "звезд",
            "врач",
            "эксперт",
            "знаменит",
            "звёзд",
            "client",
            "custom",
            "student",
            "graduat",
            "patient",
            "review",
            "testimoni",
            "rate",
            "star",
            "celebr",
            "expert",
            "doctor",
            "everyon",
            "everybodi",
            "thousand",
            "hundr",
            "million",
        ],
    ),
    (
        "a rank or a paper",
        &[
            "лучш",
            "лидер",
            "сертифик",
            "лиценз",
            "награ",
            "премиальн",
            "эксклюзив",
            "единственн",
            "официальн",
            "номер",
            "best",
            "leader",
            "certifi",
            "licens",
            "award",
            "exclus",
            "number",
            "offici",
            "uniqu",
            "top",
        ],
    ),
    (
        "money changing hands",
        &[
            "карт",
            "перевед",
            "перевод",
            "переведит",
            "предоплат",
            "парол",
            "код",
            "cvv",
            "реквизит",
            "счет",
            "кредит",
            "крипт",
            "card",
            "transfer",
            "prepay",
            "password",
            "code",
            "bank",
            "credit",
            "crypto",
            "bitcoin",
            "wire",
        ],
    ),
];

/// Words of a sentence that only says what is not known, or that a person will say.
const OPEN: &[&str] = &[
    "не знаю",
    "не могу",
    "нет информации",
    "нет данных",
    "не указан",
    "не сказано",
    "неизвестно",
    "уточнит",
    "подскажет",
    "ответит человек",
    "позвать",
    "позову",
    "подключить",
    "спросить у",
    "dont know",
    "do not know",
    "cannot",
    "cant",
    "not sure",
    "no information",
    "have no",
    "a person can",
    "manager can",
    "call a person",
    "ask a person",
    "not able",
];

pub(in super::super) fn judge(draft: &Draft, scene: &Scene<'_>) -> Verdict {
    if !has_written(draft) {
        return Verdict::Say;
    }
    let approved = Approved::of(scene);
    let claimed = draft
        .parts
        .iter()
        .filter(|part| part.role == super::Role::Written)
        .find_map(|part| claim(&part.text, &approved));
    let Some((what, word)) = claimed else { return Verdict::Say };
    let reason = format!("\"{word}\" may promise {what}, of which the script says nothing");
    written_without(draft, scene, &reason, |text| claim(text, &approved).is_some())
}

/// The first word that claims what no approved text holds.
fn claim(text: &str, approved: &Approved) -> Option<(&'static str, String)> {
    sentences(text).find_map(|sentence| {
        let plain = super::normalised(sentence);
        if OPEN.iter().any(|open| plain.contains(open)) || approved.says(&plain) {
            return None;
        }
        stems_of(sentence).into_iter().find_map(|stem| {
            CLAIMS.iter().find_map(|(what, beginnings)| {
                let begins = |beginning: &&&str| {
                    // Short English beginnings are whole stems: "now" is not "know", "last" is not "lasting".
                    if beginning.is_ascii() && beginning.len() <= 4 {
                        stem == ***beginning
                    } else {
                        stem.starts_with(**beginning)
                    }
                };
                let beginning = beginnings.iter().find(begins)?;
                (!approved.has_stem(beginning)).then(|| (*what, stem.clone()))
            })
        })
    })
}
