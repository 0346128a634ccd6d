//! Cells a spreadsheet reads as text, whatever they hold (H13; OWASP ASVS 5.0.0, 1.2.10).

/// A cell that no spreadsheet takes for a formula or a number: what might be taken so gets an apostrophe in front.
///
/// Dangerous is what begins, after blanks and quotes, with one of `= + - @` in any width, or with a tab, a break or a
/// NUL; and what is written in digits alone, which spreadsheets round and strip of their zeros. A spreadsheet that
/// divides by semicolons, as those of Russian and German desks do, begins new cells within ours, so what follows a
/// semicolon, a tab, a bar or a break is treated as a beginning too. NUL, which some readers take for the end of the
/// file, becomes U+FFFD.
pub fn neutral(cell: &str) -> String {
    let mut safe = String::with_capacity(cell.len() + 1);
    let divides = |sign: char| matches!(sign, ';' | '|') || begins_badly(sign);
    if cell.starts_with(begins_badly) || is_number(cell) {
        safe.push('\'');
    }
    for piece in cell.split_inclusive(divides) {
        if bare(piece).starts_with(is_formula_sign) {
            safe.push('\'');
        }
        safe.push_str(piece);
    }
    safe.replace('\0', "\u{fffd}")
}

/// What is left behind blanks and quotes.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|sign: char| {
        super::plain::is_blank(sign)
            || sign.is_control()
            || matches!(sign, '"' | '\'' | '`' | '´' | '‘'..='‟' | '«' | '»' | '＂' | '＇')
    })
}

/// In plain, full (U+FF0B …) and small (U+FE62 …) width.
const fn is_formula_sign(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫')
}

const fn begins_badly(sign: char) -> bool {
    matches!(sign, '\0' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Digits, and nothing but what stands among digits in a number: points, groups, an exponent, a percent sign.
fn is_number(cell: &str) -> bool {
    let digits = bare(cell);
    let stands_in_number = |sign: char| {
        sign.is_ascii_digit()
            || sign.is_whitespace()
            || matches!(sign, '.' | ',' | '\'' | '’' | 'e' | 'E' | '+' | '-' | '%' | '(' | ')')
    };
    digits.starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '('))
        && digits.contains(|sign: char| sign.is_ascii_digit())
        && digits.chars().all(stands_in_number)
}
