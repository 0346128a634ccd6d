//! The public fuzzer that reads the API's document and asks everything it allows, and what it does not: Schemathesis (MIT).

use std::path::PathBuf;

use anyhow::Result;

use crate::python::Packages;

/// Fetches it where it is missing; returns the program.
pub fn prepared() -> Result<PathBuf> {
    let packages = Packages {
        folder: "fuzzer",
        what: "a fuzzer for the API (about 30 MB, once)",
        pinned: include_str!("requirements.txt"),
    };
    Ok(packages.prepared()?.join("schemathesis"))
}
