//! The checker of accessibility the browser tests use: axe-core (MPL 2.0), out of a package that carries it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::python::Packages;

const PACKAGES: Packages<'_> = Packages {
    folder: "axe",
    what: "a checker of accessibility (about 1 MB, once)",
    pinned: "axe-playwright-python==0.1.8",
};

/// Fetches it where it is missing; returns the script.
pub fn prepared() -> Result<PathBuf> {
    let library = PACKAGES.prepared()?.join("../lib");
    // Where packages lie depends on which Python it is.
    let pythons = fs::read_dir(&library).context("the folder of packages cannot be read")?.filter_map(Result::ok);
    let script = |python: PathBuf| python.join("site-packages/axe_playwright_python/axe.min.js");
    let found = pythons.map(|python| script(python.path())).find(|script| script.exists());
    found.context("the package carries no axe.min.js any more")
}
