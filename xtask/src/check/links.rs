//! Links between the documents lead somewhere, pictures included.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Report;
use crate::source::{self, Tree};

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let mut pages = source::files(&tree.root, &["docs", "crates", "xtask"], "md")?;
    for entry in fs::read_dir(&tree.root).context("cannot list the root")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            pages.push(name);
        }
    }
    for page in pages {
        let text = fs::read_to_string(tree.root.join(&page)).with_context(|| format!("cannot read {page}"))?;
        let folder = Path::new(&page).parent().unwrap_or(Path::new(""));
        for (index, line) in text.lines().enumerate() {
            for target in targets(line) {
                if !tree.root.join(folder).join(target).exists() {
                    report.problem(format!("{page}:{}: nothing at {target}", index + 1));
                }
            }
        }
    }
    Ok(report)
}

/// What `](…)` points at on this machine: no address of the network, no place within the page.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let inside = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    inside
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty())
}
