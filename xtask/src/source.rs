//! The project's own Rust files, read once and taken apart: the names they publish, the texts they hold, the paths
//! they use, the methods they call. Every check that asks "who does what, where?" reads it here.
//!
//! Parsed with `syn`, so comments and look-alikes in strings mislead nobody. What stands inside a macro call is not
//! Rust yet; its tokens are walked instead, which finds texts, paths, calls and functions, but no public names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::facts::{self, Facts};

/// The tree the checks look at.
#[derive(Debug)]
pub struct Tree {
    /// Where the workspace begins.
    pub root: PathBuf,
    /// Every Rust file of the project, in the order of their paths.
    pub rust: Vec<Source>,
}

/// One Rust file.
#[derive(Debug)]
pub struct Source {
    /// From the root of the workspace, with `/`.
    pub path: String,
    /// How many lines it has.
    pub lines: usize,
    /// Whether the whole file belongs to the tests (tests.rs, or a file under tests/).
    pub is_test: bool,
    /// What was found in it.
    pub facts: Facts,
}

impl Tree {
    /// Reads and parses every Rust file under crates/ and xtask/.
    pub fn read() -> Result<Self> {
        let root = root();
        let mut rust = Vec::new();
        for path in files(&root, &["crates", "xtask"], "rs")? {
            let text = fs::read_to_string(root.join(&path)).with_context(|| format!("cannot read {path}"))?;
            let parsed = syn::parse_file(&text).with_context(|| format!("{path} is not Rust"))?;
            let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
            rust.push(Source { lines: text.lines().count(), facts: facts::collect(&parsed, is_test), is_test, path });
        }
        Ok(Self { root, rust })
    }

    /// The files that run in production: no tests, no chores of the project.
    pub fn shipped(&self) -> impl Iterator<Item = &Source> {
        self.rust.iter().filter(|source| !source.is_test && source.path.starts_with("crates/"))
    }
}

/// Where the workspace begins: the parent of this crate's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Paths of all files below `folders` whose name ends in `.extension`, from the root, sorted.
pub fn files(root: &Path, folders: &[&str], extension: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    open.push(path);
                }
            } else if path.extension().is_some_and(|is| is == extension) {
                let below = path.strip_prefix(root).unwrap_or(&path);
                found.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    Ok(found)
}
