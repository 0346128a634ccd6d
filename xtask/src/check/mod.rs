//! `cargo xtask check`: everything about the source that can be judged without running it. One file per question; a
//! new question is a new file and one line in [`CHECKS`]. All of them run, then the verdict is given.

mod asvs;
mod core;
mod docs;
mod error_pages;
mod format;
mod habits;
mod layers;
mod links;
mod lints;
mod map;
mod official_api;
mod sends;
mod sizes;
mod sql;
mod twins;
mod unused;
mod words;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::source::Tree;

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// Each makes the check fail: where, what, and what to do instead.
    pub problems: Vec<String>,
    /// Worth reading; fails nothing.
    pub notes: Vec<String>,
}

impl Report {
    /// Adds a reason to fail.
    pub fn problem(&mut self, text: impl Into<String>) {
        self.problems.push(text.into());
    }

    /// Adds something worth reading.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }
}

type Check = fn(&Tree) -> Result<Report>;

/// Every check by name, the quick ones first.
const CHECKS: &[(&str, Check)] = &[
    ("format", format::check),
    ("layers", layers::check),
    ("core", core::check),
    ("sizes", sizes::check),
    ("twins", twins::check),
    ("words", words::check),
    ("habits", habits::check),
    ("official_api", official_api::check),
    ("unused", unused::check),
    ("sql", sql::check),
    ("sends", sends::check),
    ("map", map::check),
    ("asvs", asvs::check),
    ("links", links::check),
    ("error_pages", error_pages::check),
    ("lints", lints::check),
    ("docs", docs::check),
];

/// Runs every check, or only those named, and fails if one found a problem.
pub fn run(only: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| CHECKS.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
        bail!("there is no check named {unknown}; there are {}", known.join(", "));
    }
    let tree = Tree::read()?;
    let mut failed = Vec::new();
    for (name, check) in CHECKS.iter().filter(|(name, _)| only.is_empty() || only.iter().any(|wanted| wanted == name)) {
        let begun = Instant::now();
        let report =
            check(&tree).unwrap_or_else(|error| Report { problems: vec![format!("{error:#}")], notes: Vec::new() });
        let verdict = if report.problems.is_empty() { "ok  " } else { "FAIL" };
        println!("{verdict} {name} ({:.1} s)", begun.elapsed().as_secs_f64());
        report.notes.iter().for_each(|note| println!("       {note}"));
        report.problems.iter().for_each(|problem| println!("     ! {problem}"));
        if !report.problems.is_empty() {
            failed.push(*name);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("check failed: {}; one alone again: cargo xtask check NAME", failed.join(", "))
}
