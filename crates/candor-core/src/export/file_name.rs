//! Names of files, made here and never taken from outside: whatever a contact is called, the file lands where it should
//! and can be opened on every system.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{Format, plain::is_blank};

/// The longest name without its extension, in characters.
pub const MAX_NAME_CHARS: usize = 80;

/// The longest name without its extension, in bytes of UTF-8; file systems take 255 with it.
pub const MAX_NAME_BYTES: usize = 200;

/// A letter carries so many marks at most: enough for Vietnamese and Hindi, too few to climb out of the line.
const MARKS: usize = 3;

/// What a name begins with that would be none, or that of a device.
const OWN: &str = "candor";

/// Joins parts to a file name: `["candor", "12", "Anna", "2026-11-26"]` becomes `candor-12-Anna-2026-11-26.csv`.
///
/// Letters and digits of any alphabet stay; all else becomes a hyphen: separators, dots, signs, emoji, controls, marks
/// of direction. A part of which nothing is left is left out. Where it gets too long, the longest part is cut, so that
/// a long name never pushes out the date. The names Windows keeps for devices are not used.
pub fn file_name(parts: &[&str], format: Format) -> String {
    let mut parts: Vec<String> = parts.iter().map(|part| plain(part)).filter(|part| !part.is_empty()).collect();
    while !fits(&parts) {
        let Some(longest) = parts.iter_mut().max_by_key(|part| part.len()) else { break };
        longest.pop();
        parts.retain(|part| !part.is_empty());
    }
    let kept = parts.iter().map(|part| part.trim_matches('-')).filter(|part| !part.is_empty());
    let mut stem = kept.collect::<Vec<_>>().join("-");
    if stem.is_empty() {
        OWN.clone_into(&mut stem);
    } else if is_device(&stem) {
        stem = format!("{OWN}-{stem}");
    }
    format!("{stem}.{}", format.extension())
}

/// One part: letters, digits, the marks on them, and single hyphens between.
fn plain(part: &str) -> String {
    let mut plain = String::new();
    let mut marks = 0;
    // Twice the limit is more than will be kept, and keeps a name of a million characters cheap.
    for sign in part.nfc().take(MAX_NAME_CHARS * 2) {
        if is_combining_mark(sign) && !is_blank(sign) {
            marks += 1;
            if marks <= MARKS && plain.ends_with(|before: char| before != '-') {
                plain.push(sign);
            }
            continue;
        }
        marks = 0;
        if sign.is_alphanumeric() && !is_blank(sign) {
            plain.push(sign);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}

fn fits(parts: &[String]) -> bool {
    let hyphens = parts.len().saturating_sub(1);
    let chars: usize = parts.iter().map(|part| part.chars().count()).sum();
    let bytes: usize = parts.iter().map(String::len).sum();
    chars + hyphens <= MAX_NAME_CHARS && bytes + hyphens <= MAX_NAME_BYTES
}

/// Names Windows keeps for devices, in any case and with any extension (Microsoft, "Naming Files, Paths, and
/// Namespaces"). Superscript digits count as digits there.
pub(crate) fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let is_numbered = ["com", "lpt"].iter().filter_map(|device| stem.strip_prefix(device)).any(|number| {
        let mut signs = number.chars();
        signs.next().is_some_and(|sign| sign.is_ascii_digit() || matches!(sign, '¹' | '²' | '³'))
            && signs.next().is_none()
    });
    is_numbered || matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin" | "conout" | "clock")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(name: &str) -> String {
        file_name(&["candor", "12", name, "2026-11-26"], Format::Csv)
    }

    #[test]
    fn hostile_names_become_plain_ones_and_letters_of_any_alphabet_stay() {
        let hostile: [(&str, &str); 16] = [
            ("Anna", "candor-12-Anna-2026-11-26.csv"),
            ("../../x", "candor-12-x-2026-11-26.csv"),
            ("..\\..\\C:\\x", "candor-12-C-x-2026-11-26.csv"),
            ("=cmd()", "candor-12-cmd-2026-11-26.csv"),
            ("CON", "candor-12-CON-2026-11-26.csv"),
            ("", "candor-12-2026-11-26.csv"),
            (".", "candor-12-2026-11-26.csv"),
            ("🌹🌹", "candor-12-2026-11-26.csv"),
            ("Анна 🌹 Ёлкина", "candor-12-Анна-Ёлкина-2026-11-26.csv"),
            ("李小龍", "candor-12-李小龍-2026-11-26.csv"),
            ("हिन्दी", "candor-12-हिन्दी-2026-11-26.csv"),
            ("\u{202e}exe.nnA", "candor-12-exe-nnA-2026-11-26.csv"),
            ("a\0b\r\nc\td", "candor-12-a-b-c-d-2026-11-26.csv"),
            ("\u{3164}\u{200b}\u{2800}", "candor-12-2026-11-26.csv"),
            ("~$x%00/..%2f", "candor-12-x-00-2f-2026-11-26.csv"),
            ("e\u{301}", "candor-12-é-2026-11-26.csv"),
        ];
        for (name, expected) in hostile {
            assert_eq!(of(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_name_that_is_too_long_is_cut_and_the_date_and_number_stay() {
        for long in ["a", "я", "語", "a\u{301}", "/.a"] {
            let name = of(&long.repeat(10_000));
            assert!(name.starts_with("candor-12-") && name.ends_with("-2026-11-26.csv"), "{name}");
            assert!(name.chars().count() > 40, "{name}");
        }
    }

    #[test]
    fn names_of_devices_are_not_used() {
        for device in ["CON", "con", "Aux", "NUL", "prn", "COM1", "lpt9", "COM¹", "../con", "nul."] {
            let name = file_name(&[device], Format::JsonLines);
            assert!(name.starts_with("candor-"), "{name}");
        }
        assert_eq!(file_name(&["Conrad"], Format::Text), "Conrad.txt");
        assert_eq!(file_name(&[], Format::Text), "candor.txt");
        assert_eq!(
            file_name(&["candor", "all", "2026-11-26", "part 2"], Format::JsonLines),
            "candor-all-2026-11-26-part-2.jsonl"
        );
    }

    proptest! {
        #[test]
        fn a_file_name_is_only_ever_a_file_name(parts in proptest::collection::vec(".{0,300}", 0..6)) {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let name = file_name(&parts, Format::Csv);
            let stem = name.strip_suffix(".csv").unwrap();
            prop_assert!(!stem.is_empty() && !is_device(stem), "{}", name);
            prop_assert!(stem.chars().count() <= MAX_NAME_CHARS && stem.len() <= MAX_NAME_BYTES, "{}", name);
            prop_assert!(!stem.starts_with(['-', '.']) && !stem.ends_with(['-', '.', ' ']), "{}", name);
            for sign in stem.chars() {
                let is_plain = sign == '-' || sign.is_alphanumeric() || is_combining_mark(sign);
                prop_assert!(is_plain && !is_blank(sign) && !sign.is_control(), "{:?} in {}", sign, name);
            }
            prop_assert_eq!(std::path::Path::new(&name).file_name().unwrap().to_str().unwrap(), &name);
        }
    }
}
