//! Telephone numbers: Russian ones in all usual spellings, international ones with `+`, others of 7 to 15 digits
//! (E.164 allows 15) where their form says so. A Russian number gets its `+7`; nothing else is guessed.

use crate::hearing::heard::{FoundValue, Value};

/// All numbers in a text.
pub(super) fn find(text: &str) -> Vec<FoundValue> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let Some(offset) = rest.find(|ch: char| ch.is_ascii_digit() || ch == '+' || ch == '(') else { break };
        let start = from + offset;
        let run = run_at(text, start);
        let is_after_word =
            text.get(..start).and_then(|before| before.chars().last()).is_some_and(|ch| ch.is_alphanumeric());
        let written = text.get(start..run).unwrap_or_default();
        if let Some(number) = number_of(written).filter(|_| !is_after_word) {
            let (extension, end) = extension_at(text, run).map_or((None, run), |(digits, end)| (Some(digits), end));
            found.push(FoundValue { value: Value::Phone { number, extension }, start, end });
        }
        from = run.max(start + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    found
}

/// "ext 897", "доб. 12".
fn extension_at(text: &str, from: usize) -> Option<(String, usize)> {
    let rest = text.get(from..)?;
    let bare = rest.trim_start_matches([' ', ',', '(']);
    let words = ["extension", "ext.", "ext", "добавочный", "доб.", "доб", "x"];
    let after = words.iter().find_map(|word| bare.strip_prefix(word)).filter(|_| rest.len() - bare.len() <= 3)?;
    let digits = after.trim_start_matches([' ', '.', ':', '#']);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let told = digits.get(..length).filter(|told| (1..=6).contains(&told.len()))?;
    Some((told.to_owned(), from + rest.len() - digits.len() + length))
}

/// The number in a text that was asked for one: any 7 to 15 digits will do.
pub(super) fn read_answer(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others = text.chars().filter(|ch| ch.is_alphabetic()).count();
    if !(7..=15).contains(&digits.len()) || others > digits.len() {
        return None;
    }
    Some(if text.contains('+') { format!("+{digits}") } else { russian(&digits).unwrap_or(digits) })
}

/// Where the row of digits and separators ends.
fn run_at(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut gap = 0;
    for (at, ch) in text.get(start..).unwrap_or_default().char_indices() {
        match ch {
            '0'..='9' => {
                end = start + at + 1;
                gap = 0;
            }
            '+' if at > 0 => break,
            '+' | '(' | ')' | '-' | '.' | ' ' | '\u{a0}' | '\u{2011}' | '–' if gap < 3 => gap += 1,
            _ => break,
        }
    }
    end
}

fn number_of(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<&str> = written.split(|ch: char| !ch.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if looks_like_date_or_amount(written, &groups) {
        return None;
    }
    if written.starts_with('+') || written.starts_with("(+") {
        return (7..=15).contains(&digits.len()).then(|| format!("+{digits}"));
    }
    if let Some(number) = russian(&digits) {
        return Some(number);
    }
    let has_signs = written.contains(['(', '-', '.']);
    // "4.8.6.6.8.2.7"
    let is_spaced =
        groups.iter().all(|group| group.len() == 1) && written.matches(['.', '-']).count() + 1 == groups.len();
    match digits.len() {
        7 if is_spaced => Some(digits),
        10 | 11 => Some(digits),
        7..=9 if has_signs && groups.len() >= 2 && groups.len() <= 4 && groups.iter().all(|group| group.len() >= 2) => {
            Some(digits)
        }
        _ => None,
    }
}

/// With `+7`, if the digits can be a Russian number: 8 or 7 and ten digits, or a mobile number without its first.
fn russian(digits: &str) -> Option<String> {
    let rest = match digits.len() {
        11 => digits.strip_prefix(['7', '8'])?,
        10 => digits,
        _ => return None,
    };
    let is_area = rest.starts_with(['3', '4', '8', '9']) && digits.len() == 11;
    (is_area || (digits.len() == 10 && rest.starts_with('9'))).then(|| format!("+7{rest}"))
}

fn looks_like_date_or_amount(written: &str, groups: &[&str]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_grouped_amount = !written.contains(['(', '-', '+'])
        && groups.len() >= 2
        && lengths.iter().skip(1).all(|length| *length == 3)
        && !(groups.len() == 4 && lengths.first() == Some(&1) && written.starts_with(['8', '7']));
    let is_date = matches!(lengths.as_slice(), [4, 2, 2] | [2, 2, 4] | [1, 2, 4] | [2, 1, 4] | [1, 1, 4] | [2, 2, 2])
        && !written.contains(['(', '+', ' ']);
    let is_range = written.contains(" - ") && groups.len() == 2;
    is_grouped_amount || is_date || is_range
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        let found = find(text).into_iter();
        found
            .filter_map(|found| if let Value::Phone { number, .. } = found.value { Some(number) } else { None })
            .collect()
    }

    #[test]
    fn russian_numbers_get_one_form() {
        for text in [
            "+7 916 123-45-67",
            "8 (916) 123-45-67",
            "89161234567",
            "7 916 1234567",
            "9161234567",
            "916 123 45 67",
            "8-916-123-45-67",
            "+7(916)1234567",
            "8 916 123 45 67",
            "мой номер 8916 1234567, звоните",
        ] {
            assert_eq!(numbers(text), ["+79161234567"], "{text}");
        }
        assert_eq!(numbers("8 800 555 35 35"), ["+78005553535"]);
        assert_eq!(numbers("8 495 123 45 67"), ["+74951234567"]);
    }

    #[test]
    fn other_numbers_are_kept_as_told() {
        assert_eq!(numbers("+1-202-555-0121"), ["+12025550121"]);
        assert_eq!(numbers("call +44 20 7946 0958 please"), ["+442079460958"]);
        assert_eq!(numbers("(650)-701-8887"), ["6507018887"]);
        assert_eq!(numbers("123-45-67"), ["1234567"]);
        assert_eq!(numbers("+33 1 46647998"), ["+33146647998"]);
    }

    #[test]
    fn amounts_dates_and_short_numbers_are_no_telephones() {
        for text in [
            "2 900 000",
            "15.01.2026",
            "2026-01-15",
            "iphone 15",
            "10-12",
            "5 000 000 рублей",
            "15000",
            "1234567890123456",
            "20-30",
            "от 1 000 000 до 2 000 000",
            "12:30",
            "заказ №1234567",
            "3 5 7",
        ] {
            assert!(numbers(text).is_empty(), "{text}: {:?}", numbers(text));
        }
    }

    #[test]
    fn an_answer_may_be_any_row_of_digits() {
        assert_eq!(read_answer("4866827"), Some("4866827".into()));
        assert_eq!(read_answer("8 916 123 45 67"), Some("+79161234567".into()));
        assert_eq!(read_answer("не дам"), None);
    }
}
