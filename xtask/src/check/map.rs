//! What ARCHITECTURE.md claims is there. Every path and crate it names exists; every test it names as the keeper of
//! an invariant exists; every crate of the workspace is on the map.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};

use super::Report;
use crate::source::Tree;

const MAP: &str = "ARCHITECTURE.md";

pub fn check(tree: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let text = fs::read_to_string(tree.root.join(MAP)).with_context(|| format!("cannot read {MAP}"))?;
    let functions: BTreeSet<&str> =
        tree.rust.iter().flat_map(|source| &source.facts.functions).map(|function| function.it.as_str()).collect();
    for (line, span) in spans(&text) {
        match kind(span) {
            Kind::Path(path) if !tree.root.join(path).exists() => report.problem(format!("{MAP}:{line}: no {path}")),
            Kind::Test(name) if !functions.contains(name) => {
                report.problem(format!("{MAP}:{line}: no test or function {name}"));
            }
            _ => {}
        }
    }
    for entry in fs::read_dir(tree.root.join("crates")).context("cannot list crates/")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !text.contains(&format!("`{name}`")) && !text.contains(&format!("crates/{name}")) {
            report.problem(format!("{MAP} does not mention {name}"));
        }
    }
    Ok(report)
}

enum Kind<'a> {
    /// A path from the root; up to the first placeholder such as `<verb>.rs`.
    Path(&'a str),
    /// The name of a test: three words or more, joined by `_`.
    Test(&'a str),
    Other,
}

fn kind(span: &str) -> Kind<'_> {
    let is_path = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-<>*".contains(letter));
    let tops = ["crates/", "xtask/", "docs/", "scripts/", "examples/", "locales/", ".ci/", ".cargo/", "changes/"];
    if is_path(span) && (tops.iter().any(|top| span.starts_with(top)) || is_top_file(span)) {
        let known = span.split(['<', '*']).next().unwrap_or(span);
        let whole =
            if known.len() < span.len() { known.rsplit_once('/').map_or(known, |(folder, _)| folder) } else { known };
        return Kind::Path(whole);
    }
    let is_name = span.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    if is_name && span.matches('_').count() >= 3 { Kind::Test(span) } else { Kind::Other }
}

fn is_top_file(span: &str) -> bool {
    !span.contains('/') && [".md", ".toml"].iter().any(|end| span.ends_with(end))
}

/// What stands between backticks or, inside a fenced block, between spaces; with its line.
fn spans(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            found.extend(line.split_whitespace().map(|word| (index + 1, word)));
        } else {
            found.extend(line.split('`').skip(1).step_by(2).map(|span| (index + 1, span)));
        }
    }
    found
}
