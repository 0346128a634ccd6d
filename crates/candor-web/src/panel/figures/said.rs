//! Figures as people read them, honest about small numbers.

use candor_core::language::Language;

use crate::{
    figures::FEW,
    panel::{Words, words::grouped},
};

/// How a figure stands against the span before.
pub(super) fn change(words: Words, now: u64, before: u64) -> String {
    if now < FEW || before < FEW {
        let was = grouped(before, words.0);
        return words.fill("figures.change_few", &[("before", &was)]);
    }
    let per_cent = rounded(u128::from(now.abs_diff(before)) * 100, u128::from(before));
    let was = grouped(before, words.0);
    let key = match now.cmp(&before) {
        _ if per_cent == 0 => "figures.change_same",
        std::cmp::Ordering::Greater => "figures.change_more",
        _ => "figures.change_less",
    };
    words.fill(key, &[("percent", &grouped(per_cent, words.0)), ("before", &was)])
}

/// A share in per cent, or that there are too few cases for one.
pub(super) fn share(words: Words, part: u64, whole: u64) -> String {
    if whole < FEW { words.say("figures.too_few").to_owned() } else { format!("{}\u{a0}%", per_cent(part, whole)) }
}

/// A share as whole per cent.
pub(super) fn per_cent(part: u64, whole: u64) -> u64 {
    rounded(u128::from(part) * 100, u128::from(whole.max(1)))
}

fn rounded(of: u128, by: u128) -> u64 {
    u64::try_from((of + by / 2) / by).unwrap_or(u64::MAX)
}

/// A length of time, to the unit that matters.
pub(crate) fn duration(words: Words, millis: i64) -> String {
    let seconds = u64::try_from(millis.max(0)).unwrap_or_default().div_ceil(1000);
    match seconds {
        0..=119 => words.fill("figures.seconds", &[("n", &seconds.to_string())]),
        120..=7_199 => words.fill("figures.minutes", &[("n", &(seconds / 60).to_string())]),
        7_200..=172_799 => words.fill("figures.hours", &[("n", &(seconds / 3_600).to_string())]),
        _ => words.fill("figures.days", &[("n", &(seconds / 86_400).to_string())]),
    }
}

/// Millionths as a sum with two places, four where it is small.
pub(crate) fn money(language: Language, millionths: u64) -> String {
    let point = if language == Language::En { "." } else { "," };
    let hundredths = millionths.saturating_add(5_000) / 10_000;
    if millionths > 0 && hundredths < 100 {
        let small = millionths.saturating_add(50) / 100;
        return format!("{}{point}{:04}", small / 10_000, small % 10_000);
    }
    format!("{}{point}{:02}", grouped(hundredths / 100, language), hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_cases_give_no_percentage() {
        let en = Words(Language::En);
        assert_eq!(change(en, 19, 100), "too few to compare; before: 100");
        assert_eq!(change(en, 150, 100), "50 % more than before (100)");
        assert_eq!(change(en, 90, 100), "10 % fewer than before (100)");
        assert_eq!(change(en, 1_001, 1_000), "as before (1,000)");
        assert_eq!((share(en, 1, 3), share(en, 1, 30)), ("too few to say".to_owned(), "3\u{a0}%".to_owned()));
    }

    #[test]
    fn times_and_sums_are_told_in_the_unit_that_matters() {
        let en = Words(Language::En);
        let told = [900, 61_000, 125_000, 8_000_000, 200_000_000].map(|millis| duration(en, millis));
        assert_eq!(told, ["1 s", "61 s", "2 min", "2 h", "2 d"]);
        assert_eq!(money(Language::En, 1_234_567_890), "1,234.57");
        assert_eq!((money(Language::Ru, 12_300), money(Language::En, 0)), ("0,0123".to_owned(), "0.00".to_owned()));
    }
}
