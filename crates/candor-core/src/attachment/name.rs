//! Names of files that come from outside: from a browser or from Telegram.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::export::{is_blank, is_device};

/// The longest name, ending included, in characters: Telegram cuts what is longer.
pub const MAX_NAME_CHARS: usize = 64;

/// The longest name in bytes of UTF-8; file systems take 255.
pub const MAX_NAME_BYTES: usize = 200;

/// The longest ending that is told from the rest of a name, in characters.
const MAX_ENDING: usize = 16;

/// A letter carries so many marks at most: enough for Vietnamese and Hindi, too few to climb out of the line.
const MARKS: usize = 3;

/// A name is stable after two passes or three; one that is not is none.
const MOST_PASSES: usize = 8;

/// What a file is called of whose name nothing is left.
const NAMELESS: &str = "file";

/// Signs beside letters and digits that may stand in a name. No brackets: they end a mark on a line.
const PLAIN: &str = " -_.,()+№";

/// Endings by which a system runs what is in the file when somebody opens it: Windows, macOS, Linux and Android.
const PROGRAMS: [&str; 58] = [
    "ade",
    "adp",
    "apk",
    "app",
    "appimage",
    "appx",
    "appxbundle",
    "bat",
    "cmd",
    "com",
    "command",
    "cpl",
    "deb",
    "desktop",
    "diagcab",
    "dll",
    "dmg",
    "exe",
    "gadget",
    "hta",
    "inf",
    "ins",
    "ipa",
    "iso",
    "isp",
    "jar",
    "jnlp",
    "js",
    "jse",
    "lnk",
    "mde",
    "msc",
    "msi",
    "msix",
    "msp",
    "mst",
    "pif",
    "pkg",
    "ps1",
    "psm1",
    "reg",
    "rpm",
    "run",
    "scf",
    "scr",
    "sct",
    "sh",
    "shb",
    "sys",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "wsc",
    "wsf",
    "xll",
];

/// A name that is only ever a name: the last part of a path, letters and digits of any alphabet, a few plain signs, an
/// underscore for everything else. It begins and ends with neither a dot nor a blank, is no device of Windows, and keeps
/// its ending where it is cut. Cleaning it once more changes nothing.
pub fn clean_name(given: &str) -> String {
    // Where something is cut off, the rest may end in a way that is cleaned once more.
    let mut name = cleaned_once(given);
    for _ in 0..MOST_PASSES {
        let again = cleaned_once(&name);
        if again == name {
            return name;
        }
        name = again;
    }
    NAMELESS.to_owned()
}

fn cleaned_once(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = plain(last.chars().filter(|sign| !is_unseen(*sign)).nfc());
    let (stem, ending) = split(&plain);
    let room = |stem: &str| {
        let dot = usize::from(!ending.is_empty());
        let (chars, bytes) = (stem.chars().count(), stem.len());
        chars + dot + ending.chars().count() <= MAX_NAME_CHARS && bytes + dot + ending.len() <= MAX_NAME_BYTES
    };
    let mut stem = stem.chars().take(MAX_NAME_CHARS).collect::<String>();
    while !room(&stem) {
        stem.pop();
    }
    let stem = trimmed(&stem);
    let stem = if stem.is_empty() { NAMELESS } else { stem };
    let stem = if is_device(stem.split('.').next().unwrap_or_default().trim()) {
        format!("{NAMELESS}-{stem}")
    } else {
        stem.to_owned()
    };
    let stem: String = if room(&stem) { stem } else { NAMELESS.to_owned() };
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// Whether opening a file of this name may run it, by its last ending.
pub fn is_program_name(name: &str) -> bool {
    let (_, ending) = split(trimmed(name));
    let ending = ending.to_lowercase();
    PROGRAMS.contains(&ending.as_str())
}

fn is_unseen(sign: char) -> bool {
    sign.is_control() || (is_blank(sign) && !sign.is_whitespace())
}

/// Plain signs, single blanks and underscores, and letters without towers of marks.
fn plain(signs: impl Iterator<Item = char>) -> String {
    let mut plain = String::new();
    // How many more marks the letter before may carry.
    let mut marks = 0;
    for sign in signs {
        if is_combining_mark(sign) {
            if marks > 0 {
                marks -= 1;
                plain.push(sign);
            }
            continue;
        }
        marks = if sign.is_alphanumeric() { MARKS } else { 0 };
        let sign = if sign.is_whitespace() { ' ' } else { sign };
        let is_plain = sign.is_alphanumeric() || PLAIN.contains(sign);
        let sign = if is_plain { sign } else { '_' };
        if !(matches!(sign, ' ' | '_') && plain.ends_with(sign)) {
            plain.push(sign);
        }
    }
    trimmed(&plain).to_owned()
}

fn trimmed(name: &str) -> &str {
    name.trim_matches([' ', '.', '-', '_'])
}

/// The name and its ending, which has letters and digits of ASCII alone.
fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if !trimmed(stem).is_empty()
                && (1..=MAX_ENDING).contains(&ending.len())
                && ending.bytes().all(|sign| sign.is_ascii_alphanumeric()) =>
        {
            (stem, ending)
        }
        _ => (name, ""),
    }
}
