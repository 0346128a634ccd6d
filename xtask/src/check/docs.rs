//! The reference pages say what the code says today: generated again, they come out the same.

use std::fs;

use anyhow::Result;

use super::Report;
use crate::docs;
use crate::source::Tree;

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    for page in docs::pages()? {
        let kept = fs::read_to_string(tree.root.join(&page.path)).unwrap_or_default();
        if kept != page.text {
            report.problem(format!("{} is stale; `cargo xtask docs` writes it", page.path));
        }
    }
    Ok(report)
}
