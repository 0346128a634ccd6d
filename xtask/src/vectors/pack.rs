//! Lays everything out in one file. `crates/candor-core/src/hearing/vectors/weights.rs` says where what stands.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::pieces::{Model, Piece};
use super::rules;
use super::squeeze::{self, Table};
use super::wheel::Arrays;

/// The table of the source lies in so many chunks; a piece's row is in chunk `id % CHUNKS`.
const CHUNKS: u32 = 17;

/// How many numbers a row has.
const WIDTH: usize = 512;

/// Matrices in the order in which they are used, with the number of their inputs.
const MATRICES: [(&str, usize); 15] = [
    ("proj2", 512),
    ("proj3", 512),
    ("proj5", 512),
    ("w1_2", 512),
    ("w2_2", 512),
    ("w1_3", 768),
    ("w2_3", 768),
    ("w1_5", 1280),
    ("w2_5", 1280),
    ("cnn_W", 1280),
    ("d0", 512),
    ("d1", 320),
    ("p1", 512),
    ("d2", 320),
    ("p3", 320),
];

/// The last matrix; apart so that the list above fits a screen.
const LAST: (&str, usize) = ("d3", 512);

/// Rows of single numbers in the order in which they are used.
const ROWS: [&str; 18] = [
    "proj_b2", "proj_b3", "proj_b5", "ln_g2", "ln_g3", "ln_g5", "ln_b2", "ln_b3", "ln_b5", "b1_2", "b2_2", "b1_3",
    "b2_3", "b1_5", "b2_5", "ln_g", "ln_b", "cnn_b",
];

/// The whole file.
pub fn pack(vocabulary: &[u8], weights: &[u8]) -> Result<Vec<u8>> {
    let model = Model::read(vocabulary)?;
    let kept = model.kept()?;
    let rules = rules::rules(&model.charsmap, &kept)?;
    let unknown = model.pieces.iter().map(|piece| piece.score).fold(f32::MAX, f32::min) - 10.0;
    let arrays = Arrays(weights);
    let mut body = Vec::new();
    body.extend(u32::try_from(kept.len())?.to_le_bytes());
    body.extend(u32::try_from(rules.len())?.to_le_bytes());
    body.extend(unknown.to_le_bytes());
    words(&mut body, &kept, &rules)?;
    println!("{} pieces, {} rules: {} bytes", kept.len(), rules.len(), body.len());
    table(&mut body, &kept, &arrays)?;
    println!("with the table: {} bytes", body.len());
    for (name, inputs) in MATRICES.into_iter().chain([LAST]) {
        matrix(&mut body, name, &arrays.numbers(name)?, inputs)?;
    }
    for name in ROWS {
        let row = arrays.numbers(name)?;
        body.extend(u16::try_from(row.len())?.to_le_bytes());
        body.extend(row.iter().flat_map(|number| number.to_le_bytes()));
    }
    let mut packed = b"CANDORV1".to_vec();
    packed.extend(checksum(&body).to_le_bytes());
    packed.append(&mut body);
    Ok(packed)
}

/// The pieces, each as what it shares with the one before and what is new; numbers; scores; rules likewise.
fn words(body: &mut Vec<u8>, kept: &[Piece], rules: &BTreeMap<Vec<u8>, String>) -> Result<()> {
    let mut before: &[u8] = b"";
    for piece in kept {
        after(body, before, piece.text.as_bytes())?;
        before = piece.text.as_bytes();
    }
    kept.iter().for_each(|piece| body.extend(piece.id.to_le_bytes().iter().take(3)));
    kept.iter().for_each(|piece| body.extend(piece.score.to_le_bytes()));
    let mut before: &[u8] = b"";
    for (from, to) in rules {
        after(body, before, from)?;
        body.push(u8::try_from(to.len())?);
        body.extend(to.as_bytes());
        before = from;
    }
    Ok(())
}

fn after(body: &mut Vec<u8>, before: &[u8], text: &[u8]) -> Result<()> {
    let shared = before.iter().zip(text).take_while(|(one, other)| one == other).count();
    let new = text.get(shared..).unwrap_or_default();
    body.extend([u8::try_from(shared)?, u8::try_from(new.len())?]);
    body.extend(new);
    Ok(())
}

