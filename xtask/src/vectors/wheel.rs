//! Zip archives (a wheel is one, a file of numpy arrays another) and the arrays within.

use std::io::{Cursor, Read};

use anyhow::{Context, Result, bail};
use zip::ZipArchive;

/// The content of one entry of a zip archive.
pub fn entry(archive: &[u8], name: &str) -> Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).context("not a zip archive")?;
    let mut entry = archive.by_name(name).with_context(|| format!("no {name} in the archive"))?;
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).with_context(|| format!("cannot unpack {name}"))?;
    Ok(bytes)
}

/// A file of numpy arrays.
#[derive(Debug)]
pub struct Arrays<'a>(pub &'a [u8]);

impl Arrays<'_> {
    /// An array of bytes.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        self.array(name, "|u1")
    }

    /// An array of 32-bit numbers, row by row.
    pub fn numbers(&self, name: &str) -> Result<Vec<f32>> {
        let bytes = self.array(name, "<f4")?;
        Ok(bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    fn array(&self, name: &str, kind: &str) -> Result<Vec<u8>> {
        let file = entry(self.0, &format!("{name}.npy"))?;
        // Magic, version, the length of the header in two bytes, a header in Python's notation, the numbers.
        let [b'\x93', b'N', b'U', b'M', b'P', b'Y', 1, _, low, high, rest @ ..] = file.as_slice() else {
            bail!("{name} is not an array of version 1");
        };
        let (header, data) = rest
            .split_at_checked(usize::from(u16::from_le_bytes([*low, *high])))
            .with_context(|| format!("{name} ends in its header"))?;
        let header = String::from_utf8_lossy(header);
        if !header.contains(&format!("'descr': '{kind}'")) || !header.contains("'fortran_order': False") {
            bail!("{name} is not an array of {kind} row by row: {header}");
        }
        Ok(data.to_vec())
    }
}
