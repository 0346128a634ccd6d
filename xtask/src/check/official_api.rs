//! H12: only the official Bot API. No client that logs in as a person, by whatever name, is anywhere in the lock
//! file; nor is a second Bot API library, because ours keeps the outbox's promises. The list is deny.toml's.

use std::fs;

use anyhow::{Context, Result};

use super::Report;
use crate::source::Tree;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn check(tree: &Tree) -> Result<Report> {
    let text = fs::read_to_string(tree.root.join("deny.toml")).context("cannot read deny.toml")?;
    let rules: toml::Table = toml::from_str(&text).context("deny.toml is not TOML")?;
    let denied = rules.get("bans").and_then(|bans| bans.get("deny")).and_then(toml::Value::as_array);
    let denied: Vec<(&str, &str)> = denied
        .into_iter()
        .flatten()
        .filter_map(|rule| Some((rule.get("crate")?.as_str()?, rule.get("reason")?.as_str()?)))
        .collect();
    let mut report = Report::default();
    if denied.is_empty() {
        report.problem("deny.toml denies nothing; its [bans] list holds H12");
    }
    let lock = fs::read_to_string(tree.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let lock: toml::Table = toml::from_str(&lock).context("Cargo.lock is not TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock has no packages")?;
    for package in packages {
        let name = package.get("name").and_then(toml::Value::as_str).unwrap_or_default();
        if let Some((_, reason)) = denied.iter().find(|(denied, _)| is_of_family(name, denied)) {
            report.problem(format!("{name} is among the dependencies: {reason}"));
        }
        let source = package.get("source").and_then(toml::Value::as_str);
        if source.is_some_and(|source| source != CRATES_IO) {
            report.problem(format!("{name} does not come from crates.io"));
        }
    }
    Ok(report)
}

/// The crate itself, or one that carries its name and a dash: `grammers` means grammers-client too.
fn is_of_family(package: &str, denied: &str) -> bool {
    let package = package.replace('_', "-");
    package.strip_prefix(denied).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_covers_every_crate_of_the_family() {
        assert!(is_of_family("grammers-client", "grammers"));
        assert!(is_of_family("rust_tdlib", "rust-tdlib"));
        assert!(!is_of_family("grammar", "grammers"));
    }
}
