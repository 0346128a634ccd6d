//! Text typed in the wrong keyboard layout: "ghbdtn" is "привет", "cnjg" is "стоп", "руддщ" is "hello".
//! A key-by-key map between the Russian ЙЦУКЕН and the English QWERTY layouts; whether the other reading makes more
//! sense is decided in `reading`.

const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>@#$^&?/";
const CYRILLIC: &str = "ёйцукенгшщзхъфывапролджэячсмитьбюЁХЪЖЭБЮ\"№;:?,.";

/// The Cyrillic letter on the key of a Latin character; others stay.
pub(crate) fn to_cyrillic(ch: char) -> char {
    translate(ch, LATIN, CYRILLIC)
}

/// The Latin character on the key of a Cyrillic letter; others stay.
pub(crate) fn to_latin(ch: char) -> char {
    translate(ch, CYRILLIC, LATIN)
}

fn translate(ch: char, from: &str, to: &str) -> char {
    let lower = ch.to_lowercase().next().unwrap_or(ch);
    let place = |wanted: char| from.chars().position(|known| known == wanted).and_then(|at| to.chars().nth(at));
    match place(ch) {
        Some(other) => other,
        None => place(lower).map_or(ch, |other| other.to_uppercase().next().unwrap_or(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layout_reads_as_the_other() {
        let cyrillic = |text: &str| text.chars().map(to_cyrillic).collect::<String>();
        let latin = |text: &str| text.chars().map(to_latin).collect::<String>();
        assert_eq!(cyrillic("ghbdtn"), "привет");
        assert_eq!(cyrillic("Cnjg"), "Стоп");
        assert_eq!(cyrillic("crjkmrj cnjbn&"), "сколько стоит?");
        assert_eq!(latin("руддщ"), "hello");
        assert_eq!(latin("ыещз"), "stop");
        assert_eq!(LATIN.chars().count(), CYRILLIC.chars().count());
    }
}
