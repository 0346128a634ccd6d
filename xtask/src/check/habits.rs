//! Habits no compiler enforces: tests are named as sentences and never ignored, a crate has one integration binary,
//! every crate takes the workspace's lints, a module says what it is for.

use std::fs;

use anyhow::{Context, Result};

use super::Report;
use crate::source::{self, Tree};

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    for source in &tree.rust {
        let path = source.path.as_str();
        for line in &source.facts.ignored {
            report.problem(format!("{path}:{line}: an ignored test tells nobody anything; assert what is true today"));
        }
        for function in source.facts.functions.iter().filter(|function| function.it.starts_with("test_")) {
            report.problem(format!(
                "{path}:{}: `{}`: name a test as a sentence, without test_",
                function.line, function.it
            ));
        }
        let is_second_binary = path.split_once("/tests/").is_some_and(|(_, below)| !below.starts_with("it/"));
        if is_second_binary && !path.contains("/src/") {
            report.problem(format!("{path}: one integration binary per crate: move it below tests/it/"));
        }
        let text = fs::read_to_string(tree.root.join(path)).with_context(|| format!("cannot read {path}"))?;
        if !source.is_test && !text.starts_with("//!") {
            report.problem(format!("{path}: begin with `//!`: what it is for, what it must never do"));
        }
    }
    for path in source::files(&tree.root, &["crates", "xtask"], "toml")? {
        let text = fs::read_to_string(tree.root.join(&path)).with_context(|| format!("cannot read {path}"))?;
        if path.ends_with("/Cargo.toml") && !text.contains("[lints]\nworkspace = true") {
            report.problem(format!("{path}: take the workspace's lints: `[lints]`, `workspace = true`"));
        }
    }
    Ok(report)
}