/// The rows of the kept pieces, each squeezed by itself so that it can be read by itself.
fn table(body: &mut Vec<u8>, kept: &[Piece], arrays: &Arrays<'_>) -> Result<()> {
    let (scales, lows) = (arrays.numbers("scale")?, arrays.numbers("lo")?);
    let mut chunks = Vec::new();
    let mut middles = Vec::new();
    for number in 1..=CHUNKS {
        let chunk = arrays.bytes(&format!("q{number}"))?;
        ensure!(chunk.iter().all(|value| *value < 64), "a number of more than 6 bits");
        let mut sorted = chunk.clone();
        let (_, middle, _) = sorted.select_nth_unstable(chunk.len() / 2);
        middles.push(*middle);
        chunks.push(chunk);
    }
    for ((scale, low), middle) in scales.iter().zip(&lows).zip(&middles) {
        body.extend(scale.to_le_bytes());
        body.extend(low.to_le_bytes());
        body.push(*middle);
    }
    let mut rows = Vec::new();
    for piece in kept {
        let chunk = usize::try_from(piece.id % CHUNKS)?;
        let begin = usize::try_from(piece.id / CHUNKS)? * WIDTH;
        let row =
            chunks.get(chunk).and_then(|chunk| chunk.get(begin..begin + WIDTH)).context("a piece without a row")?;
        let middle = middles.get(chunk).copied().unwrap_or_default();
        // The commonest number of the chunk becomes 32, so that one table serves rows of every chunk.
        rows.push(row.iter().map(|value| value.wrapping_sub(middle).wrapping_add(32) & 63).collect::<Vec<u8>>());
    }
    let counts: Vec<Vec<u64>> = rows.iter().map(|row| counts(row, 64)).collect();
    let (tables, chosen) = squeeze::fit(&counts)?;
    body.push(u8::try_from(tables.len())?);
    for share in tables.iter().flat_map(|table| &table.shares) {
        body.extend(u16::try_from(*share)?.to_le_bytes());
    }
    let mut squeezed = Vec::new();
    for (row, chosen) in rows.iter().zip(&chosen) {
        squeezed.push(tables.get(*chosen).context("no such table")?.squeeze(row)?);
    }
    for chosen in &chosen {
        body.push(u8::try_from(*chosen)?);
    }
    for row in &squeezed {
        body.extend(u16::try_from(row.len())?.to_le_bytes());
    }
    body.extend(u32::try_from(squeezed.iter().map(Vec::len).sum::<usize>())?.to_le_bytes());
    squeezed.iter().for_each(|row| body.extend(row));
    Ok(())
}

fn counts(symbols: &[u8], size: usize) -> Vec<u64> {
    let mut counts = vec![0; size];
    for symbol in symbols {
        if let Some(count) = counts.get_mut(usize::from(*symbol)) {
            *count += 1;
        }
    }
    counts
}

/// A matrix as whole numbers from -127 to 127 and the step between them, output by output.
fn matrix(body: &mut Vec<u8>, name: &str, numbers: &[f32], inputs: usize) -> Result<()> {
    let outputs = numbers.len() / inputs;
    ensure!(inputs * outputs == numbers.len(), "{name} has another shape");
    let step = numbers.iter().fold(0.0, |greatest: f32, number| greatest.max(number.abs())) / 127.0;
    let mut symbols = Vec::new();
    let mut known = BTreeMap::new();
    for output in 0..outputs {
        let mut sum = 0_i32;
        for number in numbers.iter().skip(output).step_by(outputs) {
            let found = *known.entry(number.to_bits()).or_insert_with(|| whole(*number, step));
            let whole = found.with_context(|| format!("{name}: {number} is not so many steps of {step}"))?;
            sum += i32::from(whole).abs();
            symbols.push(whole.to_le_bytes()[0] ^ 0x80);
        }
        ensure!(sum < 65_536, "{name}: sums of this output could overflow");
    }
    let table = Table::of(&counts(&symbols, 256), false)?;
    let squeezed = table.squeeze(&symbols)?;
    body.extend(u16::try_from(inputs)?.to_le_bytes());
    body.extend(u16::try_from(outputs)?.to_le_bytes());
    body.extend(step.to_le_bytes());
    for share in &table.shares {
        body.extend(u16::try_from(*share)?.to_le_bytes());
    }
    body.extend(u32::try_from(squeezed.len())?.to_le_bytes());
    body.extend(squeezed);
    Ok(())
}

/// The whole number of steps a weight is, or nothing if it is between two.
fn whole(number: f32, step: f32) -> Option<i8> {
    (-127..=127)
        .min_by(|one, other| {
            let distance = |whole: &i8| (f32::from(*whole) * step - number).abs();
            distance(one).total_cmp(&distance(other))
        })
        .filter(|whole: &i8| (f32::from(*whole) * step - number).abs() < 0.01 * step)
}

/// Notices a file that is not whole. `weights.rs` computes the same.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0, |sum: u64, chunk| {
        let mut word = [0; 8];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        (sum.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    })
}
