//! Signs and words of currencies.

use std::{collections::BTreeMap, sync::LazyLock};

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
        Kind::Sign('₹') => Some("INR"),
        Kind::Sign('₪') => Some("ILS"),
        Kind::Sign('₮') => Some("MNT"),
        Kind::Sign('₩') => Some("KRW"),
        Kind::Word => CODES.get(piece.text.as_str()).copied(),
        _ => None,
    }
}

/// The ISO 4217 code named at a place, and the place after its name; an empty code where several countries have such a
/// currency and none is told.
pub(super) fn currency_at(pieces: &[Piece], at: usize) -> Option<(&'static str, usize)> {
    let piece = pieces.get(at)?;
    let text = |place: usize| {
        pieces.get(place).filter(|piece| piece.kind == Kind::Word).map_or("", |piece| piece.text.as_str())
    };
    if let Some((units, code)) = BY_COUNTRY.get(text(at))
        && units.split(' ').any(|unit| unit == text(at + 1))
    {
        return Some((code, at + 2));
    }
    let is_us = matches!(text(at), "us" | "au" | "ca" | "hk" | "nz")
        && pieces.get(at + 1).is_some_and(|sign| sign.is_sign('$') && sign.is_glued);
    if is_us {
        let code = match text(at) {
            "au" => "AUD",
            "ca" => "CAD",
            "hk" => "HKD",
            "nz" => "NZD",
            _ => "USD",
        };
        return Some((code, at + 2));
    }
    if matches!(
        piece.text.as_str(),
        "dinar"
            | "dinars"
            | "динар"
            | "динара"
            | "динаров"
            | "rial"
            | "rials"
            | "riyal"
            | "riyals"
            | "риал"
            | "риалов"
    ) {
        return Some(("", at + 1));
    }
    currency_of(piece).map(|code| (code, at + 1))
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
        "копеечек",
        "sen",
        "sens",
        "pence",
        "kopiykas",
        "kopiyka",
        "копийок",
        "тиын",
    ])
}

static CODES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = WORDS.lines().filter_map(|line| line.trim().split_once(':'));
    let named = lines.flat_map(|(code, words)| words.split_whitespace().map(move |word| (word, code)));
    named.chain(ISO.split_whitespace().filter_map(|pair| pair.split_once(':'))).collect()
});

static BY_COUNTRY: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let named = |(adjectives, units, code): &(&'static str, &'static str, &'static str)| {
        let (units, code) = (*units, *code);
        adjectives.split(' ').map(move |adjective| (adjective, (units, code))).collect::<Vec<_>>()
    };
    COUNTRIES.iter().flat_map(named).collect()
});

/// Adjectives of countries, the units they go with, and the code.
const COUNTRIES: [(&str, &str, &str); 21] = [
    ("lebanese ливанских ливанский", "pound pounds lira фунт фунтов", "LBP"),
    ("egyptian египетских", "pound pounds фунтов", "EGP"),
    ("british английских", "pound pounds фунтов", "GBP"),
    ("canadian канадских", "dollar dollars долларов", "CAD"),
    ("australian австралийских", "dollar dollars долларов", "AUD"),
    ("us american американских", "dollar dollars долларов", "USD"),
    ("singapore", "dollar dollars", "SGD"),
    ("malaysia malaysian", "ringgit ringgits", "MYR"),
    ("qatari qatar", "riyal riyals rial rials", "QAR"),
    ("saudi", "riyal riyals rial rials", "SAR"),
    ("omani", "rial rials riyal riyals", "OMR"),
    ("iranian", "rial rials riyal riyals", "IRR"),
    ("kuwaiti", "dinar dinars", "KWD"),
    ("serbian сербских", "dinar dinars динаров", "RSD"),
    ("jordanian", "dinar dinars", "JOD"),
    ("emirates uae emirati", "dirham dirhams", "AED"),
    ("israeli", "shekel shekels", "ILS"),
    ("indian", "rupee rupees", "INR"),
    ("swiss швейцарских", "franc francs франков", "CHF"),
    ("belarusian белорусских белорусский белорусские", "ruble rubles рублей рубль рубля", "BYN"),
    ("russian российских", "ruble rubles рублей", "RUB"),
];

const ISO: &str = "lbp:LBP egp:EGP kwd:KWD sar:SAR omr:OMR irr:IRR rsd:RSD jod:JOD sgd:SGD hkd:HKD nzd:NZD nok:NOK sek:SEK dkk:DKK huf:HUF czk:CZK ron:RON \
    brl:BRL mxn:MXN clp:CLP ars:ARS krw:KRW vnd:VND thb:THB idr:IDR php:PHP pkr:PKR bdt:BDT mnt:MNT mdl:MDL tjs:TJS tmt:TMT zar:ZAR ngn:NGN twd:TWD hrk:HRK isk:ISK";

const WORDS: &str = "RUB:р руб рубль рубля рублей рублях рублям рублями рублик рубликов рэ rub rur ruble rubles rouble roubles rubles тр
    USD:usd доллар доллара долларов доллары долларами долларам долл бакс бакса баксов баксы dollar dollars buck bucks us$
    EUR:eur евро euro euros еврика еврик евр
    GBP:gbp pound pounds quid фунтов стерлингов
    KZT:kzt тенге тг tenge
    UAH:uah грн hryvnias hryven hryvna гривна гривны гривен гривень hryvnia
    BYN:byn бр
    GEL:gel лари
    TRY:лир лиры лира
    UZS:uzs сум сумов
    CNY:cny yuan юань юаня юаней rmb
    AED:aed дирхам дирхама дирхамов dirham dirhams
    KGS:kgs сом сомов
    AMD:amd драм драмов
    AZN:azn
    PLN:pln злотых zloty
    ILS:ils шекель шекеля шекелей shekels shekel
    CHF:chf
    JPY:jpy yen иен иены йен
    INR:inr rupee rupees рупий рупии рупия ₹ rs
    CAD:cad
    AUD:aud
    MYR:myr ringgit ringgits rm
    BGN:bgn lev левов
    MNT:tugrik tugriks тугрик тугриков
    KRW:won вон
    THB:baht батов
    SEK:krona kronor
    VND:dong донгов
    PHP:peso pesos
    QAR:qar";
