//! The vocabulary: what stands in the SentencePiece model, and which pieces Candor keeps.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

/// The mark of the beginning of a word.
pub const WORD: char = '▁';

/// Which pieces English needs; the file says how it was made.
const ENGLISH: &str = include_str!("../../data/english-pieces.hex");

/// Latin pieces before this one are frequent enough to be kept whatever their language.
const FREQUENT: u32 = 8_000;

/// Latin pieces of so few letters are kept whatever their language: names and Russian in Latin letters are made of them.
const SHORT: usize = 4;

/// One piece of the vocabulary.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its number in the source.
    pub id: u32,
    /// Its letters.
    pub text: String,
    /// The logarithm of its probability.
    pub score: f32,
}

/// What the model holds.
#[derive(Debug)]
pub struct Model {
    /// Every piece, in the order of their numbers.
    pub pieces: Vec<Piece>,
    /// How texts are normalised, as the source packs it.
    pub charsmap: Vec<u8>,
}

impl Model {
    /// Reads the protocol buffer: field 1 are the pieces, field 2 of field 3 is the table of the normaliser.
    pub fn read(file: &[u8]) -> Result<Self> {
        let mut pieces = Vec::new();
        let mut charsmap = Vec::new();
        for (field, value) in fields(file)? {
            match field {
                1 => {
                    let parts: BTreeMap<u64, &[u8]> = fields(value)?.into_iter().collect();
                    let text = parts.get(&1).context("a piece without letters")?;
                    let score = parts.get(&2).and_then(|four| <[u8; 4]>::try_from(*four).ok());
                    pieces.push(Piece {
                        id: u32::try_from(pieces.len())?,
                        text: String::from_utf8(text.to_vec())?,
                        score: score.map_or(0.0, f32::from_le_bytes),
                    });
                }
                3 => charsmap
                    .extend(fields(value)?.into_iter().filter(|(field, _)| *field == 2).flat_map(|(_, value)| value)),
                _ => {}
            }
        }
        ensure!(pieces.len() == 128_000, "{} pieces", pieces.len());
        Ok(Self { pieces, charsmap })
    }

    /// The pieces that are kept, in the order of their bytes.
    pub fn kept(&self) -> Result<Vec<Piece>> {
        let english = bits(ENGLISH)?;
        let is_english = |id: u32| {
            let byte = usize::try_from(id / 8).ok().and_then(|place| english.get(place));
            byte.is_some_and(|byte| byte >> (id % 8) & 1 == 1)
        };
        let mut kept: Vec<Piece> =
            self.pieces.iter().filter(|piece| is_kept(piece, is_english(piece.id))).cloned().collect();
        kept.sort_by(|one, other| one.text.as_bytes().cmp(other.text.as_bytes()));
        Ok(kept)
    }
}

/// Signs and digits, Cyrillic, and of Latin: single letters, the most frequent and what English needs. The three pieces
/// with a meaning of their own (unknown, begin, end) come first and stay.
fn is_kept(piece: &Piece, is_english: bool) -> bool {
    let letters: Vec<char> = piece.text.chars().filter(|ch| ch.is_alphanumeric() && !ch.is_ascii_digit()).collect();
    let is_cyrillic = |ch: &char| ('\u{400}'..='\u{52f}').contains(ch);
    let is_latin = |ch: &char| ch.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(ch);
    if !letters.iter().all(|ch| is_cyrillic(ch) || is_latin(ch)) {
        return false;
    }
    let is_plain = letters.iter().all(char::is_ascii_alphabetic) && !piece.text.starts_with("extra_token");
    let length = piece.text.chars().filter(|ch| *ch != WORD).count();
    piece.id < 3
        || !letters.iter().any(is_latin)
        || is_english
        || length == 1
        || (is_plain && (piece.id < FREQUENT || length <= SHORT))
}

fn bits(hex: &str) -> Result<Vec<u8>> {
    let digits: Vec<u32> = hex
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::chars)
        .filter_map(|ch| ch.to_digit(16))
        .collect();
    let pairs = digits.as_chunks::<2>().0.iter();
    Ok(pairs.map(|[high, low]| u8::try_from(high * 16 + low)).collect::<Result<_, _>>()?)
}

/// The fields of a protocol buffer that hold bytes, with their numbers; numbers of four bytes count as bytes.
fn fields(mut rest: &[u8]) -> Result<Vec<(u64, &[u8])>> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let key = varint(&mut rest)?;
        let length = match key & 7 {
            0 => {
                varint(&mut rest)?;
                continue;
            }
            1 => 8,
            2 => usize::try_from(varint(&mut rest)?)?,
            5 => 4,
            other => anyhow::bail!("wire type {other}"),
        };
        let (value, after) = rest.split_at_checked(length).context("a field ends too early")?;
        found.push((key >> 3, value));
        rest = after;
    }
    Ok(found)
}

fn varint(rest: &mut &[u8]) -> Result<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first().context("a number ends too early")?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(value)
}
