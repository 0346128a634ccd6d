//! Migrations of the two databases are twins: the same numbers and names, counted from 0001 without a gap.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Report;
use crate::source::Tree;

const FOLDER: &str = "crates/candor-store/migrations";

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let sqlite = names(&tree.root.join(FOLDER).join("sqlite"))?;
    let postgres = names(&tree.root.join(FOLDER).join("postgres"))?;
    for name in sqlite.iter().filter(|name| !postgres.contains(name)) {
        report.problem(format!("{FOLDER}/sqlite/{name} has no twin in postgres/"));
    }
    for name in postgres.iter().filter(|name| !sqlite.contains(name)) {
        report.problem(format!("{FOLDER}/postgres/{name} has no twin in sqlite/"));
    }
    for (index, name) in sqlite.iter().enumerate() {
        let number = format!("{:04}_", index + 1);
        if !name.starts_with(&number) {
            report.problem(format!("{FOLDER}/sqlite/{name} should begin with {number}"));
        }
    }
    if sqlite.is_empty() {
        report.problem(format!("{FOLDER}/sqlite has no migrations"));
    }
    Ok(report)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name.ends_with(".sql"));
    names.sort();
    Ok(names)
}
