//! Signs and words of currencies.

use super::pieces::{Kind, Piece};

/// The ISO 4217 code a piece names.
pub(super) fn currency_of(piece: &Piece) -> Option<&'static str> {
    match piece.kind {
        Kind::Sign('₽') => Some("RUB"),
        Kind::Sign('$') => Some("USD"),
        Kind::Sign('€') => Some("EUR"),
        Kind::Sign('£') => Some("GBP"),
        Kind::Sign('₸') => Some("KZT"),
        Kind::Sign('₴') => Some("UAH"),
        Kind::Sign('¥') => Some("CNY"),
        Kind::Sign('₾') => Some("GEL"),
        Kind::Sign('₺') => Some("TRY"),
        Kind::Word => WORDS.lines().find_map(|line| {
            let (code, words) = line.trim().split_once(':')?;
            words.split_whitespace().any(|word| word == piece.text).then_some(code)
        }),
        _ => None,
    }
}

/// Whether a piece names hundredths of a currency.
pub(super) fn is_cents(piece: &Piece) -> bool {
    piece.is_word(&[
        "копеек",
        "копейки",
        "копейка",
        "коп",
        "cents",
        "cent",
        "c",
        "цент",
        "цента",
        "центов",
        "центами",
        "ц",
        "копейками",
    ])
}

const WORDS: &str = "RUB:р руб рубль рубля рублей рублях рублям рублями рублик рубликов рэ rub rur ruble rubles rouble roubles rubles тр
    USD:usd доллар доллара долларов доллары долларами долларам долл бакс бакса баксов баксы dollar dollars buck bucks us$
    EUR:eur евро euro euros еврика
    GBP:gbp pound pounds quid
    KZT:kzt тенге тг tenge
    UAH:uah грн гривна гривны гривен гривень hryvnia
    BYN:byn
    GEL:gel лари
    TRY:лир лиры лира
    UZS:uzs
    CNY:cny yuan юань юаня юаней rmb
    AED:aed дирхам дирхама дирхамов dirham dirhams
    KGS:kgs сом сомов
    AMD:amd драм драмов
    AZN:azn
    PLN:pln злотых zloty
    ILS:ils шекель шекеля шекелей shekels shekel
    CHF:chf
    JPY:jpy yen
    INR:inr rupee rupees
    CAD:cad
    AUD:aud
    MYR:myr ringgit ringgits
    BGN:bgn
    QAR:qar";
