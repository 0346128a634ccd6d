//! The words the rule goes by: those that promise, generalise or restrict, and those that carry nothing.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::hearing::stems_of;

/// Words that say more than they seem to: they need an approved sentence that holds them and is about the same.
const BINDS: &str = "never only first same instead until unless almost никогда только сначала первый первая вместо почти сразу \
    круглосуточно круглый";
/// Words that generalise: one of them stands for another.
const ALL: &str = "any anyone anywhere anytime whenever wherever every each all always daily любой любая любые любого каждый каждая каждое \
    каждую всегда ежедневно";
/// Words that say what comes before what.
const ORDER: &str = "first after before until then сначала после потом прежде";
/// Neutral words that are not neutral beside a figure: who does something, and that it is done.
const ACTS: &str = "call manager person people colleague specialist florist connect pass answer write wait agree \
    позвать позову позовет менеджер человек люди коллега специалист сотрудник подключить подключу передать передам ответит напишет \
    подождать согласен перезвонит позвонит";
/// Words that ask for a price beside their figure.
const PRICED: &str = "price cost costs цена цену стоит стоят стоимость обойдется";
/// What is done with a thing for its price, said beside the sum.
const PAYS: &str = "pay pays paying buy buys take takes order spend платить платите заплатить заплатите отдать отдадите купить купите взять \
    возьмете брать берете заказать заказываете";
/// Words that only restrict.
pub(super) const RESTRICTS: &[&str] = &["onli", "тольк"];
/// Words that something is part of a price.
pub(super) const INCLUDES: &[&str] = &[
    "include",
    "includes",
    "included",
    "including",
    "inclusive",
    "входит",
    "входят",
    "включен",
    "включена",
    "включено",
    "включены",
    "включая",
    "включает",
];
/// Beginnings of words that something is given.
pub(super) const GIVES: &[&str] = &["get", "give", "come", "получа", "дают", "даем", "даетс", "прилага", "выда"];
/// Words a comparison of prices may hold besides what it compares.
const COMPARED_WITH: &str = "out though then lesson lessons visit service order price занятие занятия урок визит услуга заказ цена сделать \
    a bit little somewhat considerably noticeably much choice option way also выходит выйдет выйдут выходят обходится \
    обойдется получается получится немного чуть заметно вариант зато";
/// Beginnings of words that compare prices: of what, and with what, is said as well.
pub(super) const COMPARING: &[&str] = &["cheaper", "дешевл"];
/// People a sentence about "you" is as true of.
pub(super) const ANYBODY: &[&str] =
    &["patient", "client", "custom", "guest", "student", "visitor", "пациент", "клиент", "гост", "ученик", "покупател"];
/// Offers that may be said not to exist.
pub(super) const DENIABLE: &[&str] = &[
    "discount",
    "gift",
    "bonus",
    "promo",
    "coupon",
    "free",
    "скидк",
    "скидок",
    "подар",
    "бонус",
    "промокод",
    "бесплатн",
    "акци",
];
/// "Would you like to come for an examination first?" promises nothing.
pub(super) const FIRST: &[&str] = &["first", "снача"];
/// Words for a single thing, beside its price.
pub(super) const ONE: &[&str] = &["one", "один", "одн", "одно"];
/// Words that say that a sum is for one thing, where the thing follows.
pub(in super::super) const PER: &[&str] = &["each", "everi", "per", "кажд"];
/// Ways to say that something costs nothing.
pub(super) const NO_CHARGE: &[&str] =
    &[" no charge ", " without charge ", " without a charge ", " no extra charge ", " без доплаты ", " без доплат "];
/// Words that begin a condition.
pub(super) const IF: &[&str] = &["if", "when", "once", "unless", "provided", "если", "когда", "при"];
pub(in super::super) static BINDING: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| stems_of(BINDS).into_iter().collect());
pub(in super::super) static GENERAL: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ALL).into_iter().collect());
pub(super) static COMPARED: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| stems_of(COMPARED_WITH).into_iter().collect());
pub(super) static ORDERED: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ORDER).into_iter().collect());
pub(super) static ACTING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(ACTS).into_iter().collect());
pub(in super::super) static PAYING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(PAYS).into_iter().collect());
pub(super) static PRICING: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(PRICED).into_iter().collect());

/// The neutral words of both languages: those that may stand beside a figure, and those of the rest of a talk.
pub(super) struct Neutral {
    pub(super) plain: BTreeSet<String>,
    pub(super) talk: BTreeSet<String>,
    /// Words for what a contact is asked of themselves: neutral in a question to them alone.
    pub(super) asked: BTreeSet<String>,
}

pub(super) static NEUTRAL: LazyLock<Neutral> = LazyLock::new(|| {
    let mut neutral = Neutral { plain: BTreeSet::new(), talk: BTreeSet::new(), asked: BTreeSet::new() };
    for file in [include_str!("../neutral.en.txt"), include_str!("../neutral.ru.txt")] {
        let mut part = "";
        for line in file.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            if let Some(title) = line.strip_prefix("# ") {
                part = title;
                continue;
            }
            let words = match part {
                "plain" => &mut neutral.plain,
                "talk" => &mut neutral.talk,
                _ => &mut neutral.asked,
            };
            words.extend(stems_of(line));
        }
    }
    neutral
});

/// Whether a stem is one of the words that carry nothing, even beside a figure.
pub(in super::super) fn is_plain(stem: &str) -> bool {
    NEUTRAL.plain.contains(stem)
}

/// Whether a stem is one of the words that carry nothing.
pub(in super::super) fn is_neutral(stem: &str) -> bool {
    NEUTRAL.plain.contains(stem) || NEUTRAL.talk.contains(stem)
}
