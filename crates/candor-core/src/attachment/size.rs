//! Sizes as people read them.

use crate::language::Language;

const KILO: u64 = 1024;

/// So many bytes, in the greatest unit of which there is at least one: `512 bytes`, `12 KB`, `3.4 MB`.
pub fn told_size(bytes: u64, language: Language) -> String {
    let (kilo, mega) = match language {
        Language::En => ("KB", "MB"),
        Language::Ru => ("КБ", "МБ"),
    };
    if bytes < KILO {
        return match language {
            Language::En => format!("{bytes} bytes"),
            Language::Ru => format!("{bytes} Б"),
        };
    }
    if bytes < KILO * KILO {
        return format!("{} {kilo}", bytes.div_ceil(KILO));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(KILO * KILO);
    match (tenths / 10, tenths % 10, language) {
        (whole, 0, _) => format!("{whole} {mega}"),
        (whole, part, Language::En) => format!("{whole}.{part} {mega}"),
        (whole, part, Language::Ru) => format!("{whole},{part} {mega}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_people_would_choose() {
        for (bytes, en, ru) in [
            (0, "0 bytes", "0 Б"),
            (1023, "1023 bytes", "1023 Б"),
            (1024, "1 KB", "1 КБ"),
            (1025, "2 KB", "2 КБ"),
            (1 << 20, "1 MB", "1 МБ"),
            (3_500_000, "3.4 MB", "3,4 МБ"),
            (20 << 20, "20 MB", "20 МБ"),
        ] {
            assert_eq!(told_size(bytes, Language::En), en);
            assert_eq!(told_size(bytes, Language::Ru), ru);
        }
    }
}
