//! A file is read in one sitting. Above 400 lines it is listed; above 500 it is divided.

use anyhow::Result;

use super::Report;
use crate::source::Tree;

const LISTED: usize = 400;
const REFUSED: usize = 500;

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    for source in &tree.rust {
        let (path, lines) = (&source.path, source.lines);
        if lines > REFUSED {
            report.problem(format!("{path} has {lines} lines; divide it ({REFUSED} at most)"));
        } else if lines > LISTED {
            report.note(format!("{path} has {lines} lines"));
        }
    }
    let mut sizes: Vec<usize> = tree.rust.iter().map(|source| source.lines).collect();
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    report.note(format!("{} files, {} lines, median {median}", sizes.len(), sizes.iter().sum::<usize>()));
    Ok(report)
}
