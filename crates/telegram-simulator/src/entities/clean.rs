//! What Telegram takes out of a bot's text before it is a message (`clean_input_string` and `fix_formatted_text` in td):
//! control characters become spaces, some invisible marks go, blanks at both ends go, and entities move along.
//!
//! Only for what bots send. What people send reaches the bot as it is.

use super::{Entity, Formatted};

/// The text without what Telegram takes out, its entities on the same words as before.
pub(crate) fn cleaned(formatted: Formatted) -> Formatted {
    let mut text = String::with_capacity(formatted.text.len());
    // For each UTF-16 unit of the old text, the unit of the new text it became.
    let mut moved = Vec::with_capacity(formatted.text.len());
    let mut at = 0_usize;
    for letter in formatted.text.chars() {
        moved.extend(std::iter::repeat_n(at, letter.len_utf16()));
        match letter {
            '\r' | '\u{2028}'..='\u{202E}' | '\u{333}' | '\u{33F}' | '\u{30A}' => continue,
            '\n' => text.push('\n'),
            letter if letter < ' ' => text.push(' '),
            letter => text.push(letter),
        }
        at = at.saturating_add(letter.len_utf16());
    }
    moved.push(at);
    let entities = formatted.entities.into_iter().filter_map(|entity| {
        let start = moved.get(entity.offset).copied()?;
        let end = moved.get(entity.end()).copied().unwrap_or(at);
        Some(Entity { offset: start, length: end.saturating_sub(start), ..entity })
    });
    trimmed(&text, entities.collect())
}

/// Whether nothing of the text can be seen (`is_empty_string` in td).
pub(crate) fn is_invisible(text: &str) -> bool {
    text.chars().all(|letter| {
        letter.is_whitespace()
            || matches!(letter, '\0' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{180E}' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}')
    })
}

fn trimmed(text: &str, entities: Vec<Entity>) -> Formatted {
    let without_start = text.trim_start();
    let cut = text.len().saturating_sub(without_start.len());
    let cut = super::utf16_length(text.get(..cut).unwrap_or_default());
    let text = without_start.trim_end().to_owned();
    let length = super::utf16_length(&text);
    let entities = entities.into_iter().filter_map(|entity| {
        let start = entity.offset.saturating_sub(cut).min(length);
        let end = entity.end().saturating_sub(cut).min(length);
        (start < end).then(|| Entity { offset: start, length: end.saturating_sub(start), ..entity })
    });
    Formatted { entities: entities.collect(), text }
}

#[cfg(test)]
mod tests {
    use super::{cleaned, is_invisible};
    use crate::entities::{Entity, Formatted};

    #[test]
    fn blanks_at_both_ends_go_and_entities_stay_on_their_words() {
        let given = Formatted { text: " \n😀 ab\r\t ".into(), entities: vec![Entity::plain("bold", 5, 2)] };
        let clean = cleaned(given);
        assert_eq!(clean.text, "😀 ab");
        assert_eq!(clean.entities, vec![Entity::plain("bold", 3, 2)]);
    }

    #[test]
    fn a_text_of_zero_width_characters_cannot_be_seen() {
        assert!(is_invisible("\u{200B}\u{FEFF} \n"));
        assert!(!is_invisible("\u{200B}a"));
    }
}
