//! Standard error as a log is written to it: what looks like a secret is struck out, and a line is a line, whatever somebody else's
//! error has in it.

use std::{fmt::Write as _, io};

use candor_connect::strike_out::strike_out;

/// A writer behind which nothing looks like a secret and nothing begins a line or moves a cursor but the log itself. A line of the log
/// comes in one piece.
pub struct Struck<W> {
    /// Where it goes.
    pub to: W,
    /// Whether colors are the log's own: they are left then.
    pub is_colored: bool,
}

impl<W: io::Write> io::Write for Struck<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let text = strike_out(&text);
        self.to.write_all(on_one_line(&text, self.is_colored).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The same line with its last break, and every other sign that would begin a line, move a cursor or turn the direction of writing
/// spelled out, in a way that JSON reads as well (RFC 8259, section 7).
fn on_one_line(line: &str, is_colored: bool) -> String {
    let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
    let mut plain = String::with_capacity(line.len());
    let mut rest = words;
    while let Some(sign) = rest.chars().next() {
        let color = if is_colored { color(rest) } else { 0 };
        let (taken, left) = rest.split_at(color.max(sign.len_utf8()));
        rest = left;
        match sign {
            _ if color > 0 => plain.push_str(taken),
            '\n' => plain.push_str("\\n"),
            '\r' => plain.push_str("\\r"),
            '\t' => plain.push_str("\\t"),
            sign if is_steering(sign) => {
                // Writing into a text cannot fail.
                let _ = write!(plain, "\\u{:04x}", u32::from(sign));
            }
            sign => plain.push(sign),
        }
    }
    plain + end
}

/// How many bytes of the beginning are a color (ECMA-48, SGR); 0 if it is none.
fn color(text: &str) -> usize {
    let Some(inner) = text.strip_prefix("\u{1b}[") else { return 0 };
    let digits = inner.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    if inner.as_bytes().get(digits) == Some(&b'm') { digits + 3 } else { 0 }
}

/// Control characters, line and paragraph separators, and what turns the direction of writing (Unicode, Bidi_Control).
fn is_steering(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_break_of_a_line_is_one() {
        assert_eq!(
            on_one_line("a\nb\r\n\tc\u{85}\u{2028}\u{1b}[31m\u{202e}d\n", false),
            "a\\nb\\r\\n\\tc\\u0085\\u2028\\u001b[31m\\u202ed\n"
        );
        assert_eq!(on_one_line("день 日 a\\n", false), "день 日 a\\n");
    }

    #[test]
    fn colors_stay_where_they_are_the_logs_own_and_nothing_else_does() {
        let line = "\u{1b}[2m10:00\u{1b}[0m \u{1b}[1;31mbad\u{1b}[2Jx\u{1b}\n";
        let kept = "\u{1b}[2m10:00\u{1b}[0m \u{1b}[1;31mbad\\u001b[2Jx\\u001b\n";
        assert_eq!(on_one_line(line, true), kept);
    }
}
