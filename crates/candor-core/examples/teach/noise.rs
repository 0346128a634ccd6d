//! A sentence as somebody types it in a hurry: slips, no signs, capitals, no blanks, Latin letters.

use crate::chance::Chance;

const RUSSIAN: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
const LATIN: [&str; 33] = [
    "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
    "c", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya",
];

/// The keys in their rows: a slip takes a neighbour.
const ROWS: [&str; 6] = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

pub fn noised(text: &str, chance: &mut Chance) -> String {
    match chance.below(6) {
        0 | 1 => slipped(text, chance),
        2 => bare(text),
        3 => slipped(&bare(text), chance),
        4 => text.to_lowercase().chars().map(latin).collect(),
        _ if chance.below(2) == 0 => text.to_uppercase(),
        _ => text.replacen(' ', "", 1),
    }
}

fn bare(text: &str) -> String {
    let only = |ch: char| if ch.is_alphanumeric() || "-+".contains(ch) { ch } else { ' ' };
    let plain: String = text.to_lowercase().chars().map(only).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn latin(ch: char) -> String {
    RUSSIAN.chars().position(|known| known == ch).map_or_else(|| ch.to_string(), |at| LATIN[at].to_owned())
}

/// One slip, two in a message of more than four words; words up to three letters are typed right.
fn slipped(text: &str, chance: &mut Chance) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    for _ in 0..if words.len() > 4 { 2 } else { 1 } {
        let long: Vec<usize> = (0..words.len()).filter(|at| words[*at].len() > 3).collect();
        if long.is_empty() {
            break;
        }
        let word = &mut words[long[chance.below(long.len())]];
        let at = 1 + chance.below(word.len() - 2);
        match chance.below(4) {
            0 => {
                word.remove(at);
            }
            1 => word.swap(at, at + 1),
            2 => word.insert(at, word[at]),
            _ => word[at] = neighbour(word[at], chance),
        }
    }
    words.into_iter().map(String::from_iter).collect::<Vec<_>>().join(" ")
}

fn neighbour(ch: char, chance: &mut Chance) -> char {
    for row in ROWS {
        let keys: Vec<char> = row.chars().collect();
        if let Some(at) = keys.iter().position(|key| *key == ch) {
            let near = if at == 0 || (at + 1 < keys.len() && chance.below(2) == 0) { at + 1 } else { at - 1 };
            return keys[near];
        }
    }
    ch
}
