//! Nothing is believed that the contact's own words do not prove.

/// The words in `text` that `claimed` copies, as they are written there; whatever the case of their letters and the
/// number of blanks between them. `None` if they do not stand there, or say nothing.
pub(super) fn proof<'a>(text: &'a str, claimed: &str) -> Option<&'a str> {
    let wanted: Vec<char> = folded(claimed.trim()).map(|(_, letter)| letter).collect();
    if !wanted.iter().any(|letter| letter.is_alphanumeric()) {
        return None;
    }
    let written: Vec<(usize, char)> = folded(text).collect();
    let letters: Vec<char> = written.iter().map(|(_, letter)| *letter).collect();
    let at = letters.windows(wanted.len()).enumerate().find_map(|(at, window)| {
        let ends_word = |place: Option<&char>| place.is_none_or(|letter| !letter.is_alphanumeric());
        let is_whole = ends_word(at.checked_sub(1).and_then(|before| letters.get(before)))
            && ends_word(letters.get(at.saturating_add(wanted.len())));
        (window == wanted && is_whole).then_some(at)
    })?;
    let start = written.get(at)?.0;
    let end = written.get(at.saturating_add(wanted.len())).map_or(text.len(), |(end, _)| *end);
    text.get(start..end).map(str::trim)
}

/// Whether these words stand in a text as [`proof`] wants them to.
pub fn is_proved(text: &str, claimed: &str) -> bool {
    proof(text, claimed).is_some()
}

/// Small letters with е for ё, each run of blanks one blank, with where each stands.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut was_blank = false;
    text.char_indices().flat_map(|(at, letter)| letter.to_lowercase().map(move |small| (at, small))).filter_map(
        move |(at, letter)| {
            let is_blank = letter.is_whitespace();
            let is_doubled = is_blank && was_blank;
            was_blank = is_blank;
            let plain = match letter {
                _ if is_blank => ' ',
                'ё' => 'е',
                '’' | 'ʼ' => '\'',
                other => other,
            };
            (!is_doubled).then_some((at, plain))
        },
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::proof;

    #[test]
    fn words_prove_something_only_where_they_stand_whole() {
        let text = "Хочу  ВСЁ\nи сразу, за 5000 рублей";
        assert_eq!(proof(text, "хочу все и сразу"), Some("Хочу  ВСЁ\nи сразу"));
        assert_eq!(proof(text, " 5000 рублей "), Some("5000 рублей"));
        for absent in ["500 рублей", "500", "хочу скидку", "", " ", "…", "раз"] {
            assert_eq!(proof(text, absent), None, "{absent}");
        }
    }

    proptest! {
        #[test]
        fn what_is_proved_is_a_part_of_the_text(text in any::<String>(), claimed in any::<String>()) {
            if let Some(words) = proof(&text, &claimed) {
                prop_assert!(text.contains(words));
            }
        }

        #[test]
        fn a_whole_text_proves_itself(text in "[a-zа-яё0-9 ,.!?\n]{0,60}[a-zа-я]") {
            prop_assert_eq!(proof(&text, &text), Some(text.trim()));
        }
    }
}
