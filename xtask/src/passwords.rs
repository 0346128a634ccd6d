//! `cargo xtask passwords --from PATH`: makes `crates/candor-web/data/common-passwords.bin` again, by which the panel refuses the most
//! used passwords that are long enough for it. PATH is the list named in NOTICE; it must have the sum below, so the result is the
//! same byte for byte.
//!
//! No password is kept, only the first bytes of its hash: enough to know it again, and nothing to read.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

/// Where the result lies.
const TARGET: &str = "crates/candor-web/data/common-passwords.bin";

/// The sum of the list: a million passwords, the most used first.
const SOURCE_SUM: &str = "eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be";

/// The shortest password the panel takes, in characters: `MIN_CHARS` of its `password.rs`.
const SHORTEST: usize = 12;

/// So many are refused: OWASP ASVS 5.0, 6.2.4, asks for 3,000 of those that are long enough.
const MOST: usize = 10_000;

/// So much of a hash is kept: that another password has the same is one chance in a hundred million.
const KEPT_BYTES: usize = 5;

/// Reads the list, checks it, writes the hashes.
pub fn run(arguments: &[String]) -> Result<()> {
    let ["--from", from] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        bail!("cargo xtask passwords --from PATH, the list of a million passwords that NOTICE names");
    };
    let bytes = fs::read(from).with_context(|| format!("cannot read {from}"))?;
    let found = sum(&bytes);
    ensure!(found == SOURCE_SUM, "{from} has the sum {found}, not {SOURCE_SUM}: another version?");
    let packed = packed(&String::from_utf8_lossy(&bytes));
    let target = crate::source::root().join(TARGET);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&target, &packed).with_context(|| format!("cannot write {TARGET}"))?;
    println!("written {TARGET}: {} bytes, sha256 {}", packed.len(), sum(&packed));
    Ok(())
}

/// The hashes of the most used passwords that are long enough, in order.
fn packed(list: &str) -> Vec<u8> {
    let mut seen = BTreeSet::new();
    let long = list.lines().map(|line| line.trim().to_lowercase()).filter(|line| line.chars().count() >= SHORTEST);
    let hashes: BTreeSet<Vec<u8>> = long
        .filter(|password| seen.insert(password.clone()))
        .take(MOST)
        .map(|password| Sha256::digest(password.as_bytes()).into_iter().take(KEPT_BYTES).collect())
        .collect();
    hashes.into_iter().flatten().collect()
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
