//! What people wrote, made fit to stand in a text for people: it stays readable and cannot pass for the text around it.

use std::fmt::Write;

/// A name is cut to so many characters; Telegram allows 64 for a first name and as many for a last.
const NAME_CHARS: usize = 64;

/// The lines of a text, however they are divided: every sign that a viewer may take for the end of a line is one.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<String> = text.split(is_line_end).map(shown).collect();
    lines.into_iter()
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    lines(text).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// A name on one line, without what marks other lines: brackets say who is an AI, and no name has them. `None` if
/// nothing is left of it.
pub(super) fn name(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|&sign| !turns_text(sign)).map(unbracketed).collect();
    let kept = kept.split(|sign: char| sign.is_whitespace() || sign.is_control()).filter(|word| !word.is_empty());
    let whole = kept.collect::<Vec<_>>().join(" ");
    let mut short: String = whole.chars().take(NAME_CHARS).collect();
    if short.len() < whole.len() {
        short.push('…');
    }
    short.chars().any(|sign| !is_blank(sign)).then_some(short)
}

/// A line whose control signs, and signs that turn the text after them, are spelt out: `\u{202e}`.
fn shown(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for sign in line.chars() {
        if (sign.is_control() && sign != '\t') || turns_text(sign) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "{}", sign.escape_unicode());
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// Unicode's mandatory breaks, and the separators some viewers break at.
const fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Signs that change the direction of what follows (Unicode Bidi_Control but for the plain marks, which only say of
/// their own place that it is right or left and belong to ordinary Arabic and Hebrew).
const fn turns_text(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn unbracketed(sign: char) -> char {
    match sign {
        '[' | '［' | '【' | '〔' | '⟦' | '❲' => '(',
        ']' | '］' | '】' | '〕' | '⟧' | '❳' => ')',
        other => other,
    }
}

/// Signs that leave no mark of their own: blanks, marks that join or divide, fillers.
pub(crate) const fn is_blank(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_no_brackets_breaks_or_turns() {
        assert_eq!(name("[AI]\u{202e} Anna\r\n\t Petrova").as_deref(), Some("(AI) Anna Petrova"));
        assert_eq!(name(" \u{200b}\u{3164} "), None);
        assert_eq!(name(&"a".repeat(10_000)).map(|name| name.chars().count()), Some(NAME_CHARS + 1));
    }

    #[test]
    fn every_sort_of_break_ends_a_line_and_is_spelt_nowhere() {
        let text = "a\r\nb\rc\nd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i\u{1c}j";
        assert_eq!(lines(text).collect::<Vec<_>>().join(""), "abcdefghij");
        assert_eq!(lines("\u{1b}[31mred\u{202e}").collect::<Vec<_>>(), ["\\u{1b}[31mred\\u{202e}"]);
        assert_eq!(one_line("a\n\n b"), "a / b");
    }
}
