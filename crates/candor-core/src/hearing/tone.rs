//! The manner of a message, from what was heard and from how it is written.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    heard::{HeardKind, Tone},
    words::Line,
};

/// Words that hurry, without the word a stemmer would spoil.
static URGENT: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "срочно срочное срочный скорее быстрее побыстрее немедленно горит asap urgent urgently immediately quickly hurry emergency"
        .split(' ')
        .collect()
});
static WARM: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "рад рада рады супер класс отлично прекрасно замечательно чудесно обожаю люблю здорово happy glad great lovely love awesome wonderful perfect amazing excited"
        .split(' ')
        .collect()
});
static WARY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "точно гарантируете уверены подвох обман развод мошенники сомневаюсь боюсь правда честно scam legit really sure trust doubt worried honest"
        .split(' ')
        .collect()
});
static ANGRY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "бесит бесите достали задолбали надоели блять бля блядь нахуй нахер пиздец охренели охуели офигели damn fuck fucking shit wtf bullshit pissed"
        .split(' ')
        .collect()
});
const GLAD_SIGNS: &str = "❤😍🥰😊🙂😀😃😄😁🤗🌹💐🎉😘☺👍🙏💕💖";
const ANGRY_SIGNS: &str = "😡🤬😠🖕💢";

/// The manner; the strongest wins: anger, hurry, doubt, warmth.
pub(super) fn tone_of(text: &str, lines: &[Line], says: impl Fn(HeardKind) -> bool) -> Tone {
    let has_word = |list: &LazyLock<BTreeSet<&str>>| {
        lines.iter().flat_map(Line::words).any(|word| list.contains(word.text.as_str()))
    };
    let has_sign = |signs: &str| lines.iter().flat_map(|line| &line.emoji).any(|sign| signs.contains(*sign));
    if says(HeardKind::Insults)
        || says(HeardKind::Complains)
        || has_word(&ANGRY)
        || has_sign(ANGRY_SIGNS)
        || is_shouting(text)
    {
        return Tone::Angry;
    }
    if has_word(&URGENT) {
        return Tone::Urgent;
    }
    if says(HeardKind::Objects) && has_word(&WARY) || (says(HeardKind::AsksIfBot) && has_word(&WARY)) {
        return Tone::Wary;
    }
    if says(HeardKind::Thanks) || has_word(&WARM) || has_sign(GLAD_SIGNS) {
        return Tone::Warm;
    }
    Tone::Neutral
}

/// Whole sentences in capitals with exclamation marks.
fn is_shouting(text: &str) -> bool {
    let letters = text.chars().filter(|ch| ch.is_alphabetic()).count();
    let capitals = text.chars().filter(|ch| ch.is_uppercase()).count();
    letters >= 12 && capitals * 10 >= letters * 9 && text.contains("!!")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::reading::read;

    #[test]
    fn the_manner_is_told_by_words_signs_and_capitals() {
        let told = |text: &str| tone_of(text, &read(text, &|_| false), |_| false);
        assert_eq!(told("сколько стоит?"), Tone::Neutral);
        assert_eq!(told("Нужно срочно!"), Tone::Urgent);
        assert_eq!(told("You are lovely 😊"), Tone::Warm);
        assert_eq!(told("ГДЕ МОЙ ЗАКАЗ НАКОНЕЦ!!"), Tone::Angry);
        assert_eq!(
            tone_of("не верю, правда?", &read("не верю, правда?", &|_| false), |kind| kind
                == HeardKind::Objects),
            Tone::Wary
        );
    }
}
