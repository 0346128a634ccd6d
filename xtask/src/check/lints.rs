//! Clippy and the compiler have nothing to say. The rules are in Cargo.toml (`[workspace.lints]`) and clippy.toml.

use anyhow::Result;

use super::Report;
use crate::run;
use crate::source::Tree;

pub fn check(_: &Tree) -> Result<Report> {
    let mut report = Report::default();
    let all = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    if let Err(error) = run::cargo(&all) {
        report.problem(format!("clippy's findings stand above: {error}"));
    }
    Ok(report)
}
