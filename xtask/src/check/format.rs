//! The code is formatted the way rustfmt.toml says.

use anyhow::Result;

use super::Report;
use crate::run;
use crate::source::Tree;

pub fn check(_: &Tree) -> Result<Report> {
    let mut report = Report::default();
    if let Err(error) = run::cargo(&["fmt", "--all", "--check", "--", "--color=never", "-l"]) {
        report.problem(format!("not formatted, `cargo fmt --all` does it: {error}"));
    }
    Ok(report)
}
