//! SQL is written in candor-store and nowhere else: both databases' quirks stay behind one door.

use anyhow::Result;

use super::Report;
use crate::source::Tree;

/// How statements begin. Capital letters, as all SQL here is written.
const BEGINNINGS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
    "WITH ",
    "VACUUM",
];

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    for source in tree.shipped().filter(|source| !source.path.starts_with("crates/candor-store/")) {
        for text in &source.facts.texts {
            let begun = text.it.trim_start();
            if let Some(found) = BEGINNINGS.iter().find(|beginning| begun.starts_with(**beginning)) {
                report.problem(format!("{}:{}: {}… belongs in candor-store", source.path, text.line, found.trim_end()));
            }
        }
    }
    Ok(report)
}
